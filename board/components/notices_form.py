"""The forms of 通知: a notice that is written or handed down, an answer, more time, a
withdrawal.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from board.components.notice_fields import area, line, whom
from board.components.notice_sending import is_synthetic, send
from board.components.opened import Opened
from board.components.writer import last_writer
from board.desk.notice import (
    ASKS,
    BIGGEST,
    LONGEST_NUMBERS,
    LONGEST_TEXT,
    TASK,
    Answer,
    Asks,
    Draft,
    answer,
    extend,
    notify,
    sorts,
    withdraw,
)
from board.look import clock
from board.look.clock import SHANGHAI
from board.look.texts import texts
from board.reads.notice_rows import NoticePassed, NoticeTold
from board.views.notices.asking import PASSED, notice_of
from streams.entries.entry import LONGEST_PERSON

if TYPE_CHECKING:
    from datetime import datetime

    from board.viewer.scope import View

DUE_DAYS, DUE_HOUR = 3, 18
"""Until when something is asked for, where nobody says otherwise."""


class OpenedNotice(Opened, frozen=True, kw_only=True):
    """The form of a notice; `of` is the one from above that it hands down."""

    of: NoticeTold | None = None


def notice_form(opened: OpenedNotice, view: View) -> None:
    """A notice to those below the seat's center; one that is handed down begins as the
    one from above reads.
    """
    words, token, of = texts(view.language), opened.token, opened.of
    if of is not None:
        st.text(words("notice.form_hands_down", title=of.title))
    # Sort and what is asked stand outside of the form: the fields below follow them.
    first, second = st.columns([50, 50])
    with first:
        sort = _sort(opened, view)
    with second:
        proposed: Asks = "answer" if sort == TASK else "sign"
        asks = st.pills(
            words("notice.ask.asks"),
            ASKS,
            default=_asks_of(of) if of else proposed,
            format_func=lambda one: words(f"notice_asks.{one}"),
            required=True,
            key=f"notice_asks_{token}_{sort}",
        )
    with st.form("notice", border=False):
        title = line("title", of.title if of else "", token, view)
        text = area(
            "text", of.text if of else "", token, LONGEST_TEXT, view, height=150
        )
        to = whom(token, view)
        due, who = st.columns([55, 45])
        with due:
            due_at = (
                _moment("due", _proposed(of), token, view) if asks != "read" else None
            )
        with who:
            person = _person(token, view)
        numbers = _numbers(opened, view) if (sort, asks) == (TASK, "answer") else ""
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        draft = Draft(
            token=token,
            person=person,
            sort=sort,
            title=title,
            text=text,
            asks=asks,
            due_at=due_at,
            numbers=numbers,
            tiers=to.tiers,
            centers=to.centers,
            agencies=to.agencies,
            passes_on=of.entry_id if of else None,
        )
        _done(
            send(
                lambda: notify(draft, view.seat, is_synthetic=is_synthetic()),
                view,
                told="notice.was_sent",
            )
        )


def answer_form(opened: OpenedNotice, view: View) -> None:
    """An answer to the notice that was open; a later one begins as the last reads, the
    first with what those below add up to where it was handed down.
    """
    words, token, one = texts(view.language), opened.token, notice_of(opened.picture)
    if one is None:
        return
    passed = opened.picture.answered.rows(PASSED, NoticePassed)
    totals = passed[-1].totals if passed else []
    begun = one.answer_numbers or totals
    with st.form("notice_answer", border=False):
        person = _person(token, view)
        numbers = _told(one, begun, token, view)
        text = area("answer", one.answer or "", token, LONGEST_TEXT, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        said = Answer(token=token, person=person, text=text, numbers=numbers)
        made = lambda: answer(  # noqa: E731 - it is sent below
            said, one.entry_id, view.seat, is_synthetic=is_synthetic()
        )
        _done(send(made, view, told="notice.was_answered"))


def withdraw_form(opened: OpenedNotice, view: View) -> None:
    """Why the notice that was open is taken back."""
    words, token, one = texts(view.language), opened.token, notice_of(opened.picture)
    if one is None:
        return
    with st.form("notice_withdraw", border=False):
        reason = line("reason", "", token, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        given = (token, one.entry_id, reason, view.seat)
        _done(
            send(
                lambda: withdraw(*given, is_synthetic=is_synthetic()),
                view,
                told="notice.is_withdrawn",
            )
        )


def extend_form(opened: OpenedNotice, view: View) -> None:
    """Until when there is time from now on."""
    words, token, one = texts(view.language), opened.token, notice_of(opened.picture)
    if one is None:
        return
    with st.form("notice_extend", border=False):
        begun = max(one.due_at or clock.now(), clock.now()) + timedelta(days=1)
        due_at = _moment("due", begun, token, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        given = (token, one.entry_id, (due_at, one.due_at), view.seat)
        _done(
            send(
                lambda: extend(*given, is_synthetic=is_synthetic()),
                view,
                told="notice.is_extended",
            )
        )


def _done(is_sent: bool) -> None:  # noqa: FBT001 - what `send` said
    if is_sent:
        st.rerun()


def _asks_of(of: NoticeTold) -> Asks:
    return next((one for one in ASKS if one == of.asks), "sign")


def _sort(opened: OpenedNotice, view: View) -> str:
    words, of = texts(view.language), opened.of
    known = sorts(view.seat.role)
    return st.pills(
        words("notice.ask.sort"),
        known,
        default=of.sort if of and of.sort in known else known[0],
        format_func=lambda one: words.known("notice_sort", one),
        required=True,
        key=f"notice_sort_{opened.token}",
    )


def _numbers(opened: OpenedNotice, view: View) -> str:
    """A line for each number: its name and its unit."""
    of = opened.of
    begun = "\n".join(
        f"{one['name']} {one['unit']}" for one in (of.numbers if of else ())
    )
    return area("numbers", begun, opened.token, LONGEST_NUMBERS, view)


def _told(
    one: NoticeTold, begun: list[int] | list[int | None], token: str, view: View
) -> tuple[int | None, ...]:
    words = texts(view.language)
    if not one.numbers:
        return ()
    found = []
    columns = st.columns(min(3, len(one.numbers)))
    for place, asked in enumerate(one.numbers):
        with columns[place % len(columns)]:
            found.append(
                st.number_input(
                    words("notice.ask.number", name=asked["name"], unit=asked["unit"]),
                    min_value=0,
                    max_value=BIGGEST,
                    value=begun[place] if place < len(begun) else None,
                    step=1,
                    key=f"notice_number_{place}_{token}",
                )
            )
    return tuple(found)


def _person(token: str, view: View) -> str:
    return st.text_input(
        texts(view.language)("notice.ask.person"),
        last_writer(),
        max_chars=LONGEST_PERSON,
        key=f"notice_person_{token}",
    )


def _moment(name: str, begun: datetime, token: str, view: View) -> datetime | None:
    picked = st.datetime_input(
        texts(view.language)(f"notice.ask.{name}"),
        begun.astimezone(SHANGHAI).replace(second=0, microsecond=0, tzinfo=None),
        key=f"notice_{name}_{token}",
    )
    return picked.replace(tzinfo=SHANGHAI) if picked else None


def _proposed(of: NoticeTold | None) -> datetime:
    """What is handed down is due half a day earlier, if that is still to come."""
    now = clock.now()
    if of is not None and of.due_at is not None:
        earlier = of.due_at - timedelta(hours=12)
        return earlier if earlier > now else max(of.due_at, now + timedelta(hours=1))
    day = now.astimezone(SHANGHAI) + timedelta(days=DUE_DAYS)
    return day.replace(hour=DUE_HOUR, minute=0)

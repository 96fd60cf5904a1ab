"""The form of a notice that is written or handed down."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board.components import notice_draft
from board.components.notice_fields import area, line, moment, person_of, whom
from board.components.notice_sending import PAGE, is_synthetic, send
from board.components.opened import Opened, form_of
from board.desk.notice import (
    ASKS,
    LONGEST_NUMBERS,
    LONGEST_TEXT,
    TASK,
    Asks,
    Draft,
    notify,
    sorts,
)
from board.look import clock
from board.look.clock import SHANGHAI
from board.look.texts import texts

if TYPE_CHECKING:
    from datetime import datetime

    from board.reads.notice_rows import NoticeTold
    from board.viewer.scope import View

DUE_DAYS, DUE_HOUR = 3, 18
"""Until when something is asked for, where nobody says otherwise."""
KEPT = ("title", "text")


class OpenedNotice(Opened, frozen=True, kw_only=True):
    """The form of a notice; `of` is the one from above that it hands down."""

    of: NoticeTold | None = None


def keep_written() -> None:
    """What is written in the form that is open stays in the browser; beside the form,
    which alone would not begin anew with what is found.
    """
    opened = form_of(PAGE)
    if isinstance(opened, OpenedNotice) and opened.form is notice_form:
        of = opened.of.entry_id if opened.of else ""
        notice_draft.keep(PAGE, opened, of, KEPT)


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
                moment("due", _proposed(of), token, view) if asks != "read" else None
            )
        with who:
            person = person_of(token, view)
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
        made = partial(notify, draft, view.seat, is_synthetic=is_synthetic())
        if send(made, view, told="notice.was_sent"):
            notice_draft.is_sent(token)
            st.rerun()


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


def _proposed(of: NoticeTold | None) -> datetime:
    """What is handed down is due half a day earlier, if that is still to come."""
    now = clock.now()
    if of is not None and of.due_at is not None:
        earlier = of.due_at - timedelta(hours=12)
        return earlier if earlier > now else max(of.due_at, now + timedelta(hours=1))
    day = now.astimezone(SHANGHAI) + timedelta(days=DUE_DAYS)
    return day.replace(hour=DUE_HOUR, minute=0)


def _asks_of(of: NoticeTold) -> Asks:
    return next((one for one in ASKS if one == of.asks), "sign")

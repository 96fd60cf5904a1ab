"""The form of a notice that is written or handed down."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from msgspec import Struct, structs

from board.components import notice_draft
from board.components.notice_draft import WRITTEN, Chosen, key_of
from board.components.notice_fields import (
    area,
    begin,
    line,
    moment,
    person_of,
    whom,
)
from board.components.notice_sending import say_refused, send
from board.components.opened import Opened
from board.components.sending_written import is_synthetic
from board.desk.notice import (
    ASKS,
    ENTRY,
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


class OpenedNotice(Opened, frozen=True, kw_only=True):
    """The form of a notice; `of` is the one from above that it hands down."""

    of: NoticeTold | None = None


class Written(Struct, frozen=True, kw_only=True):
    """What is written of a notice; `numbers` is a line for each."""

    title: str
    text: str
    person: str
    numbers: str


def notice_form(opened: OpenedNotice, view: View) -> None:
    """A notice to those below the seat's center; one that is handed down begins as the
    one from above reads.
    """
    _say_what_it_hands_down(opened, view)
    chosen = _chosen(opened, view)
    notice_draft.keep(opened.token, chosen, _fields(chosen), view)
    with st.form("notice", border=False):
        written = _written(opened, chosen, view)
        title = texts(view.language)(opened.title)
        is_clicked = st.form_submit_button(title, type="primary")
    if is_clicked:
        _send(_draft(opened, chosen, written), view)


def _say_what_it_hands_down(opened: OpenedNotice, view: View) -> None:
    if opened.of is not None:
        title = opened.of.title
        st.text(texts(view.language)("notice.form_hands_down", title=title))


def _fields(chosen: Chosen) -> tuple[str, ...]:
    """What is written in the form."""
    return WRITTEN if _counts(chosen) else WRITTEN[:-1]


def _chosen(opened: OpenedNotice, view: View) -> Chosen:
    """It stands outside of the form: fields follow it, and a draft keeps it."""
    sort, asks = _what(opened, view)
    to = whom(opened.token, view)
    return Chosen(
        sort=sort,
        asks=asks,
        tiers=to.tiers,
        centers=to.centers,
        agencies=to.agencies,
        due_at=_due(opened, asks, view),
        of=opened.of.entry_id if opened.of else "",
    )


def _what(opened: OpenedNotice, view: View) -> tuple[str, Asks]:
    """Its sort, and what it asks for."""
    first, second = st.columns([50, 50])
    with first:
        sort = _sort(opened, view)
    with second:
        return sort, _asks(sort, opened, view)


def _sort(opened: OpenedNotice, view: View) -> str:
    words, of = texts(view.language), opened.of
    known, key = sorts(view.seat.role), key_of("sort", opened.token)
    begin(key, begun := of.sort if of and of.sort in known else known[0])
    chosen = st.pills(
        words("notice.ask.sort"),
        known,
        format_func=lambda one: words.known("notice_sort", one),
        required=True,
        key=key,
    )
    return chosen or begun


def _asks(sort: str, opened: OpenedNotice, view: View) -> Asks:
    """Another sort proposes anew what it asks for."""
    key = f"{key_of('asks', opened.token)}_{sort}"
    begin(key, begun := _asks_of(opened.of, sort))
    chosen = st.pills(
        texts(view.language)("notice.ask.asks"),
        ASKS,
        format_func=lambda one: texts(view.language)(f"notice_asks.{one}"),
        required=True,
        key=key,
    )
    return chosen or begun


def _due(opened: OpenedNotice, asks: Asks, view: View) -> datetime | None:
    """Until when; what is only to be read has no such time."""
    if asks == "read":
        return None
    return moment("due", _proposed(opened.of), opened.token, view)


def _written(opened: OpenedNotice, chosen: Chosen, view: View) -> Written:
    token, of = opened.token, opened.of
    title = line("title", of.title if of else "", token, view)
    begun = of.text if of else ""
    text = area("text", begun, token, LONGEST_TEXT, view, height=150)
    numbers = _numbers(opened, view) if _counts(chosen) else ""
    person = person_of(token, view)
    return Written(title=title, text=text, person=person, numbers=numbers)


def _counts(chosen: Chosen) -> bool:
    """Whether numbers may be asked for: of a task that is answered."""
    return (chosen.sort, chosen.asks) == (TASK, "answer")


def _numbers(opened: OpenedNotice, view: View) -> str:
    """A line for each number: its name and its unit."""
    of = opened.of
    begun = "\n".join(
        f"{one['name']} {one['unit']}" for one in (of.numbers if of else ())
    )
    return area("numbers", begun, opened.token, LONGEST_NUMBERS, view)


def _draft(opened: OpenedNotice, chosen: Chosen, written: Written) -> Draft:
    given = structs.asdict(chosen) | structs.asdict(written)
    return Draft(token=opened.token, passes_on=given.pop("of") or None, **given)


def _send(draft: Draft, view: View) -> None:
    """Once: what was sent meanwhile, from another tab perhaps, is not sent again."""
    if notice_draft.was_sent(draft.token, view):
        st.error(texts(view.language)("duty_fault.notice_sent"))
        return
    made = partial(notify, draft, view.seat, is_synthetic=is_synthetic())
    if send(made, view, told="notice.was_sent"):
        notice_draft.is_sent(draft.token)
        say_refused(f"{ENTRY}-{draft.token}", view)
        st.rerun()


def _proposed(of: NoticeTold | None) -> datetime:
    """What is handed down is due half a day earlier, if that is still to come."""
    now = clock.now()
    if of is not None and of.due_at is not None:
        earlier = of.due_at - timedelta(hours=12)
        return earlier if earlier > now else max(of.due_at, now + timedelta(hours=1))
    day = now.astimezone(SHANGHAI) + timedelta(days=DUE_DAYS)
    return day.replace(hour=DUE_HOUR, minute=0)


def _asks_of(of: NoticeTold | None, sort: str) -> Asks:
    """As the one from above does, else what its sort usually asks for."""
    if of is not None:
        return next((one for one in ASKS if one == of.asks), "sign")
    return "answer" if sort == TASK else "sign"

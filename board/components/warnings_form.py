"""The forms of a 预警函: the letter that is drafted, the reply to one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.choice import say
from board.components.opened import put_away
from board.components.said import keep_said
from board.components.working import ask_anew_for_all
from board.desk.entries import DeskError
from board.desk.said import Unfit
from board.desk.warning import LONGEST_TEXT, Answer, Draft, Subject, reply, warn
from board.look import clock
from board.look.clock import SHANGHAI
from board.look.formats import spoken
from board.look.texts import texts
from board.views.handling.supervision import center_name
from board.views.warnings.asking import hot_of, letter_of, place_of, type_of
from board.views.warnings.hot import windows
from board.views.warnings.letters import center_to_warn

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from board.components.opened import Opened
    from board.viewer.scope import View
    from streams.entries.entry import DeskEntry

PAGE = "warnings"
REPLY_DAYS, REPLY_HOUR = 3, 18
"""Until when a reply is asked for, where nobody says otherwise."""


def warn_form(opened: Opened, view: View) -> None:
    """A letter about the row that was chosen when the form was opened."""
    words, picture = texts(view.language), opened.picture
    one = hot_of(picture)
    if one is None:
        return
    to_center = center_to_warn(one, view.seat.center_code, picture)
    if to_center is None:
        return
    st.text(words("warning.form_to", center=center_name(to_center, picture)))
    st.text(
        words("brief.type", kind=place_of(one, picture), category=type_of(one, words))
    )
    st.text(spoken(windows(picture).notices["why"], words, picture.now))
    with st.form("warning", border=False):
        text = _area("text", words("warning.proposed"), opened, view)
        until = st.datetime_input(
            words("warning.reply_by"), value=_proposed(), key=f"until_{opened.token}"
        )
        is_sent = st.form_submit_button(words("warning.warn"), type="primary")
    if is_sent:
        about = Subject(one, to_center, picture.now)
        draft = Draft(opened.token, text, _in_city(until))
        _send(lambda: warn(draft, about, view.seat, is_synthetic=_synthetic()), view)


def answer_form(opened: Opened, view: View) -> None:
    """A reply to the letter that was chosen when the form was opened."""
    words, one = texts(view.language), letter_of(opened.picture)
    if one is None:
        return
    with st.form("warning_reply", border=False):
        text = _area("reply_text", "", opened, view)
        measures = _area("measures", "", opened, view)
        is_sent = st.form_submit_button(words("warning.answer"), type="primary")
    if is_sent:
        answer = Answer(opened.token, text, measures)
        letter = one.entry_id
        _send(lambda: reply(answer, letter, view.seat, is_synthetic=_synthetic()), view)


def _area(name: str, proposed: str, opened: Opened, view: View) -> str:
    words = texts(view.language)
    return st.text_area(
        words(f"warning.ask.{name}"),
        proposed,
        max_chars=LONGEST_TEXT,
        key=f"warning_{name}_{opened.token}",
    )


def _send(made: Callable[[], DeskEntry], view: View) -> None:
    """Send what is made, wait a little until the hub has it, and open the letter."""
    words, desk = texts(view.language), service.current().desk
    try:
        entry = made()
        with st.spinner(words("moves.send")):
            desk.send(entry)
            is_kept = desk.written_soon(entry)
    except Unfit as unfit:
        st.error(words(f"warning_fault.{unfit.reason}"))
        return
    except DeskError as error:
        st.error(words("moves.failed", error=error))
        return
    put_away(PAGE)
    ask_anew_for_all(PAGE)
    keep_said(words("warning.sent" if is_kept else "duty.on_its_way"))
    say(letter=getattr(entry, "warning", entry.entry_id))
    st.rerun()


def _proposed() -> datetime:
    day = clock.now().astimezone(SHANGHAI) + timedelta(days=REPLY_DAYS)
    return day.replace(hour=REPLY_HOUR, minute=0, second=0, microsecond=0, tzinfo=None)


def _in_city(picked: datetime | None) -> datetime | None:
    return picked.replace(tzinfo=SHANGHAI) if picked else None


def _synthetic() -> bool:
    return service.current().snapshot.is_synthetic

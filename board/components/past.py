"""The picker of a past moment: as of which a page is, or where a playback ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import say
from board.look import clock
from board.look.clock import DAY, SHANGHAI, day_start
from board.look.texts import texts
from board.viewer.scope import moment_from, moment_text

if TYPE_CHECKING:
    from board.viewer.scope import View

MORNING = timedelta(hours=8)
MINUTE = timedelta(minutes=1)


def choose_moment(view: View) -> None:
    """A small button: two moments that everybody asks for, any other, and the way back
    to the present; what is chosen stands in the address as `at`.
    """
    _choose("at", "past.open", view.at, view)


def choose_end(view: View) -> None:
    """The same for where a playback ends, which stands in the address as `until`."""
    said = moment_from(st.query_params.get("until", ""))
    _choose("until", "playback.ends", said or view.at, view)


def _choose(name: str, label: str, present: datetime | None, view: View) -> None:
    words = texts(view.language)
    with st.popover(words(label), key="past_button"):
        now = clock.now()
        today = day_start(now)
        _jump("yesterday", name, today - DAY + MORNING, view)
        _jump("month", name, today.replace(day=1) - MINUTE, view)
        shown = (present or now).astimezone(SHANGHAI)
        day = st.date_input(words("past.day"), shown.date(), max_value=today.date())
        time = st.time_input(words("past.time"), shown.time().replace(second=0))
        if st.button(words(label), key="past_go", type="primary"):
            _look(name, datetime.combine(day, time, SHANGHAI), view)
        if present and st.button(words("past.now"), key="past_now"):
            say(**{"at": "", name: ""})
            st.rerun()


def _jump(jump: str, name: str, at: datetime, view: View) -> None:
    if st.button(texts(view.language)(f"past.{jump}"), key=f"past_{jump}"):
        _look(name, at, view)


def _look(name: str, at: datetime, view: View) -> None:
    if at > clock.now():
        st.error(texts(view.language)("past.unknown"))
        return
    say(**{name: moment_text(at)})
    st.rerun()

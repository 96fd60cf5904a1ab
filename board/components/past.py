"""Looking back: the picker of a past moment, which stands in the address as `at`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import say
from board.look import clock
from board.look.clock import DAY, SHANGHAI, day_start
from board.look.texts import texts
from board.viewer.scope import moment_text

if TYPE_CHECKING:
    from board.viewer.scope import View

MORNING = timedelta(hours=8)
MINUTE = timedelta(minutes=1)


def choose_moment(view: View) -> None:
    """A small button: two moments that everybody asks for, any other, and the way back
    to the present.
    """
    words = texts(view.language)
    with st.popover(words("past.open"), key="past_button"):
        now = clock.now()
        today = day_start(now)
        _jump("yesterday", today - DAY + MORNING, view)
        _jump("month", today.replace(day=1) - MINUTE, view)
        shown = (view.at or now).astimezone(SHANGHAI)
        day = st.date_input(words("past.day"), shown.date(), max_value=today.date())
        time = st.time_input(words("past.time"), shown.time().replace(second=0))
        if st.button(words("past.open"), key="past_go", type="primary"):
            _look(datetime.combine(day, time, SHANGHAI), view)
        if view.at and st.button(words("past.now"), key="past_now"):
            say(at="")
            st.rerun()


def _jump(name: str, at: datetime, view: View) -> None:
    if st.button(texts(view.language)(f"past.{name}"), key=f"past_{name}"):
        _look(at, view)


def _look(at: datetime, view: View) -> None:
    if at > clock.now():
        st.error(texts(view.language)("past.unknown"))
        return
    say(at=moment_text(at))
    st.rerun()

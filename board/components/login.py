"""Who is logged in behind a script: by what the guard says of its connection, never by
what a browser says of itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.logins.logins import HANDLE
from board.look import clock
from board.viewer.seat import held

if TYPE_CHECKING:
    from board.logins.logins import Login


def current_login() -> Login | None:
    """None on a board without logins; with them a script of nobody stops here."""
    running = service.current()
    if running.logins is None:
        return None
    handle = st.context.headers.get(HANDLE, "")
    found = running.logins.login(handle, clock.now(), running.snapshot.geography)
    if found is None:
        st.stop()
    return found


def shown_name() -> str | None:
    """Under which name whoever is logged in signs; None where nobody has to log in."""
    login = current_login()
    return login.shown if login else None


def address() -> dict[str, str]:
    """What the address says; with logins held to the seats of who is logged in."""
    login, asked = current_login(), st.query_params.to_dict()
    return held(asked, login.seats) if login else asked

"""Who writes: whoever did last in this session, else who is logged in."""

from __future__ import annotations

import streamlit as st

from board.components.login import shown_name

KEPT = "writer"


def last_writer() -> str:
    """The name that a form begins with; empty where nobody is known."""
    kept: str = st.session_state.get(KEPT, "")
    return kept or shown_name() or ""


def keep_writer(person: str) -> None:
    """Have the next form of this session begin with this name."""
    st.session_state[KEPT] = person

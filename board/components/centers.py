"""Going from one center to another: its division stands in the address, and the center
itself where several stand there.
"""

from __future__ import annotations

import streamlit as st

from board import service
from board.components.choice import say


def open_center() -> None:
    """Open the center that was clicked in the list; a code of none leads nowhere."""
    clicked = str(getattr(st.session_state["sheet_center_list"], "go", "") or "")
    geography = service.current().snapshot.geography
    known = {str(code): code for code in geography.centers}
    if clicked in known:
        say(scope=str(geography.home(known[clicked])), center=clicked, tier="")

"""Choosing what is supervised: a card that was clicked stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import streamlit as st

from board.components.choice import say
from board.views.handling.supervision import CHOICES

if TYPE_CHECKING:
    from collections.abc import Callable


def carding(part: str) -> Callable[[], None]:
    """A callback for a part: the card that was clicked there filters."""

    def change() -> None:
        clicked = str(getattr(st.session_state[f"sheet_{part}"], "go", "") or "")
        given = dict(parse_qsl(clicked, keep_blank_values=True))
        say(**{name: text for name, text in given.items() if name in CHOICES})

    return change

"""Filters under names of somebody's own: kept by the browser, applied by address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import streamlit as st

from board.components.choice import say
from board.components.panel import panel
from board.picture.filters import CHOICES

if TYPE_CHECKING:
    from board.viewer.scope import View

KEY = "shelf"
NAMES = (*(one for one in CHOICES if one != "no"), "scope")
"""What a filter is: not the page of the list, and not who looks."""


def shelf(view: View) -> None:
    """The named filters of this browser, a way to name the present one, and a link."""
    panel("shelf", page="items", view=view, key=KEY, names=NAMES, on_go=_apply)


def _apply() -> None:
    """What a filter does not say is any; what it says is held to the seat's rights as
    any address is.
    """
    chosen = str(getattr(st.session_state[KEY], "go", "") or "")
    wished = {name: text for name, text in parse_qsl(chosen) if name in NAMES}
    say(**dict.fromkeys((*CHOICES, "scope"), "") | wished)

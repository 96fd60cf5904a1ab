"""Choices of a page under names of somebody's own: kept by the browser, applied by
address.
"""

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
PLACES = {"items": "cgc-filters"}
"""Where the browser keeps those of a page, if not under its own name."""


def shelf(view: View, page: str = "items", choices: tuple[str, ...] = CHOICES) -> None:
    """The named choices of this browser, a way to name the present ones, and a link;
    not which page of a list it is, and not who looks.
    """
    names = (*(one for one in choices if one != "no"), "scope")
    panel(
        "shelf",
        page=page,
        view=view,
        key=KEY,
        place=PLACES.get(page, f"cgc-{page}"),
        names=names,
        on_go=lambda: _apply((*choices, "scope")),
    )


def _apply(known: tuple[str, ...]) -> None:
    """What a name does not say is any; what it says is held to the seat's rights as any
    address is.
    """
    chosen = str(getattr(st.session_state[KEY], "go", "") or "")
    wished = {name: text for name, text in parse_qsl(chosen) if name in known}
    say(**dict.fromkeys(known, "") | wished)

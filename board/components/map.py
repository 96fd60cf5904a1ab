"""The map's place on a page: its switches, and the live panel that draws it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from board.components.area import choose_by_numbers, drawing_of, keep_drawn
from board.components.choice import choose_some
from board.components.panel import panel
from board.look.texts import texts
from board.views.map.layers import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.scope import View


def place_map(
    page: str,
    view: View,
    *,
    on_go: Callable[[], None] | None = None,
    draws: bool = False,
) -> None:
    """Place the page's map; `on_go` is called when a division in it was clicked. Where
    it `draws`, an area may be drawn on it.
    """
    key = f"{page}_deck"
    with st.container(key=f"{page}_map"):
        chosen = layer_switches(view, key=f"{key}_layers")
        panel(
            "map",
            page=page,
            view=view,
            key=key,
            on_go=on_go,
            on_chose=partial(keep_drawn, key) if draws else None,
            **(drawing_of() if draws else {}),
            chosen=chosen,
            drawing=f"api/map/drawing?{urlencode(view.query(page=page))}",
        )
        if draws:
            choose_by_numbers(view)


def outlines_of(view: View) -> str:
    """Where the browser fetches the outlines of the counties."""
    return f"api/map/land?{urlencode(view.query(which='county'))}"


def layer_switches(view: View, *, key: str) -> list[str]:
    """One switch per layer, kept in the address; those that are on."""
    words = texts(view.language)
    with st.container(key=key):
        return choose_some(
            "layers",
            LAYERS,
            label=words("map.layers"),
            shown=lambda layer: words(f"map.layer.{layer}"),
        )

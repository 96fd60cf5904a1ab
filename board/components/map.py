"""The map: deck.gl drawn by Streamlit without a base map, so without a request out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pydeck as pdk
import streamlit as st

from board import service
from board.components.choice import choose_some, set_some
from board.components.view import allowed
from board.look import clock
from board.look.texts import texts
from board.viewer.rights import Action
from board.views.map import outlines, places
from board.views.map.layers import LAYERS, Wanted
from board.views.map.map import layers
from board.views.map.mercator import Frame, view_state

if TYPE_CHECKING:
    from board.viewer.scope import View

REFRESH_S = 2
LAND_PERIOD_S = 30
FULL_HD_PX = 790
"""Height of the map on a full-HD wall."""
NO_BASE_MAP = "__MAP_STYLE__"
"""What pydeck writes for no provider; without it Streamlit fetches a style."""


class ReadyDeck(pdk.Deck):  # type: ignore[misc] # pydeck is untyped
    """A deck whose JSON is written at once, sixty times faster than pydeck's own."""

    def __init__(self, specification: dict[str, Any]) -> None:
        super().__init__(map_provider=None)
        self._specification = specification

    def to_json(self) -> str:
        return msgspec.json.encode(self._specification).decode()


def draw_map(page: str, view: View, *, frame: Frame, pick: bool = False) -> Any:
    """Draw the page's map of the present snapshot once; the view state stays constant.

    Returns Streamlit's selection when `pick`.
    """
    key = f"{page}_deck"
    now = clock.now()
    snapshot = service.current().snapshot
    words = texts(view.language)
    chosen = layer_switches(view, key=f"{key}_layers")
    if not allowed(view, Action.SEE_MAP, page):
        return None
    around = outlines.bounds(outlines.outlined(snapshot.geography, view.scope))
    wanted = Wanted(
        view,
        chosen,
        int(now.timestamp()) // LAND_PERIOD_S,
        min(max(min(frame.width, frame.height) / FULL_HD_PX, 0.6), 2.5),
    )
    specification = {
        "initialViewState": view_state(around, frame) if around else {},
        "layers": layers(places.items(snapshot, view.scope, words), wanted, now),
        "mapStyle": NO_BASE_MAP,
        "views": [{"@@type": "MapView", "controller": True}],
    }
    return st.pydeck_chart(
        ReadyDeck(specification),
        height=frame.height,
        key=f"{key}_{view.scope}" if pick else key,
        on_select="rerun" if pick else "ignore",
        alt=words("map.alt"),
    )


def set_layers() -> None:
    """Set the layer switches as the address says; once in every run of a page."""
    set_some("layers", LAYERS)


def layer_switches(view: View, *, key: str) -> frozenset[str]:
    """One switch per layer, kept in the address."""
    words = texts(view.language)
    with st.container(key=key):
        chosen = choose_some(
            "layers",
            LAYERS,
            label=words("map.layers"),
            shown=lambda layer: words(f"map.layer.{layer}"),
        )
    return frozenset(chosen)

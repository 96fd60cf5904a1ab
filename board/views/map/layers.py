"""What every layer of the map has: an id that stays, a switch, a type face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pydeck as pdk
from pydeck.types import String

from board.look.theme import THEMES, Palette

if TYPE_CHECKING:
    from board.viewer.scope import View

FONT = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
LAYERS = ("items", "cameras", "sites", "seats", "names")
"""What the viewer may switch off."""
PIXELS = String("pixels")


def palette_of(view: View) -> Palette:
    return THEMES[view.theme]


def address(view: View, what: str, **more: object) -> str:
    """Where the browser fetches data that hardly ever changes."""
    return f"/api/map/{what}?{urlencode(view.query() | more)}"


def text(size: int, colour: list[int]) -> dict[str, Any]:
    """What every layer of texts has; `size` in pixels on a full-HD wall."""
    return {
        "get_position": "p",
        "get_text": "t",
        "get_size": size,
        "get_color": colour,
        "font_family": String(FONT),
        "parameters": {"depthTest": False},
    }


def layer(
    kind: str, name: str, data: object, *, switch: str = "", feed: str = "", **more: Any
) -> pdk.Layer:
    """One layer. The browser shows it while `switch` is on, and fills it from what is
    pushed by `feed`: places of a severity, `new` ones, or `several` at a place.
    """
    said = {"switch": switch, "feed": feed}
    own = {key: String(value) for key, value in said.items() if value}
    return pdk.Layer(kind, data, id=name, **own, **more)

"""What every layer of the map has: an id that stays, a switch, a type face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlencode

from msgspec import Struct

from board.look.theme import THEMES, Palette

if TYPE_CHECKING:
    from board.viewer.scope import View

FONT = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
LAYERS = ("items", "cameras", "sites", "seats", "names")
Layer: TypeAlias = dict[str, Any]


class Wanted(Struct, frozen=True):
    """What a map shows: whose, in which colours, which layers, as of when.

    `land_version` changes as seldom as the shading should be fetched anew; `pixel` is
    the size of a sign against that on a full-HD wall.
    """

    view: View
    layers: frozenset[str]
    land_version: int
    pixel: float = 1.0

    @property
    def palette(self) -> Palette:
        return THEMES[self.view.theme]

    def address(self, what: str, **more: object) -> str:
        query = self.view.query() | more
        return f"/api/map/{what}?{urlencode(query)}"


def text(size: int, colour: list[int] | str) -> Layer:
    return {
        "getSize": size,
        "getColor": colour,
        "fontFamily": FONT,
        "characterSet": "auto",
        "parameters": {"depthTest": False},
    }


def layer(
    kind: str,
    name: str,
    data: object,
    wanted: Wanted,
    *,
    switch: str | None = None,
    **more: Any,
) -> Layer:
    return {
        "@@type": kind,
        "id": name,
        "data": data,
        "radiusScale": wanted.pixel,
        "sizeScale": wanted.pixel,
        "visible": (switch or name) in wanted.layers or (switch or name) not in LAYERS,
        **more,
    }

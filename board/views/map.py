"""The map as deck.gl layers: outlines, seats, sites, cameras, open items, what is new.

Severity is colour and shape, the kind is the colour of the ring. What never changes is
named by address and stays out of the refresh.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from msgspec import Struct

from board.theme import SEVERITY_SHAPES, THEMES, Palette, rgba

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from board import rows
    from board.scope import View
    from board.snapshot import Snapshot

FONT = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
LAYERS = ("items", "cameras", "sites", "seats", "names")
NEW_FOR = timedelta(seconds=25)
ORDINARY = "04"
SIZES = {
    "01": (10.0, 70, 15),
    "02": (8.0, 60, 12),
    "03": (4.6, 50, 8),
    "04": (2.4, 150, 0),
}
"""By severity: radius of the ground in pixels, its alpha, size of its sign."""
Layer = dict[str, Any]


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


def layers(snapshot: Snapshot, wanted: Wanted, now: datetime) -> list[Layer]:
    """All layers, bottom first; a layer that is switched off stays, invisible."""
    geography = snapshot.geography
    inside = [
        one
        for one in snapshot.pulse.points
        if geography.contains(wanted.view.scope, one.division_code)
    ]
    return [
        *_land(wanted),
        _cameras(wanted),
        _seats(wanted),
        *_sites(wanted),
        *_items(inside, wanted),
        *_new(inside, wanted, now),
        *_names(wanted),
    ]


def _land(wanted: Wanted) -> list[Layer]:
    palette = wanted.palette
    towns = wanted.address("land", which="town", v=wanted.land_version)
    counties = wanted.address("land", which="county", v=0)
    line: Layer = {"lineWidthUnits": "pixels", "lineJointRounded": True}
    return [
        _layer("GeoJsonLayer", "towns", towns, wanted, **line)
        | {
            "getFillColor": "@@=properties.fill",
            "getLineColor": rgba(palette.border, 70),
            "getLineWidth": 0.8,
            "pickable": True,
            "autoHighlight": True,
            "highlightColor": rgba(palette.accent, 60),
        },
        _layer("GeoJsonLayer", "counties-glow", counties, wanted, **line)
        | {
            "filled": False,
            "getLineColor": rgba(palette.accent, 38),
            "getLineWidth": 9,
        },
        _layer("GeoJsonLayer", "counties", counties, wanted, **line)
        | {
            "filled": False,
            "getLineColor": rgba(palette.border, 235),
            "getLineWidth": 1.6,
        },
    ]


def _cameras(wanted: Wanted) -> Layer:
    return _layer("ScatterplotLayer", "cameras", wanted.address("cameras"), wanted) | {
        "getPosition": "@@=p",
        "getRadius": "@@=r",
        "radiusUnits": "pixels",
        "radiusScale": 0.62 * wanted.pixel,
        "radiusMaxPixels": 13,
        "getFillColor": rgba(wanted.palette.accent, 46),
        "stroked": True,
        "getLineColor": rgba(wanted.palette.accent, 70),
        "lineWidthUnits": "pixels",
        "getLineWidth": 0.6,
        "pickable": False,
    }


def _seats(wanted: Wanted) -> Layer:
    return _layer("ScatterplotLayer", "seats", wanted.address("seats"), wanted) | {
        "getPosition": "@@=p",
        "getRadius": 1.3,
        "radiusUnits": "pixels",
        "getFillColor": rgba(wanted.palette.ink, 130),
    }


def _sites(wanted: Wanted) -> list[Layer]:
    address = wanted.address("sites")
    green = rgba("#3ce0a0" if wanted.view.theme == "dark" else "#0b7a52", 255)
    return [
        _layer("ScatterplotLayer", "sites-ground", address, wanted, switch="sites")
        | {
            "getPosition": "@@=p",
            "getRadius": 8,
            "radiusUnits": "pixels",
            "getFillColor": rgba(wanted.palette.land[0], 230),
            "stroked": True,
            "getLineColor": green,
            "lineWidthUnits": "pixels",
            "getLineWidth": 1.4,
        },
        _layer("TextLayer", "sites", address, wanted)
        | _text(9, green)
        | {"getText": "@@=t", "getPosition": "@@=p"},
    ]


def _items(points: Iterable[rows.Point], wanted: Wanted) -> list[Layer]:
    """Ordinary items as dots, grave ones by their shape, the gravest on top."""
    by_severity: dict[str, list[rows.Point]] = {code: [] for code in SEVERITY_SHAPES}
    for one in points:
        by_severity.setdefault(one.severity, []).append(one)
    gravest_last = list(by_severity.items())[::-1]
    return [
        layer
        for severity, found in gravest_last
        for layer in _severity(severity, found, wanted)
    ]


def _severity(
    severity: str, points: Iterable[rows.Point], wanted: Wanted
) -> list[Layer]:
    radius, alpha, size = SIZES.get(severity, SIZES[ORDINARY])
    ground = [_dot(one, wanted.palette, alpha) for one in points]
    shape = SEVERITY_SHAPES.get(severity, "○")
    signs = [one | {"c": [*one["c"][:3], 255], "t": shape} for one in ground]
    return [
        _layer("ScatterplotLayer", f"items-{severity}", ground, wanted, switch="items")
        | _ring(radius, 1.2),
        _layer(
            "TextLayer",
            f"signs-{severity}",
            signs if size else [],
            wanted,
            switch="items",
        )
        | _text(size, "@@=c")
        | {"getText": "@@=t", "getPosition": "@@=p"},
    ]


def _new(points: Iterable[rows.Point], wanted: Wanted, now: datetime) -> list[Layer]:
    fresh = [one for one in points if now - one.received_at < NEW_FOR]
    return [
        _layer(
            "ScatterplotLayer",
            f"new-{size}",
            [_dot(one, wanted.palette, alpha) for one in fresh],
            wanted,
            switch="items",
        )
        | {
            "getPosition": "@@=p",
            "getRadius": size,
            "radiusUnits": "pixels",
            "filled": False,
            "stroked": True,
            "getLineColor": "@@=c",
            "lineWidthUnits": "pixels",
            "getLineWidth": width,
        }
        for size, alpha, width in ((14, 255, 2), (22, 150, 1.5), (32, 70, 1))
    ]


def _names(wanted: Wanted) -> list[Layer]:
    palette = wanted.palette
    return [
        _layer(
            "TextLayer",
            f"names-{rank}",
            wanted.address("names", which=rank),
            wanted,
            switch="names",
        )
        | _text(size, rgba(palette.ink, alpha))
        | {
            "getText": "@@=t",
            "getPosition": "@@=p",
            "fontWeight": 600,
            "outlineWidth": 4,
            "outlineColor": rgba(palette.land[0], 255),
            "fontSettings": {"sdf": True, "radius": 10},
        }
        for rank, size, alpha in (("small", 12, 215), ("large", 22, 255))
    ]


def _dot(one: rows.Point, palette: Palette, alpha: int) -> dict[str, Any]:
    return {
        "p": [round(one.longitude, 5), round(one.latitude, 5)],
        "c": rgba(palette.severity.get(one.severity, palette.faint), alpha),
        "k": rgba(palette.kind.get(one.kind, palette.faint), 210),
    }


def _ring(radius: float, width: float) -> Layer:
    return {
        "getPosition": "@@=p",
        "getRadius": radius,
        "radiusUnits": "pixels",
        "getFillColor": "@@=c",
        "stroked": True,
        "getLineColor": "@@=k",
        "lineWidthUnits": "pixels",
        "getLineWidth": width,
    }


def _text(size: int, colour: list[int] | str) -> Layer:
    return {
        "getSize": size,
        "getColor": colour,
        "fontFamily": FONT,
        "characterSet": "auto",
        "parameters": {"depthTest": False},
    }


def _layer(
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

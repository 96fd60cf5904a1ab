"""Open items on the map: severity is colour and shape, the kind is the ring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from board.look.theme import SEVERITY_SHAPES, Palette, rgba
from board.views.map.layers import Layer, Wanted, layer, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


Place: TypeAlias = dict[str, Any]
"""A row of the table of open items."""
NEW_FOR_MS = 25_000
ORDINARY = "04"
SIZES = {
    "01": (10.0, 70, 15),
    "02": (8.0, 60, 12),
    "03": (4.6, 50, 8),
    "04": (2.4, 150, 0),
}
"""By severity: radius of the ground in pixels, its alpha, size of its sign."""


def signs(items: Iterable[Place], wanted: Wanted) -> list[Layer]:
    """Ordinary items as dots, grave ones by their shape, the gravest on top."""
    by_severity: dict[str, list[Place]] = {code: [] for code in SEVERITY_SHAPES}
    for one in items:
        by_severity.setdefault(one["severity"], []).append(one)
    gravest_last = list(by_severity.items())[::-1]
    return [
        one
        for severity, found in gravest_last
        for one in _severity(severity, found, wanted)
    ]


def _severity(severity: str, points: Iterable[Place], wanted: Wanted) -> list[Layer]:
    radius, alpha, size = SIZES.get(severity, SIZES[ORDINARY])
    ground = [dot(one, wanted.palette, alpha) for one in points]
    shape = SEVERITY_SHAPES.get(severity, "○")
    signs = [one | {"c": [*one["c"][:3], 255], "t": shape} for one in ground]
    return [
        layer("ScatterplotLayer", f"items-{severity}", ground, wanted, switch="items")
        | ring(radius, 1.2),
        layer(
            "TextLayer",
            f"signs-{severity}",
            signs if size else [],
            wanted,
            switch="items",
        )
        | text(size, "@@=c")
        | {"getText": "@@=t", "getPosition": "@@=p"},
    ]


def rings(items: Iterable[Place], wanted: Wanted, now: datetime) -> list[Layer]:
    since = now.timestamp() * 1000 - NEW_FOR_MS
    fresh = [one for one in items if one["received"] > since]
    return [
        layer(
            "ScatterplotLayer",
            f"new-{size}",
            [dot(one, wanted.palette, alpha) for one in fresh],
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


def dot(one: Place, palette: Palette, alpha: int) -> dict[str, Any]:
    return {
        "p": [round(one["longitude"], 5), round(one["latitude"], 5)],
        "c": rgba(palette.severity.get(one["severity"], palette.faint), alpha),
        "k": rgba(palette.kind.get(one["kind"], palette.faint), 210),
    }


def ring(radius: float, width: float) -> Layer:
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

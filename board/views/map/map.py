"""The map as deck.gl layers: outlines, seats, sites, cameras, open items, what is new.

What never changes is named by address and stays out of the refresh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.theme import rgba
from board.views.map.layers import Layer, Wanted, layer, text
from board.views.map.signs import rings, signs

if TYPE_CHECKING:
    from datetime import datetime

    from board.views.common.contents import Contents

LEGIBLE = 0.95
"""Names shrink less than signs on a small map."""


def layers(items: Contents, wanted: Wanted, now: datetime) -> list[Layer]:
    """All layers, bottom first; a layer that is switched off stays, invisible."""
    found = list(items.table("items").records())
    return [
        *_land(wanted),
        _cameras(wanted),
        _seats(wanted),
        *_sites(wanted),
        *signs(found, wanted),
        *rings(found, wanted, now),
        *_names(wanted),
    ]


def _land(wanted: Wanted) -> list[Layer]:
    palette = wanted.palette
    towns = wanted.address("land", which="town", v=wanted.land_version)
    counties = wanted.address("land", which="county", v=0)
    line: Layer = {"lineWidthUnits": "pixels", "lineJointRounded": True}
    return [
        layer("GeoJsonLayer", "towns", towns, wanted, **line)
        | {
            "getFillColor": "@@=properties.fill",
            "getLineColor": rgba(palette.border, 70),
            "getLineWidth": 0.8,
            "pickable": True,
            "autoHighlight": True,
            "highlightColor": rgba(palette.accent, 60),
        },
        layer("GeoJsonLayer", "counties-glow", counties, wanted, **line)
        | {
            "filled": False,
            "getLineColor": rgba(palette.accent, 38),
            "getLineWidth": 9,
        },
        layer("GeoJsonLayer", "counties", counties, wanted, **line)
        | {
            "filled": False,
            "getLineColor": rgba(palette.border, 235),
            "getLineWidth": 1.6,
        },
    ]


def _cameras(wanted: Wanted) -> Layer:
    return layer("ScatterplotLayer", "cameras", wanted.address("cameras"), wanted) | {
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
    return layer("ScatterplotLayer", "seats", wanted.address("seats"), wanted) | {
        "getPosition": "@@=p",
        "getRadius": 1.3,
        "radiusUnits": "pixels",
        "getFillColor": rgba(wanted.palette.ink, 130),
    }


def _sites(wanted: Wanted) -> list[Layer]:
    address = wanted.address("sites")
    green = rgba(wanted.palette.good)
    return [
        layer("ScatterplotLayer", "sites-ground", address, wanted, switch="sites")
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
        layer("TextLayer", "sites", address, wanted)
        | text(9, green)
        | {"getText": "@@=t", "getPosition": "@@=p"},
    ]


def _names(wanted: Wanted) -> list[Layer]:
    palette = wanted.palette
    return [
        layer(
            "TextLayer",
            f"names-{rank}",
            wanted.address("names", which=rank),
            wanted,
            switch="names",
        )
        | text(size, rgba(palette.ink, alpha))
        | {
            "getText": "@@=t",
            "getPosition": "@@=p",
            "sizeScale": max(wanted.pixel, LEGIBLE),
            "fontWeight": 600,
            "outlineWidth": 4,
            "outlineColor": rgba(palette.land[0], 255),
            "fontSettings": {"sdf": True, "radius": 10},
        }
        for rank, size, alpha in (("small", 12, 215), ("large", 22, 255))
    ]

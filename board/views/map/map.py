"""The map as pydeck writes it, once: outlines, cameras, seats, sites, names by address,
and layers for the open items that the browser fills from what is pushed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pydeck as pdk
from msgspec import Struct
from pydeck.types import String

from board.look.theme import rgba
from board.views.map.layers import PIXELS, address, layer, palette_of, text
from board.views.map.mercator import Extent, extent
from board.views.map.signs import signs

if TYPE_CHECKING:
    from board.look.theme import Palette
    from board.viewer.scope import View
    from board.views.map.mercator import Bounds

LEGIBLE = 0.95
"""Names shrink less than signs on a small map."""
NAMES = (("small", 12, 215), ("large", 22, 255))
"""By rank: size in pixels, alpha."""


class Drawing(Struct, frozen=True):
    """All that a browser draws a map from: deck.gl's specification, where it looks, and
    the colours (red, green, blue, alpha) of what is pushed later.
    """

    deck: dict[str, Any]
    extent: Extent
    kinds: dict[str, list[int]]
    severities: dict[str, list[int]]
    land: list[list[int]]
    unknown: list[int]


def drawing(view: View, bounds: Bounds) -> Drawing:
    """The map of a view that looks at the bounds."""
    palette = palette_of(view)
    made = pdk.Deck(
        layers=_layers(view, palette),
        views=[pdk.View(type="MapView", controller=True)],
        initial_view_state=None,
        map_provider=None,
    )
    severities = {code: rgba(one) for code, one in palette.severity.items()}
    return Drawing(
        deck=msgspec.json.decode(made.to_json()),
        extent=extent(bounds),
        kinds={kind: rgba(one, 210) for kind, one in palette.kind.items()},
        severities=severities,
        land=[rgba(one) for one in palette.land],
        unknown=rgba(palette.faint, 210),
    )


def _layers(view: View, palette: Palette) -> list[pdk.Layer]:
    """All layers, bottom first."""
    return [
        *_land(view, palette),
        _cameras(view, palette),
        _seats(view, palette),
        *_sites(view, palette),
        *signs(palette),
        *_names(view, palette),
    ]


def _land(view: View, palette: Palette) -> list[pdk.Layer]:
    towns = address(view, "land", which="town")
    counties = address(view, "land", which="county")
    line = {"line_width_units": PIXELS, "line_joint_rounded": True}
    return [
        layer(
            "GeoJsonLayer",
            "towns",
            towns,
            **line,
            feed="land",
            get_line_color=rgba(palette.border, 70),
            get_line_width=0.8,
            pickable=True,
            auto_highlight=True,
            highlight_color=rgba(palette.accent, 60),
        ),
        layer(
            "GeoJsonLayer",
            "counties-glow",
            counties,
            **line,
            filled=False,
            get_line_color=rgba(palette.accent, 38),
            get_line_width=9,
        ),
        layer(
            "GeoJsonLayer",
            "counties",
            counties,
            **line,
            filled=False,
            get_line_color=rgba(palette.border, 235),
            get_line_width=1.6,
        ),
    ]


def _cameras(view: View, palette: Palette) -> pdk.Layer:
    return layer(
        "ScatterplotLayer",
        "cameras",
        address(view, "cameras"),
        switch="cameras",
        get_position="p",
        get_radius="r",
        radius_units=PIXELS,
        radius_scale=0.62,
        radius_max_pixels=13,
        get_fill_color=rgba(palette.accent, 46),
        stroked=True,
        get_line_color=rgba(palette.accent, 70),
        line_width_units=PIXELS,
        get_line_width=0.6,
    )


def _seats(view: View, palette: Palette) -> pdk.Layer:
    return layer(
        "ScatterplotLayer",
        "seats",
        address(view, "seats"),
        switch="seats",
        get_position="p",
        get_radius=1.3,
        radius_units=PIXELS,
        get_fill_color=rgba(palette.ink, 130),
    )


def _sites(view: View, palette: Palette) -> list[pdk.Layer]:
    sites, green = address(view, "sites"), rgba(palette.good)
    return [
        layer(
            "ScatterplotLayer",
            "sites-ground",
            sites,
            switch="sites",
            get_position="p",
            get_radius=8,
            radius_units=PIXELS,
            get_fill_color=rgba(palette.land[0], 230),
            stroked=True,
            get_line_color=green,
            line_width_units=PIXELS,
            get_line_width=1.4,
        ),
        layer(
            "TextLayer",
            "sites",
            sites,
            switch="sites",
            **text(9, green),
            character_set=String("auto"),
        ),
    ]


def _names(view: View, palette: Palette) -> list[pdk.Layer]:
    return [
        layer(
            "TextLayer",
            f"names-{rank}",
            address(view, "names", which=rank),
            switch="names",
            **text(size, rgba(palette.ink, alpha)),
            size_min_pixels=size * LEGIBLE,
            character_set=String("auto"),
            font_weight=600,
            outline_width=4,
            outline_color=rgba(palette.land[0], 255),
            font_settings={"sdf": True, "radius": 10},
        )
        for rank, size, alpha in NAMES
    ]

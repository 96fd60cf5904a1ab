"""Open items on the map: severity is colour and shape, the kind is the ring. The
browser fills these layers from what is pushed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydeck.types import String

from board.look.theme import SEVERITY_SHAPES, Palette, rgba
from board.views.map.layers import PIXELS, layer, text

if TYPE_CHECKING:
    import pydeck as pdk

SIZES = {
    "01": (10.0, 70, 15),
    "02": (8.0, 60, 12),
    "03": (4.6, 50, 8),
    "04": (2.4, 150, 0),
}
"""By severity: radius of the ground in pixels, its alpha, size of its sign."""
RINGS = ((14, 2.0, 1.0), (22, 1.5, 0.31), (32, 1.0, 0.06))
"""Around what is new: radius and width in pixels, opacity."""


def signs(palette: Palette) -> list[pdk.Layer]:
    """Ordinary items as dots, grave ones by their shape, the gravest on top; how many
    stand at one place; rings around what is new.
    """
    return [
        *(one for code in reversed(SIZES) for one in _severity(code, palette)),
        _counts(palette),
        *_rings(),
    ]


def _severity(severity: str, palette: Palette) -> list[pdk.Layer]:
    radius, alpha, size = SIZES[severity]
    colour, shape = palette.severity[severity], SEVERITY_SHAPES[severity]
    fed = {"switch": "items", "feed": severity}
    ground = layer(
        "ScatterplotLayer",
        f"items-{severity}",
        [],
        **fed,
        get_position="p",
        get_radius="r",
        radius_scale=radius,
        radius_units=PIXELS,
        get_fill_color=rgba(colour, alpha),
        stroked=True,
        get_line_color="k",
        line_width_units=PIXELS,
        get_line_width=1.2,
    )
    if not size:
        return [ground]
    sign = text(size, rgba(colour)) | {"character_set": String(shape)}
    return [ground, layer("TextLayer", f"signs-{severity}", [], **fed, **sign)]


def _counts(palette: Palette) -> pdk.Layer:
    """The number of items, above a place that has several."""
    return layer(
        "TextLayer",
        "counts",
        [],
        switch="items",
        feed="several",
        **text(11, rgba(palette.bright)) | {"get_text": "n"},
        get_pixel_offset=[0, -13],
        character_set=String("0123456789"),
        font_weight=700,
        outline_width=4,
        outline_color=rgba(palette.land[0], 255),
        font_settings={"sdf": True, "radius": 10},
    )


def _rings() -> list[pdk.Layer]:
    return [
        layer(
            "ScatterplotLayer",
            f"new-{radius}",
            [],
            switch="items",
            feed="new",
            get_position="p",
            get_radius=radius,
            radius_units=PIXELS,
            filled=False,
            stroked=True,
            opacity=opacity,
            get_line_color="s",
            line_width_units=PIXELS,
            get_line_width=width,
        )
        for radius, width, opacity in RINGS
    ]

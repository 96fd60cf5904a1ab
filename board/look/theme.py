"""The palette: severity, kinds, surfaces; dark for the wall, light for the desk."""

from __future__ import annotations

from itertools import cycle

from msgspec import Struct

from streams.events import STREAMS


class Palette(Struct, frozen=True, kw_only=True):
    """Colours as #rrggbb; `severity` by code, `kind` by stream."""

    ink: str
    faint: str
    line: str
    accent: str
    severity: dict[str, str]
    kind: dict[str, str]
    land: tuple[str, str]
    border: str


def _by_stream(*hues: str) -> dict[str, str]:
    """A hue for each stream, in the order of the one list, then from the first."""
    kinds = (stream.kind for stream in STREAMS)
    return dict(zip(kinds, cycle(hues), strict=False))


DARK = Palette(
    ink="#dbe9ff",
    faint="#7f9bc4",
    line="#1b3358",
    accent="#37b6ff",
    severity={"01": "#ff4d5e", "02": "#ff9838", "03": "#ffd84a", "04": "#3f9bff"},
    kind=_by_stream("#37b6ff", "#2fd6b5", "#b08cff", "#ffb454", "#ff8fc7", "#9be15d"),
    land=("#0b1d3a", "#1c5aa0"),
    border="#2f78c8",
)
LIGHT = Palette(
    ink="#13233f",
    faint="#53678a",
    line="#d5dfee",
    accent="#0b6fd0",
    severity={"01": "#c9182b", "02": "#c85a00", "03": "#8f6a00", "04": "#1560bd"},
    kind=_by_stream("#0b6fd0", "#0b8a72", "#6d45c9", "#a96500", "#b0307a", "#4c7a12"),
    land=("#eef4fb", "#8fbbe8"),
    border="#6f9ccc",
)
THEMES = {"dark": DARK, "light": LIGHT}
SEVERITY_SHAPES = {"01": "◆", "02": "▲", "03": "■", "04": "●"}
"""A shape beside colour and text, so that no severity rests on colour alone."""


def rgba(colour: str, alpha: int = 255) -> list[int]:
    """#rrggbb as the list that the map wants."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)] + [alpha]


def mixed(low: str, high: str, share: float) -> list[int]:
    """A colour between two, `share` of the way (0 to 1), opaque."""
    pairs = zip(rgba(low), rgba(high), strict=True)
    return [round(a + (b - a) * share) for a, b in pairs]


def kind_styles() -> str:
    """The style sheet that gives each stream its hue, by theme."""
    return "\n".join(
        f':root[data-theme="{theme}"] [data-kind="{kind}"] {{ --hue: {hue}; }}'
        for theme, palette in THEMES.items()
        for kind, hue in palette.kind.items()
    )

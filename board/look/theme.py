"""The palette: severity, kinds, surfaces; dark for the wall, light for the desk."""

from __future__ import annotations

from itertools import cycle

from msgspec import Struct
from msgspec.structs import asdict

from streams.events import STREAMS


class Palette(Struct, frozen=True, kw_only=True):
    """Colours as CSS writes them, those that the map mixes as #rrggbb; `severity` by
    code, `kind` by stream, `supervision` by level, `tier` by who settled, `land` from
    few to many.
    """

    ground: str
    panel: str
    panel_solid: str
    line: str
    line_strong: str
    ink: str
    bright: str
    faint: str
    accent: str
    glow: str
    good: str
    bad: str
    warn: str
    severity: dict[str, str]
    kind: dict[str, str]
    supervision: dict[str, str]
    tier: dict[str, str]
    land: tuple[str, str]
    border: str
    button: str = "#0b65b0"
    on_button: str = "#ffffff"
    haze: tuple[str, str] = ("rgb(24 78 150 / 20%)", "rgb(20 60 120 / 18%)")


def _by_stream(*hues: str) -> dict[str, str]:
    """A hue for each stream, in the order of the one list, then from the first."""
    kinds = (stream.kind for stream in STREAMS)
    return dict(zip(kinds, cycle(hues), strict=False))


LEVEL_SHAPES = {"supervised": "●", "yellow_card": "■", "red_card": "▲", "listed": "◆"}
"""A shape for each level of supervision, from the lowest to the highest."""


def _by_level(*tones: str) -> dict[str, str]:
    return dict(zip(LEVEL_SHAPES, tones, strict=True))


def _by_tier(*hues: str) -> dict[str, str]:
    """A hue for each tier, from the village up."""
    return dict(zip(("village", "town", "county", "city"), hues, strict=True))


DARK = Palette(
    ground="#050d1f",
    panel="rgb(12 30 62 / 62%)",
    panel_solid="#0b1a35",
    line="#1b3358",
    line_strong="#2b5590",
    ink="#dbe9ff",
    bright="#ffffff",
    faint="#86a1c9",
    accent="#37b6ff",
    glow="rgb(55 182 255 / 35%)",
    good="#35d29a",
    bad="#ff4d5e",
    warn="#ffb454",
    severity={"01": "#ff4d5e", "02": "#ff9838", "03": "#ffd84a", "04": "#3f9bff"},
    kind=_by_stream("#37b6ff", "#2fd6b5", "#b08cff", "#ffb454", "#ff8fc7", "#9be15d"),
    supervision=_by_level("#3f9bff", "#ffd84a", "#ff4d5e", "#ff6fae"),
    tier=_by_tier("#2fd6b5", "#37b6ff", "#b08cff", "#ffb454"),
    land=("#0b1d3a", "#1c5aa0"),
    border="#2f78c8",
)
LIGHT = Palette(
    ground="#edf2f9",
    panel="rgb(255 255 255 / 88%)",
    panel_solid="#ffffff",
    line="#d5dfee",
    line_strong="#9dbbe0",
    ink="#13233f",
    bright="#06152e",
    faint="#53678a",
    accent="#0b6fd0",
    glow="rgb(11 111 208 / 14%)",
    good="#0b7a52",
    bad="#c9182b",
    warn="#a95c00",
    severity={"01": "#c9182b", "02": "#b85000", "03": "#8f6a00", "04": "#1560bd"},
    kind=_by_stream("#0b6fd0", "#0b8a72", "#6d45c9", "#a96500", "#b0307a", "#4c7a12"),
    supervision=_by_level("#1560bd", "#8f6a00", "#c9182b", "#a3005c"),
    tier=_by_tier("#0b8a72", "#0b6fd0", "#6d45c9", "#a96500"),
    land=("#eef4fb", "#8fbbe8"),
    border="#6f9ccc",
)
THEMES = {"dark": DARK, "light": LIGHT}
SEVERITY_SHAPES = {"01": "◆", "02": "▲", "03": "■", "04": "●"}
"""A shape beside colour and text, so that no severity rests on colour alone."""


def rgba(colour: str, alpha: int = 255) -> list[int]:
    """#rrggbb as the list that the map wants."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)] + [alpha]


def styles() -> str:
    """The style sheet of the palettes: every colour as a property by theme; severities,
    levels and streams as the tone and the hue of what is marked with them.
    """
    themes = (_theme(name, palette) for name, palette in THEMES.items())
    tones = (_mark("severity", code, "tone") for code in DARK.severity)
    hues = (_mark("kind", kind, "hue") for kind in DARK.kind)
    levels = (_mark("supervision", level, "tone") for level in LEVEL_SHAPES)
    return "\n".join((*themes, *tones, *hues, *levels, _paper()))


def _paper() -> str:
    """Ink is dark: whatever the screen shows, paper is light."""
    properties = "".join(f" --{role}: {one};" for role, one in roles(LIGHT).items())
    return f"@media print {{ :root[data-theme] {{{properties} }} }}"


def _mark(family: str, code: str, as_property: str) -> str:
    return f'[data-{family}="{code}"] {{ --{as_property}: var(--{family}-{code}); }}'


def _theme(name: str, palette: Palette) -> str:
    properties = "".join(
        f" --{role}: {colour};" for role, colour in roles(palette).items()
    )
    return f':root[data-theme="{name}"] {{{properties} color-scheme: {name}; }}'


def roles(palette: Palette) -> dict[str, str]:
    """Every colour by its role, as charts and styles name it."""
    found: dict[str, str] = {}
    for name, colour in asdict(palette).items():
        role = name.replace("_", "-")
        if isinstance(colour, str):
            found[role] = colour
        else:
            parts = colour.items() if isinstance(colour, dict) else enumerate(colour)
            found |= {f"{role}-{part}": one for part, one in parts}
    return found

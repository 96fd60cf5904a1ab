"""The palette: severity, kinds, surfaces; dark for the wall, light for the desk."""

from __future__ import annotations

from msgspec import Struct


class Palette(Struct, frozen=True, kw_only=True):
    """Colours as #rrggbb; `severity` by code, `kind` by stream."""

    ink: str
    faint: str
    line: str
    accent: str
    ghost: str
    severity: dict[str, str]
    kind: dict[str, str]
    land: tuple[str, str]
    border: str


DARK = Palette(
    ink="#dbe9ff",
    faint="#7f9bc4",
    line="#1b3358",
    accent="#37b6ff",
    ghost="#41618f",
    severity={"01": "#ff4d5e", "02": "#ff9838", "03": "#ffd84a", "04": "#3f9bff"},
    kind={
        "incident": "#37b6ff",
        "dispute": "#2fd6b5",
        "camera_alert": "#b08cff",
        "risk_lead": "#ffb454",
    },
    land=("#0b1d3a", "#1c5aa0"),
    border="#2f78c8",
)
LIGHT = Palette(
    ink="#13233f",
    faint="#53678a",
    line="#d5dfee",
    accent="#0b6fd0",
    ghost="#9fb2cf",
    severity={"01": "#c9182b", "02": "#c85a00", "03": "#8f6a00", "04": "#1560bd"},
    kind={
        "incident": "#0b6fd0",
        "dispute": "#0b8a72",
        "camera_alert": "#6d45c9",
        "risk_lead": "#a96500",
    },
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

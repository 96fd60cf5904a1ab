"""Where a map must look so that something fits into its frame."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

WORLD = 512.0
"""Width of the world in pixels at zoom 0, as deck.gl counts it."""
ROOM = 0.94
"""How much of the frame the content may fill."""


class Bounds(Struct, frozen=True):
    """Degrees, WGS-84."""

    west: float
    south: float
    east: float
    north: float


class Frame(Struct, frozen=True):
    """The size of a map on screen, in pixels."""

    width: int
    height: int


def bounds_of(positions: Iterable[tuple[float, float]]) -> Bounds:
    """The smallest box around (longitude, latitude) pairs; raises on none."""
    longitudes, latitudes = zip(*positions, strict=True)
    return Bounds(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def view_state(bounds: Bounds, frame: Frame) -> dict[str, Any]:
    """deck.gl's initial view state with the bounds centred and as large as they fit."""
    low, high = _y(bounds.south), _y(bounds.north)
    across = max((bounds.east - bounds.west) / 360, 1e-6) * WORLD
    down = max(high - low, 1e-6) * WORLD
    zoom = math.log2(min(frame.width / across, frame.height / down) * ROOM)
    return {
        "longitude": (bounds.west + bounds.east) / 2,
        "latitude": _latitude((low + high) / 2),
        "zoom": round(zoom, 3),
        "minZoom": round(zoom, 3) - 1,
        "maxZoom": 16,
        "pitch": 0,
        "bearing": 0,
    }


def scale_of(part: Bounds, whole: Bounds) -> float:
    """How large a part is against the whole, along its longer side."""
    return max(
        (part.east - part.west) / (whole.east - whole.west),
        (part.north - part.south) / (whole.north - whole.south),
    )


def _y(latitude: float) -> float:
    angle = math.radians(latitude)
    return 0.5 + math.log(math.tan(math.pi / 4 + angle / 2)) / (2 * math.pi)


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp((y - 0.5) * 2 * math.pi)) - math.pi / 2)

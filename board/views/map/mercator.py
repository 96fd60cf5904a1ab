"""Where a map must look so that something fits into its frame."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

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


class Extent(Struct, frozen=True):
    """Where a map looks at bounds: their middle (degrees), and how many pixels they
    need across and down at zoom 0. The browser knows its own room: what fits is a zoom
    of log2 of the room against the need.
    """

    longitude: float
    latitude: float
    across: float
    down: float


def bounds_of(positions: Iterable[tuple[float, float]]) -> Bounds:
    """The smallest box around (longitude, latitude) pairs; raises on none."""
    longitudes, latitudes = zip(*positions, strict=True)
    return Bounds(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def extent(bounds: Bounds) -> Extent:
    """The bounds centred, with some room around them."""
    low, high = _y(bounds.south), _y(bounds.north)
    across = max((bounds.east - bounds.west) / 360, 1e-6) * WORLD
    down = max(high - low, 1e-6) * WORLD
    return Extent(
        longitude=(bounds.west + bounds.east) / 2,
        latitude=_latitude((low + high) / 2),
        across=across / ROOM,
        down=down / ROOM,
    )


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

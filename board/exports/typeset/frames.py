"""From degrees to paper: frames, outlines in them, and labels that keep apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from board.exports.typeset.font import width
from board.views.map.mercator import Bounds, bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from board.exports.typeset.paper import Label, Point

SLENDER = 1.7
"""No map is higher against its width, nor flatter by as much."""
TIER_SIZES = (10**8, 10**6, 10**3)


class Frame(Struct, frozen=True):
    """From degrees to the drawing: shares of its width and height."""

    west: float
    north: float
    degrees_across: float
    degrees_down: float
    aspect: float

    def point(self, longitude: float, latitude: float) -> Point:
        across = (longitude - self.west) / self.degrees_across
        down = (self.north - latitude) / self.degrees_down
        return round(across, 4), round(down, 4)


def frame_of(bounds: Bounds, room: float) -> Frame:
    """The bounds with some room, never slender; a degree across is shorter away from
    the equator.
    """
    x, y = (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2
    shorter = math.cos(math.radians(y))
    across = max(bounds.east - bounds.west, 1e-3) * (1 + 2 * room) * shorter
    down = max(bounds.north - bounds.south, 1e-3) * (1 + 2 * room)
    across, down = max(across, down / SLENDER), max(down, across / SLENDER)
    degrees = across / shorter
    return Frame(x - degrees / 2, y + down / 2, degrees, down, round(down / across, 4))


def contains(above: int, code: int) -> bool:
    """Whether a division is the other or lies in it."""
    size = tier_size(above)
    return code // size == above // size


def tier_size(code: int) -> int:
    """How many codes a division may hold, by the zeros at its end."""
    return next((size for size in TIER_SIZES if code % size == 0), 1)


def rings_of(
    frame: Frame, geometry: Mapping[str, Any]
) -> tuple[tuple[Point, ...], ...]:
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return tuple(
        tuple(frame.point(*position[:2]) for position in ring)
        for polygon in polygons
        for ring in polygon
    )


def positions(geometry: Mapping[str, Any]) -> Iterator[Point]:
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    for polygon in polygons:
        for ring in polygon:
            for position in ring:
                yield position[0], position[1]


def middle(rings: tuple[tuple[Point, ...], ...]) -> Point:
    """The middle of the largest ring's box."""
    found = [bounds_of(ring) for ring in rings]
    box = max(found, key=lambda one: (one.east - one.west) * (one.north - one.south))
    return (box.west + box.east) / 2, (box.south + box.north) / 2


def apart(labels: Iterable[Label], *, across: float, down: float) -> Iterator[Label]:
    """Those that find room beside the ones before them; a letter is so large."""
    kept: list[Label] = []
    for label in labels:
        if all(_is_apart(label, other, across, down) for other in kept):
            kept.append(label)
            yield label


def _is_apart(one: Label, other: Label, across: float, down: float) -> bool:
    reach = (width(one.text) + width(other.text)) / 2 * across
    return abs(one.x - other.x) > reach or abs(one.y - other.y) > down * 1.4

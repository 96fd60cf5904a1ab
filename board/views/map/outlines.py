"""The schematic outlines of the city, and its cameras counted by cells."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

import sql.reference
from board.views.map.mercator import Bounds, bounds_of, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from board.picture.geography import Geography
    from board.reads.rows import Camera

REGION = "suizhou"
BOUNDARIES = Path(sql.reference.__file__).parent / REGION / "boundaries.geojson"
CELLS_DEG = {"city": 0.036, "county": 0.018, "town": 0.005, "village": 0.002}
"""Side of a cell in which cameras are counted, by the tier looked at."""


@cache
def outlines() -> dict[int, dict[str, Any]]:
    """The geometry of every outlined division (city, counties, towns), by code."""
    features = msgspec.json.decode(BOUNDARIES.read_bytes())["features"]
    return {
        int(one["properties"]["division_code"]): one["geometry"] for one in features
    }


@cache
def bounds(code: int) -> Bounds | None:
    """The box around an outlined division."""
    geometry = outlines().get(code)
    return bounds_of(_positions(geometry["coordinates"])) if geometry else None


def outlined(geography: Geography, tier: str) -> list[int]:
    """The divisions of a tier that have an outline."""
    known = geography.divisions
    return [code for code in outlines() if code in known and known[code].tier == tier]


def around(geography: Geography, scope: int) -> Bounds | None:
    """The box around a division, or around the nearest above it that has an outline;
    None before the register is known.
    """
    lines = (code for code in geography.line(scope) if code in outlines())
    return bounds(next(lines, 0))


def scale(geography: Geography, scope: int) -> float:
    """The span of what is looked at against that of the whole city."""
    part, whole = around(geography, scope), bounds(geography.city)
    return scale_of(part, whole) if part and whole else 1.0


def camera_cells(
    cameras: Iterable[Camera], geography: Geography, scope: int
) -> list[tuple[float, float, int]]:
    """Cameras of a division by cells: the centre of each and how many lie in it."""
    side = CELLS_DEG[geography.divisions[scope].tier]
    counts = Counter(
        (round(one.longitude / side), round(one.latitude / side))
        for one in cameras
        if geography.contains(scope, one.division_code)
    )
    return [(round(x * side, 4), round(y * side, 4), n) for (x, y), n in counts.items()]


def _positions(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], (int, float)):
        yield coordinates[0], coordinates[1]
        return
    for inner in coordinates:
        yield from _positions(inner)

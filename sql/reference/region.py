"""The city pack as objects: divisions, their outlines and their people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

from sql.reference.tables import HERE, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Point:
    """WGS-84, degrees."""

    longitude: float
    latitude: float

    def distance(self, other: Point) -> float:
        """Squared degrees: only good for saying which of two places is nearer."""
        east = self.longitude - other.longitude
        north = self.latitude - other.latitude
        return east * east + north * north


@dataclass(frozen=True, kw_only=True)
class Division:
    code: str
    name: str
    tier: str
    parent: str
    unit_type: str
    seat: Point


@dataclass(frozen=True, kw_only=True)
class Town:
    division: Division
    villages: Sequence[Division]
    rings: Sequence[Sequence[Point]]
    population: int

    def contains(self, point: Point) -> bool:
        """Whether the point lies in the outline (even-odd rule over all rings)."""
        edges = (edge for ring in self.rings for edge in pairwise(ring))
        return sum(_crosses(start, end, point) for start, end in edges) % 2 == 1


@dataclass(frozen=True, kw_only=True)
class Region:
    divisions: Sequence[Division]
    towns: Sequence[Town]


def read_region(pack: str) -> Region:
    """The divisions, outlines and populations of a city pack, named by its folder."""
    divisions = [_division(row) for row in table(f"{pack}/divisions.csv")]
    outlines = _outlines(HERE / pack / "boundaries.geojson")
    people = {
        row["division_code"]: int(row["population"])
        for row in table(f"{pack}/populations.csv")
    }
    towns = [
        Town(
            division=town,
            villages=[village for village in divisions if village.parent == town.code],
            rings=outlines[town.code],
            population=people[town.code],
        )
        for town in divisions
        if town.tier == "town"
    ]
    return Region(divisions=divisions, towns=towns)


def _crosses(start: Point, end: Point, point: Point) -> bool:
    if (start.latitude > point.latitude) == (end.latitude > point.latitude):
        return False
    share = (point.latitude - start.latitude) / (end.latitude - start.latitude)
    east = start.longitude + share * (end.longitude - start.longitude)
    return point.longitude < east


def _division(row: Mapping[str, str]) -> Division:
    return Division(
        code=row["division_code"],
        name=row["name"],
        tier=row["tier"],
        parent=row["parent_code"],
        unit_type=row["unit_type"],
        seat=Point(float(row["longitude"]), float(row["latitude"])),
    )


def _outlines(path: Path) -> dict[str, list[list[Point]]]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {feature["id"]: list(_rings(feature["geometry"])) for feature in features}


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[Point]]:
    """The rings of a MultiPolygon, or of a Polygon, which nests one level less."""
    nested = geometry["coordinates"]
    polygons = nested if geometry["type"] == "MultiPolygon" else [nested]
    for ring in chain.from_iterable(polygons):
        yield [Point(*pair) for pair in ring]

"""The code lists that messages are held against, built once from plain rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct

from streams.intake.camera_alarms import Alarms, alarms_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Row = Mapping[str, Any]
    Rows = Iterable[Row]

_MARGIN_DEGREES = 1.0
_TOWN_WIDTH = 1_000
_COUNTY_WIDTH = 1_000_000


class Place(Struct, frozen=True):
    """A division: its tier, its town and its county (0 when it lies above them)."""

    tier: str
    town_code: int
    county_code: int


class Bounds(Struct, frozen=True):
    """The area in which a position of this city can lie, in degrees (WGS-84)."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        """Tell whether a position lies inside."""
        is_between = self.west <= longitude <= self.east
        return is_between and self.south <= latitude <= self.north


class Codes(Struct, frozen=True):
    """All code lists. `severities` of a kind is indexed by its own scale;
    `sent_divisions` and `sent_centers` hold a division under each code that may be sent
    for it.
    """

    divisions: Mapping[int, Place]
    sent_divisions: Mapping[str, tuple[int, Place]]
    categories: frozenset[tuple[str, str]]
    severities: Mapping[str, tuple[str, ...]]
    alarms: Alarms
    moves: frozenset[str]
    centers: frozenset[int]
    sent_centers: frozenset[str]
    bounds: Bounds

    @classmethod
    def build(
        cls,
        *,
        divisions: Rows,
        categories: Rows,
        severity_map: Rows,
        camera_alarms: Rows,
        moves: Rows,
        centers: Rows,
    ) -> Self:
        """Build from the rows of the reads of these names; codes may be text.

        ValueError when a list has a hole.
        """
        divisions = list(divisions)
        places = _places(divisions)
        center_codes = frozenset(int(row["center_code"]) for row in centers)
        return cls(
            divisions=places,
            sent_divisions={
                sent: (code, place)
                for code, place in places.items()
                for sent in _sent_for(code)
            },
            categories=frozenset((row["kind"], row["category"]) for row in categories),
            severities=_severities(severity_map),
            alarms=alarms_from(camera_alarms),
            moves=frozenset(row["move"] for row in moves),
            centers=center_codes,
            sent_centers=frozenset(
                sent for code in center_codes for sent in _sent_for(code)
            ),
            bounds=_bounds(divisions),
        )

    def place_of(self, code: int) -> Place:
        """Find a division; one outside the city is placed by its code alone."""
        known = self.divisions.get(code)
        if known is not None:
            return known
        return Place(
            tier="",
            town_code=code // _TOWN_WIDTH * _TOWN_WIDTH,
            county_code=code // _COUNTY_WIDTH * _COUNTY_WIDTH,
        )


def division_number(text: str) -> int:
    """Read a division code of 6, 9 or 12 digits as the number of its 12 digits."""
    return int(text.ljust(12, "0"))


def _sent_for(code: int) -> Iterator[str]:
    """Give the codes of 12, 9 and 6 digits that are read as this number."""
    text = f"{code:012}"
    return (text[:digits] for digits in (12, 9, 6) if not text[digits:].strip("0"))


def _places(rows: list[Row]) -> dict[int, Place]:
    tiers = {int(row["division_code"]): str(row["tier"]) for row in rows}
    parents = {int(row["division_code"]): int(row["parent_code"] or 0) for row in rows}

    def above(code: int, tier: str) -> int:
        while code and tiers[code] != tier:
            code = parents[code]
        return code

    return {
        code: Place(tier, above(code, "town"), above(code, "county"))
        for code, tier in tiers.items()
    }


def _bounds(rows: list[Row]) -> Bounds:
    longitudes = [float(row["longitude"]) for row in rows]
    latitudes = [float(row["latitude"]) for row in rows]
    return Bounds(
        west=min(longitudes) - _MARGIN_DEGREES,
        south=min(latitudes) - _MARGIN_DEGREES,
        east=max(longitudes) + _MARGIN_DEGREES,
        north=max(latitudes) + _MARGIN_DEGREES,
    )


def _severities(rows: Rows) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[int, str]] = {}
    for row in rows:
        steps = found.setdefault(row["kind"], {})
        for step in range(int(row["low"]), int(row["high"]) + 1):
            steps[step] = row["severity"]
    return {kind: _without_holes(kind, steps) for kind, steps in found.items()}


def _without_holes(kind: str, steps: Mapping[int, str]) -> tuple[str, ...]:
    holes = set(range(min(steps), max(steps) + 1)) - steps.keys()
    if holes:
        raise ValueError(f"severity_map: {kind} has no severity for {sorted(holes)}")
    return tuple(steps.get(step, "") for step in range(max(steps) + 1))

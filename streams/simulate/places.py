"""Where things happen: villages with points inside their town, and cameras."""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sql.reference.region import Point, Region, Town, read_region
from streams.intake.datum import gcj02_from_wgs84
from streams.simulate.chance import Picker, seeded
from streams.simulate.days import MARKET_DAY_SHARE, is_market_day, lunar_day
from streams.simulate.tables import CITY, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from random import Random

    from sql.reference.region import Division

POINTS_A_VILLAGE = 8
POINT_TRIES = 40
POINT_SPREAD_DEGREES = 0.006
COMMUNITY = "community_committee"
COMMUNITY_WEIGHT = 1.6
CAMERA_RANK_OFFSET = 20
"""Softens Zipf: the busiest camera sends about 0.6 % of all alerts."""

_UNIT_NAMES = (
    (re.compile("(社区)?居(民委员|委)会(（社区）)?$"), "社区"),
    (re.compile("村?村(民委员|委)会$"), "村"),
)


class Spot(NamedTuple):
    """One point in both datums, degrees."""

    longitude: float
    latitude: float
    gcj02_longitude: float
    gcj02_latitude: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Village:
    """A village, what surrounds it, and the center of each tier that answers for it."""

    code: str
    name: str
    town: str
    county: str
    is_community: bool
    spots: Sequence[Spot]
    centers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, eq=False)
class Camera:
    """A camera; `habit` in [0, 1) draws what it mostly reports."""

    camera_id: str
    village: Village
    longitude: float
    latitude: float
    habit: float


class Places:
    """The city of the demo; what is drawn depends on the seed alone."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        region = read_region(CITY.name)
        centers = _center_chains(region)
        self._towns = region.towns
        self._people = {
            town.division.code: tuple(_people(seed, town)) for town in region.towns
        }
        self.villages = {
            village.code: _village(seed, town, village, centers[village.code])
            for town in region.towns
            for village in town.villages
        }
        self.by_town = {
            town.division.code: tuple(
                self.villages[village.code] for village in town.villages
            )
            for town in region.towns
        }
        self.by_county = _grouped(self.villages.values())
        self.towns = Picker(
            [town.division.code for town in region.towns],
            [town.population for town in region.towns],
        )
        self.cameras = Picker(*self._ranked_cameras())
        self._shares = dict(self.towns.shares())
        self._pickers: dict[tuple[float, int], Picker[Village]] = {}

    def villages_on(self, day: int, market_factor: float) -> Picker[Village]:
        """Villages by people; where a market is held `market_factor` times as many."""
        key = (market_factor, lunar_day(day) % 10)
        if key not in self._pickers:
            self._pickers[key] = self._picker(day, market_factor)
        return self._pickers[key]

    @property
    def camera_count(self) -> int:
        return len(self.cameras)

    def share_of_people(self, town: str) -> float:
        """A town's share of the city's people."""
        return self._shares[town]

    def _picker(self, day: int, market_factor: float) -> Picker[Village]:
        weights = {
            code: people * _market(number, town, day, market_factor)
            for number, town in enumerate(self._towns)
            for code, people in self._people[town.division.code]
        }
        return Picker([self.villages[code] for code in weights], [*weights.values()])

    def _ranked_cameras(self) -> tuple[list[Camera], list[float]]:
        found = list(self._read_cameras())
        seeded(self._seed, "camera ranks").shuffle(found)
        return found, [1 / (rank + CAMERA_RANK_OFFSET) for rank in range(len(found))]

    def _read_cameras(self) -> Iterator[Camera]:
        draw = seeded(self._seed, "camera habits")
        with gzip.open(CITY / "cameras.csv.gz", "rt", encoding="utf-8") as file:
            for camera_id, code, longitude, latitude in islice(
                csv.reader(file), 1, None
            ):
                yield Camera(
                    camera_id=camera_id,
                    village=self.villages[code],
                    longitude=float(longitude),
                    latitude=float(latitude),
                    habit=draw.random(),
                )


def _grouped(villages: Iterable[Village]) -> Mapping[str, Sequence[Village]]:
    found: dict[str, list[Village]] = {}
    for village in villages:
        found.setdefault(village.county, []).append(village)
    return found


def _center_chains(region: Region) -> Mapping[str, Mapping[str, str]]:
    """For each village, the code of its center in each tier."""
    centers = {row["center_code"]: row for row in rows(CITY / "centers.csv")}
    return {
        division.code: dict(_chain(centers, division.code))
        for division in region.divisions
        if division.tier == "village"
    }


def _chain(
    centers: Mapping[str, Mapping[str, str]], code: str
) -> Iterator[tuple[str, str]]:
    while code:
        yield centers[code]["tier"], code
        code = centers[code]["parent_center_code"]


def _village(
    seed: int, town: Town, village: Division, centers: Mapping[str, str]
) -> Village:
    name = village.name
    for pattern, short in _UNIT_NAMES:
        name = pattern.sub(short, name)
    draw = seeded(seed, "spots", village.code)
    return Village(
        code=village.code,
        name=town.division.name + name,
        town=town.division.code,
        county=town.division.parent,
        is_community=village.unit_type == COMMUNITY,
        spots=tuple(_spots(town, village.seat, draw)),
        centers=centers,
    )


def _spots(town: Town, seat: Point, draw: Random) -> Iterator[Spot]:
    """Points around the seat that lie in the town; the seat itself when none does."""
    tries = (_near(seat, draw) for _ in range(POINT_TRIES))
    inside = (point for point in tries if town.contains(point))
    found = list(islice(inside, POINTS_A_VILLAGE)) or [seat]
    return (spot_at(point.longitude, point.latitude) for point in found)


def _near(seat: Point, draw: Random) -> Point:
    return Point(
        round(draw.gauss(seat.longitude, POINT_SPREAD_DEGREES), 5),
        round(draw.gauss(seat.latitude, POINT_SPREAD_DEGREES), 5),
    )


def spot_at(longitude: float, latitude: float) -> Spot:
    """A WGS-84 point in both datums, to a metre as sources send it."""
    shifted = gcj02_from_wgs84(longitude, latitude)
    return Spot(longitude, latitude, round(shifted[0], 5), round(shifted[1], 5))


def _people(seed: int, town: Town) -> Iterator[tuple[str, float]]:
    """The people of a town spread over its villages, communities having more."""
    draw = seeded(seed, "people", town.division.code)
    shares = [
        draw.lognormvariate(0, 0.4)
        * (COMMUNITY_WEIGHT if village.unit_type == COMMUNITY else 1)
        for village in town.villages
    ]
    for village, share in zip(town.villages, shares, strict=True):
        yield village.code, town.population * share / sum(shares)


def _market(number: int, town: Town, day: int, factor: float) -> float:
    """So that the days of a month still average 1; only a 镇 holds markets."""
    if town.division.unit_type != "town":
        return 1
    if is_market_day(number, day):
        return factor
    return (1 - MARKET_DAY_SHARE * factor) / (1 - MARKET_DAY_SHARE)

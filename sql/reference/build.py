"""Generate the demo files of the city pack: centers, their ranges, sites and cameras.

Run as `python -m sql.reference.build`. Safe to repeat: the same divisions, outlines and
populations give the same rows on every machine.
"""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import dataclass
from io import StringIO
from itertools import accumulate, pairwise, repeat
from typing import TYPE_CHECKING

from sql.reference.region import Division, Point, Region, Town, read_region
from sql.reference.tables import HERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PACK = "suizhou"
WIDTHS = {"city": 100_000_000, "county": 1_000_000, "town": 1_000, "village": 1}
ZONE_CENTER = "421390000000"
ZONE_TOWNS = ("421303499000", "421303587000")
POLICE_POSTS = {
    "421303001000": 2,
    "421303002000": 2,
    "421303003000": 1,
    "421303004000": 2,
    "421303005000": 1,
}
QUICK_RESPONSE_COUNTIES = ("421321000000", "421381000000")
QUICK_RESPONSE_PER_COUNTY = 14
CAMERA_COUNT = 54_000
SEAT_SHARE = 0.35
SEAT_REACH = 0.02
VILLAGE_REACH = 0.012
# GB/T 28181 industries up to these shares: road, community, traffic, city management,
# schools.
INDUSTRIES = (("00", 0.35), ("01", 0.8), ("04", 0.92), ("08", 0.97), ("11", 1.0))
COMMITTEE = {
    "community_committee": (
        re.compile(r"(社区)?(居委会(（社区）)?|居民委员会)?$"),
        "社区",
    ),
    "village_committee": (re.compile(r"村?(村民委员会|村委会)?$"), "村"),
}
ORDINALS = "一二三四五六七八"

Row = tuple[str, ...]


@dataclass(kw_only=True)
class Dice:
    """SplitMix64: whole-number arithmetic, so every machine throws the same numbers."""

    state: int

    def throw(self) -> float:
        """A number in [0, 1)."""
        self.state = (self.state + 0x9E3779B97F4A7C15) % 2**64
        mixed = (self.state ^ self.state >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB % 2**64
        return ((mixed ^ mixed >> 31) >> 11) / 2**53

    def bell(self) -> float:
        """A number in (-1.5, 1.5), mostly near 0; plain sums round alike everywhere."""
        return self.throw() + self.throw() + self.throw() - 1.5

    def near(self, point: Point, reach: float) -> Point:
        east, north = self.bell() * reach, self.bell() * reach
        return Point(round(point.longitude + east, 5), round(point.latitude + north, 5))


def main() -> None:
    """Write the generated files into the pack."""
    for name, content in files(read_region(PACK)).items():
        (HERE / PACK / name).write_bytes(content)


def files(region: Region) -> dict[str, bytes]:
    """The generated files by name."""
    return {
        "centers.csv": centers(region),
        "center_ranges.csv": center_ranges(region),
        "sites.csv": sites(region),
        # The time of packing stays out, so that packing twice gives the same file.
        "cameras.csv.gz": gzip.compress(cameras(region), compresslevel=9, mtime=0),
    }


def centers(region: Region) -> bytes:
    """One row per division, and the zone's center, which has no division code."""
    by_code = {division.code: division for division in region.divisions}
    rows = [_center(each, by_code.get(each.parent)) for each in region.divisions]
    zone = (ZONE_CENTER, "随州高新区综治中心", "county", "", region.divisions[0].code)
    header = ("center_code", "name", "tier", "division_code", "parent_center_code")
    return _table(header, [*rows, zone])


def _center(division: Division, above: Division | None) -> Row:
    parent = ZONE_CENTER if division.code in ZONE_TOWNS else division.parent
    name = f"{_full_name(division, above)}综治中心"
    return division.code, name, division.tier, division.code, parent


def _full_name(division: Division, above: Division | None) -> str:
    """Village names repeat, so a village is called by its town's name and its own."""
    if above is None or division.unit_type not in COMMITTEE:
        return division.name
    ending, unit = COMMITTEE[division.unit_type]
    return f"{above.name}{ending.sub('', division.name)}{unit}"


def center_ranges(region: Region) -> bytes:
    """Half-open ranges of division codes: what a center sees."""
    own = [(each.code, each.code, WIDTHS[each.tier]) for each in region.divisions]
    zone = [(ZONE_CENTER, town, WIDTHS["town"]) for town in ZONE_TOWNS]
    rows = [(center, low, str(int(low) + width)) for center, low, width in own + zone]
    return _table(("center_code", "low", "high"), rows)


def sites(region: Region) -> bytes:
    """Police posts of the main urban area and quick-response points of the counties."""
    dice = Dice(state=28)
    rows = [*_police_posts(region, dice), *_quick_response_points(region, dice)]
    header = (
        "site_code",
        "name",
        "site_type",
        "division_code",
        "longitude",
        "latitude",
        "functions",
        "is_synthetic",
    )
    return _table(header, rows)


def _police_posts(region: Region, dice: Dice) -> Iterator[Row]:
    number = 0
    for town in region.towns:
        for ordinal in ORDINALS[: POLICE_POSTS.get(town.division.code, 0)]:
            number += 1
            name = f"{town.division.name}第{ordinal}街面警务站"
            place = (town.division.code, *_cells(_inside(town, dice, SEAT_REACH)))
            functions = "patrol response enforcement service"
            yield f"P{number:02}", name, "police_post", *place, functions, "1"


def _quick_response_points(region: Region, dice: Dice) -> Iterator[Row]:
    for number, town in enumerate(_quick_response_towns(region), 1):
        name = f"{town.division.name}快反防控点"
        place = (town.division.code, *_cells(_inside(town, dice, SEAT_REACH)))
        yield f"Q{number:02}", name, "quick_response", *place, "patrol response", "1"


def _quick_response_towns(region: Region) -> Iterator[Town]:
    for county in QUICK_RESPONSE_COUNTIES:
        towns = [town for town in region.towns if town.division.parent == county]
        by_people = sorted(towns, key=lambda town: -town.population)
        largest = by_people[:QUICK_RESPONSE_PER_COUNTY]
        yield from sorted(largest, key=lambda town: town.division.code)


def cameras(region: Region) -> bytes:
    """Cameras by population, densest around town seats, ids after GB/T 28181."""
    dice = Dice(state=54_000)
    serials = dict.fromkeys((each.code for each in region.divisions), 0)
    rows: list[Row] = []
    counts = _shares(CAMERA_COUNT, [town.population for town in region.towns])
    for town, count in zip(region.towns, counts, strict=True):
        county = town.division.parent
        for code, point in sorted(_cameras_of(town, count, dice), key=_by_code):
            serials[county] += 1
            camera = f"{county[:8]}{_industry(dice)}1320{serials[county]:06}"
            rows.append((camera, code, *_cells(point)))
    return _table(("camera_id", "division_code", "longitude", "latitude"), rows)


def _cameras_of(town: Town, count: int, dice: Dice) -> Iterator[tuple[str, Point]]:
    at_seat = int(count * SEAT_SHARE)
    for _ in range(at_seat):
        point = _inside(town, dice, SEAT_REACH)
        yield _nearest(town.villages, point).code, point
    counts = _shares(count - at_seat, [1] * len(town.villages))
    for village, share in zip(town.villages, counts, strict=True):
        for _ in range(share):
            yield village.code, _inside(town, dice, VILLAGE_REACH, village.seat)


def _by_code(camera: tuple[str, Point]) -> str:
    return camera[0]


def _industry(dice: Dice) -> str:
    roll = dice.throw()
    return next(code for code, share in INDUSTRIES if roll < share)


def _inside(town: Town, dice: Dice, reach: float, around: Point | None = None) -> Point:
    """A point near a place (the town's seat), but never outside the town."""
    centre = around or town.division.seat
    throws = (dice.near(centre, reach) for _ in repeat(None))
    return next(point for point in throws if town.contains(point))


def _nearest(villages: Sequence[Division], point: Point) -> Division:
    return min(villages, key=lambda village: village.seat.distance(point))


def _shares(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total by weight into whole numbers that sum to it."""
    whole = sum(weights)
    cuts = [total * bound // whole for bound in accumulate(weights, initial=0)]
    return [high - low for low, high in pairwise(cuts)]


def _cells(point: Point) -> tuple[str, str]:
    return f"{point.longitude:.5f}", f"{point.latitude:.5f}"


def _table(header: Row, rows: Iterable[Row]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    main()

"""Planted surges: for some days, or a night, more of one thing in one place.

One a week, one around the anchor so that a new demo shows one, and camera floods.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from streams.simulate.chance import Picker, seeded
from streams.simulate.days import (
    HOUR_MS,
    MINUTE_MS,
    date_of,
    day_of,
    day_start,
)
from streams.simulate.facts import one_of
from streams.simulate.planned import PlantedSurge, Site
from streams.simulate.tables import HERE, mix_row, structs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from streams.simulate.places import Camera, Village
    from streams.simulate.world import World

FLOOD_KIND = "camera_alert"
FLOOD_NIGHT_SHARE = 0.5
FLOOD_HOURS = (0, 1, 2, 20, 21, 22)
FLOOD_CATEGORIES = ("motion", "intrusion", "tripwire")
FLOOD_ALERTS = (120, 300)
DAYS_A_WEEK = 7


class SurgeRow(Struct, frozen=True, kw_only=True):
    """A kind of surge: how many more a day, for how many days."""

    kind: str
    category: str
    weight: float
    extra_low: int
    extra_high: int
    days_low: int
    days_high: int


class Surge(Struct, frozen=True, kw_only=True):
    """A surge and where its items fall; `camera` only when a camera floods."""

    truth: PlantedSurge
    villages: tuple[Village, ...]
    camera: Camera | None = None

    def runs_on(self, day: int) -> bool:
        return day_of(self.truth.from_ms) <= day <= day_of(self.truth.until_ms - 1)


@cache
def surge_rows() -> Picker[SurgeRow]:
    found: list[SurgeRow] = structs(HERE / "surges.csv", SurgeRow)
    return Picker(found, [row.weight for row in found])


def surges_on(world: World, day: int) -> Iterator[Surge]:
    """The surges that run on a business day."""
    week = day // DAYS_A_WEEK
    weekly = (_weekly(world, week - 1), _weekly(world, week))
    candidates = (*weekly, _at_anchor(world), _flood(world, day))
    return (surge for surge in candidates if surge and surge.runs_on(day))


def surge_sites(surge: Surge, world: World, day: int) -> Iterator[tuple[Site, int]]:
    """Where and when its items of a day happen."""
    draw = seeded(world.seed, surge.truth.surge_id, day)
    row = mix_row(surge.truth.kind, surge.truth.category)
    hours = world.rhythms[surge.truth.kind].hours
    for _ in range(round(surge.truth.extra_per_day)):
        village = one_of(surge.villages, draw)
        hour_ms = hours.pick(draw) * HOUR_MS + int(draw.random() * HOUR_MS)
        at_ms = day_start(day) + hour_ms
        if surge.camera:
            at_ms = draw.randrange(surge.truth.from_ms, surge.truth.until_ms)
        yield (
            Site(village=village, row=row, camera=surge.camera, planted=surge.truth),
            at_ms,
        )


@lru_cache(maxsize=64)
def _weekly(world: World, week: int) -> Surge | None:
    draw = seeded(world.seed, "surge", week)
    start = week * DAYS_A_WEEK + draw.randrange(DAYS_A_WEEK)
    return _surge(world, f"surge-{date_of(start):%y%m%d}", start, draw)


@lru_cache(maxsize=8)
def _at_anchor(world: World) -> Surge | None:
    draw = seeded(world.seed, "surge", "anchor")
    return _surge(world, "surge-anchor", day_of(world.anchor_ms) - 1, draw)


def _surge(world: World, surge_id: str, start: int, draw: Random) -> Surge | None:
    row = surge_rows().pick(draw)
    rhythm = world.rhythms.get(row.kind)
    if rhythm is None:
        return None
    town = world.places.towns.pick(draw)
    extra = draw.randint(row.extra_low, row.extra_high)
    expected = (
        rhythm.expected(start)
        * rhythm.expected_share(start, row.category)
        * world.places.share_of_people(town)
    )
    truth = PlantedSurge(
        surge_id=surge_id,
        kind=row.kind,
        category=row.category,
        division_code=town,
        from_ms=day_start(start),
        until_ms=day_start(start + draw.randint(row.days_low, row.days_high)),
        extra_per_day=extra,
        expected_per_day=round(expected, 3),
        factor=round((expected + extra) / expected, 1),
    )
    return Surge(truth=truth, villages=world.places.by_town[town])


@lru_cache(maxsize=8)
def _flood(world: World, day: int) -> Surge | None:
    """One camera that floods for an hour or two of the night."""
    rhythm = world.rhythms.get(FLOOD_KIND)
    draw = seeded(world.seed, "flood", day)
    is_calm = draw.random() >= FLOOD_NIGHT_SHARE
    if rhythm is None or is_calm or day_start(day) < rhythm.start_ms:
        return None
    camera = world.places.cameras.pick(draw)
    category = one_of(FLOOD_CATEGORIES, draw)
    start_ms = day_start(day) + one_of(FLOOD_HOURS, draw) * HOUR_MS
    extra = min(draw.randint(*FLOOD_ALERTS), round(rhythm.volume.per_day / 80))
    expected = rhythm.expected(day) / world.places.camera_count
    truth = PlantedSurge(
        surge_id=f"flood-{date_of(day):%y%m%d}",
        kind=FLOOD_KIND,
        category=category,
        division_code=camera.village.code,
        camera_id=camera.camera_id,
        from_ms=start_ms,
        until_ms=start_ms + draw.randint(60, 110) * MINUTE_MS,
        extra_per_day=extra,
        expected_per_day=round(expected, 3),
        factor=round((expected + extra) / expected, 1),
    )
    return Surge(truth=truth, villages=(camera.village,), camera=camera)

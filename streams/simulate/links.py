"""Planted links: pairs of items that belong together, of which only the truth file
and their own content tell.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from streams.simulate.chance import seeded
from streams.simulate.days import DAY_MS, HOUR_MS, MINUTE_MS, day_of, day_start
from streams.simulate.facts import one_of, party_hash
from streams.simulate.places import spot_at
from streams.simulate.tables import HERE, kind_profiles, structs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from streams.simulate.places import Camera, Spot, Village
    from streams.simulate.world import World

LONGEST_LAG_DAYS = 21


class LinkRow(Struct, frozen=True, kw_only=True):
    """What kind of pair: which categories, how long between them, how many a day."""

    reason: str
    from_kind: str
    from_category: str
    to_kind: str
    to_category: str
    lag_low_minutes: int
    lag_high_minutes: int
    same_party: bool
    per_day: float


class Link(Struct, frozen=True, kw_only=True):
    """One pair: where it happens and when its two items come."""

    day: int
    row: LinkRow
    village: Village
    spot: Spot
    camera: Camera | None
    party: str | None
    from_ms: int
    to_ms: int


@cache
def link_rows() -> tuple[LinkRow, ...]:
    return tuple(structs(HERE / "links.csv", LinkRow))


@lru_cache(maxsize=64)
def links_of(world: World, day: int) -> tuple[Link, ...]:
    """The pairs whose first item comes on a business day."""
    draw = seeded(world.seed, "links", day)
    pairs = (
        _link(world, row, f"{day}-{number}", day, draw)
        for number, row in enumerate(link_rows())
        if draw.random() < row.per_day
    )
    return tuple(link for link in pairs if _has_history(world, link))


def links_ending_on(world: World, day: int) -> Iterator[tuple[int, Link]]:
    """The pairs whose second item comes on a business day, numbered by their own."""
    for first_day in range(day - LONGEST_LAG_DAYS, day + 1):
        for number, link in enumerate(links_of(world, first_day)):
            if day_of(link.to_ms) == day:
                yield number, link


def _has_history(world: World, link: Link) -> bool:
    rhythm = world.rhythms.get(link.row.from_kind)
    return (
        rhythm is not None
        and link.row.to_kind in world.rhythms
        and rhythm.start_ms <= link.from_ms
    )


def _link(world: World, row: LinkRow, name: str, day: int, draw: Random) -> Link:
    camera = None
    if kind_profiles()[row.from_kind].place == "camera":
        camera = world.places.cameras.pick(draw)
    village = camera.village if camera else world.places.villages_on(day, 1).pick(draw)
    spot = one_of(tuple(village.spots), draw)
    if camera:
        spot = spot_at(camera.longitude, camera.latitude)
    from_ms = day_start(day) + 7 * HOUR_MS + draw.randrange(DAY_MS // 2)
    lag = draw.uniform(row.lag_low_minutes, row.lag_high_minutes)
    return Link(
        day=day,
        row=row,
        village=village,
        spot=spot,
        camera=camera,
        party=party_hash(f"link/{name}") if row.same_party else None,
        from_ms=from_ms,
        to_ms=from_ms + int(lag * MINUTE_MS),
    )

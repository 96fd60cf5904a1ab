"""One slice of a stream: the drafts of a day or an hour, from their own generator."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import TYPE_CHECKING

from streams.simulate.again import Teller
from streams.simulate.chance import seeded
from streams.simulate.days import (
    DAY_MS,
    HOUR_MS,
    SECOND_MS,
    date_of,
    day_of,
    hour_of_day,
)
from streams.simulate.items import plan_item
from streams.simulate.planned import Draft, Site
from streams.simulate.tables import choices, kind_profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    from streams.simulate.places import Places
    from streams.simulate.planned import Planned
    from streams.simulate.rhythm import Rhythm

HABIT_SHARE = 0.75
"""Of a camera's alerts, those of the category it mostly reports."""
BURST_GAP_MS = 90 * SECOND_MS
HASH_FACTOR, HASH_SIZE = 2_654_435_761, 2**32


@dataclass(frozen=True, kw_only=True)
class Slice:
    """A stretch of a stream; strands above 0 are what `--rate` adds."""

    kind: str
    rhythm: Rhythm
    start_ms: int
    strand: int
    keep: float = 1.0

    @property
    def end_ms(self) -> int:
        return self.start_ms + self.rhythm.slice_ms

    @cached_property
    def day(self) -> int:
        return day_of(self.start_ms)

    @property
    def is_hour(self) -> bool:
        return self.rhythm.slice_ms < DAY_MS

    @property
    def expected(self) -> float:
        if self.is_hour:
            hour = hour_of_day(self.start_ms)
            return self.rhythm.expected_in_hour(self.day, hour)
        return self.rhythm.expected(self.day)

    @cached_property
    def name(self) -> str:
        """Starts every id of the slice."""
        prefix = kind_profiles()[self.kind].prefix
        hour = f"{hour_of_day(self.start_ms):02}" if self.is_hour else ""
        strand = f"s{self.strand}" if self.strand else ""
        return f"{prefix}{date_of(self.day):%y%m%d}{hour}{strand}"

    def keeps(self, number: int) -> bool:
        """Whether an item is among the kept share: the same ones at every share."""
        return number * HASH_FACTOR % HASH_SIZE < self.keep * HASH_SIZE


def plan_slice(
    slice_: Slice, places: Places, seed: int, *, again: bool = False
) -> Iterator[list[Planned]]:
    """The items of a slice, each with all its records; the same whatever is kept, and
    whether some are told of `again`.
    """
    draw = seeded(seed, slice_.kind, slice_.start_ms, slice_.strand)
    teller = Teller(seed, places, slice_.end_ms)
    for number, (site, at_ms) in enumerate(_happenings(slice_, places, draw)):
        draft = _draft(slice_, number, site, at_ms, draw)
        records = plan_item(draft, places, draw)
        if slice_.keeps(number):
            yield records
            if again:
                yield from teller.repeats(draft, records[0])


def _happenings(
    slice_: Slice, places: Places, draw: Random
) -> Iterator[tuple[Site, int]]:
    """Where and when, a burst being the same again within minutes."""
    expected = slice_.expected
    count = round(draw.gauss(expected, sqrt(expected)))
    burst_share = kind_profiles()[slice_.kind].burst_share
    choose = SITES[kind_profiles()[slice_.kind].place](slice_, places)
    while count > 0:
        site, at_ms = choose(draw), moment_in(slice_, draw)
        yield site, at_ms
        count -= 1
        while count > 0 and draw.random() < burst_share:
            at_ms += int(draw.random() * BURST_GAP_MS) + SECOND_MS
            if at_ms >= slice_.end_ms:
                break
            yield site, at_ms
            count -= 1


def moment_in(slice_: Slice, draw: Random) -> int:
    """A moment of the slice, by the hours of its stream."""
    if slice_.is_hour:
        return slice_.start_ms + int(draw.random() * HOUR_MS)
    hour = slice_.rhythm.hours.pick(draw)
    return slice_.start_ms + hour * HOUR_MS + int(draw.random() * HOUR_MS)


def _draft(slice_: Slice, number: int, site: Site, at_ms: int, draw: Random) -> Draft:
    return Draft(
        kind=slice_.kind,
        item_id=f"{slice_.name}-{number:04}",
        at_ms=at_ms,
        day=slice_.day,
        site=site,
        level=choices()["level", slice_.kind].pick(draw),
        neighbour=f"{slice_.name}-{abs(number - 1):04}",
    )


def _by_people(slice_: Slice, places: Places) -> Callable[[Random], Site]:
    """Villages by people and markets, categories by the day."""
    market_factor = kind_profiles()[slice_.kind].market_factor
    villages = places.villages_on(slice_.day, market_factor)
    categories = slice_.rhythm.categories(slice_.day)
    return lambda draw: Site(village=villages.pick(draw), row=categories.pick(draw))


def _by_camera(slice_: Slice, places: Places) -> Callable[[Random], Site]:
    """Few cameras send most alerts, and mostly the same ones."""
    categories = slice_.rhythm.categories(slice_.day)

    def choose(draw: Random) -> Site:
        camera = places.cameras.pick(draw)
        is_habit = draw.random() < HABIT_SHARE
        row = categories.at(camera.habit) if is_habit else categories.pick(draw)
        return Site(village=camera.village, row=row, camera=camera)

    return choose


SITES: Mapping[str, Callable[[Slice, Places], Callable[[Random], Site]]] = {
    "village": _by_people,
    "camera": _by_camera,
}
"""What chooses where an item happens, by the profile of its stream."""

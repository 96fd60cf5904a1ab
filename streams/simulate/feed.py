"""The feed: all records of a part of it, in the order of their times."""

from __future__ import annotations

from collections import defaultdict
from math import ceil
from operator import attrgetter
from typing import TYPE_CHECKING

from streams.simulate.consultations import consultations_start, plan_consultations
from streams.simulate.days import DAY_MS, HOUR_MS, day_of, day_start
from streams.simulate.duty import duty_starts, plan_duty
from streams.simulate.items import topics
from streams.simulate.notices import notices_start, plan_notices
from streams.simulate.paths import moves_an_item
from streams.simulate.plants import plan_planted
from streams.simulate.reports import plan_reports, reports_start
from streams.simulate.slices import Slice, plan_slice
from streams.simulate.steps import plan_steps, steps_start
from streams.simulate.tables import kind_profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streams.simulate.parts import Part
    from streams.simulate.planned import Planned
    from streams.simulate.world import World

_at = attrgetter("at_ms")


class Feed:
    """Plans a world hour by hour: the same records whenever and however often asked."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._starts = {
            topics()[kind]: rhythm.start_ms for kind, rhythm in world.rhythms.items()
        }

    def records(self, part: Part) -> Iterator[Planned]:
        """The records of a part that are not produced yet, oldest first.

        Endless when the part is; else it ends with the last move of its last item.
        """
        by_hour: dict[int, list[Planned]] = defaultdict(list)
        hour = self._first_hour(part)
        while True:
            hour_ms = hour * HOUR_MS
            births_over = part.born_until is not None and hour_ms >= part.born_until
            if births_over and not by_hour:
                return
            if not births_over:
                self._plan(hour_ms, part, by_hour)
            yield from sorted(by_hour.pop(hour, ()), key=_at)
            hour += 1

    def _first_hour(self, part: Part) -> int:
        starts = (self._first_birth(kind, part) for kind in self._world.rhythms)
        return min(starts) // HOUR_MS

    def _first_birth(self, kind: str, part: Part) -> int:
        """The first moment whose items may have something left to produce."""
        life_ms = kind_profiles()[kind].horizon_days * DAY_MS
        rhythm = self._world.rhythms[kind]
        first = max(rhythm.start_ms, part.born_from, part.produced_until - life_ms)
        return day_start(day_of(first))

    def _plan(
        self, hour_ms: int, part: Part, by_hour: dict[int, list[Planned]]
    ) -> None:
        """Lay out what is left of the items born in the part, from slices that start
        this hour.
        """
        done_ms = part.produced_until
        for records in self._items(hour_ms, part):
            first = records[0]
            is_after_start = first.at_ms >= self._starts[first.topic]
            if is_after_start and _is_born_in(part, first.at_ms):
                for record in (*records, *self._entries(first)):
                    if record.at_ms > done_ms:
                        by_hour[record.at_ms // HOUR_MS].append(record)
        for record in self._duties(hour_ms):
            if _is_born_in(part, record.at_ms) and record.at_ms > done_ms:
                by_hour[record.at_ms // HOUR_MS].append(record)

    def _items(self, hour_ms: int, part: Part) -> Iterator[list[Planned]]:
        world = self._world
        for slice_ in self._slices(hour_ms, part):
            yield from plan_slice(
                slice_, world.places, world.seed, again=world.tells_again
            )
        if hour_ms == day_start(day_of(hour_ms)):
            yield from plan_planted(world, day_of(hour_ms))

    def _entries(self, first: Planned) -> Iterator[Planned]:
        """What is reported upwards of an item, and which steps of its list are done."""
        if first.at_ms >= reports_start(self._world):
            yield from plan_reports(self._world, first)
        if first.at_ms >= steps_start(self._world):
            yield from plan_steps(self._world, first)

    def _duties(self, hour_ms: int) -> Iterator[Planned]:
        """A day's rosters and who came for them, and what is told downwards, laid out
        as the day begins.
        """
        is_midnight = hour_ms == day_start(day_of(hour_ms))
        if is_midnight and hour_ms >= duty_starts(self._world):
            yield from plan_duty(self._world, day_of(hour_ms))
        if is_midnight and hour_ms >= notices_start(self._world):
            yield from plan_notices(self._world, day_of(hour_ms))
        if is_midnight and hour_ms >= consultations_start(self._world):
            yield from plan_consultations(self._world, day_of(hour_ms))

    def _slices(self, hour_ms: int, part: Part) -> Iterator[Slice]:
        for kind, rhythm in self._world.rhythms.items():
            is_due = (hour_ms - day_start(day_of(hour_ms))) % rhythm.slice_ms == 0
            if not is_due or not self._matters(kind, hour_ms, part):
                continue
            for strand in range(ceil(part.rate)):
                yield Slice(
                    kind=kind,
                    rhythm=rhythm,
                    start_ms=hour_ms,
                    strand=strand,
                    keep=part.rate - strand,
                )

    def _matters(self, kind: str, start_ms: int, part: Part) -> bool:
        """Whether a slice can hold items of the part with something to produce."""
        rhythm = self._world.rhythms[kind]
        end_ms = start_ms + rhythm.slice_ms
        life_ms = kind_profiles()[kind].horizon_days * DAY_MS
        return (
            end_ms > max(part.born_from, rhythm.start_ms)
            and end_ms + life_ms > part.produced_until
        )

    def expected_records(self, from_ms: int, until_ms: int) -> int:
        """About how many records a stretch of time holds at the normal rate."""
        return round(
            sum(
                _records_an_item(kind) * self._expected_items(kind, from_ms, until_ms)
                for kind in self._world.rhythms
            )
        )

    def _expected_items(self, kind: str, from_ms: int, until_ms: int) -> float:
        rhythm = self._world.rhythms[kind]
        first = max(from_ms, rhythm.start_ms)
        if first >= until_ms:
            return 0
        days = range(day_of(first), day_of(until_ms) + 1)
        whole = sum(rhythm.expected(day) for day in days)
        return whole / len(days) * (until_ms - first) / DAY_MS


def _is_born_in(part: Part, at_ms: int) -> bool:
    ends = part.born_until is None or at_ms < part.born_until
    return part.born_from <= at_ms and ends


def _records_an_item(kind: str) -> float:
    profile = kind_profiles()[kind]
    repeats = profile.corrected_share + profile.duplicate_share
    return 1 + repeats + moves_an_item(kind)

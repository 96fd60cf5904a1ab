"""Six weeks of the demo city, planned once for all tests of this folder (演示数据)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from streams.clock import SHANGHAI
from streams.events import HANDLING_TOPIC, STREAMS
from streams.simulate.feed import Feed
from streams.simulate.parts import Part
from streams.simulate.planned import Planned
from streams.simulate.tables import HERE, Volume, read_volumes
from streams.simulate.truth import Truth
from streams.simulate.world import World, build_world

SEED = 421_300
ANCHOR_MS = int(datetime(2026, 11, 24, 16, 30, tzinfo=SHANGHAI).timestamp()) * 1000
KINDS = {stream.topic: stream.kind for stream in STREAMS}
DAYS, CAMERA_DAYS = 42, 2


def volumes(*, days: int = DAYS, camera_days: int = CAMERA_DAYS) -> tuple[Volume, ...]:
    """The shipped volumes over a shorter history."""
    return tuple(
        replace(
            volume,
            history_months=0,
            history_days=days if volume.history_months else camera_days,
        )
        for volume in read_volumes(HERE / "volumes.csv")
    )


def small_world(seed: int = SEED, *, days: int = 3, camera_days: int = 0) -> World:
    """A quarter of the city, planned in a blink."""
    quarter = (
        replace(volume, per_day=volume.per_day / 4)
        for volume in volumes(days=days, camera_days=camera_days)
    )
    return build_world(seed, ANCHOR_MS, quarter)


def history_of(world: World, part: Part | None = None) -> Iterator[Planned]:
    """The records of a part up to the anchor, by default of the whole history."""
    for record in Feed(world).records(part or Part(born_until=ANCHOR_MS)):
        if record.at_ms > ANCHOR_MS:
            return
        yield record


@dataclass(frozen=True)
class City:
    """A world and what its history sends."""

    world: World
    records: tuple[Planned, ...]

    @cached_property
    def openings(self) -> dict[str, list[dict[str, Any]]]:
        """The first message of every item, by stream."""
        found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS.values()}
        for record in self.records:
            if record.opens:
                found[KINDS[record.topic]].append(json.loads(record.value))
        return found

    @cached_property
    def moves(self) -> list[tuple[int, dict[str, Any]]]:
        """Every move with the time of its record (ms), in the order of the topic."""
        return [
            (record.at_ms, json.loads(record.value))
            for record in self.records
            if record.topic == HANDLING_TOPIC
        ]

    @cached_property
    def truth(self) -> Truth:
        """What the feed says that it planted."""
        truth = Truth(seed=self.world.seed)
        for record in self.records:
            truth.take(record)
        return truth

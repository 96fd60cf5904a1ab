"""What was planted, for tests that ask whether the board finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from streams.events import STREAMS
from streams.simulate.days import date_of, day_of
from streams.simulate.planned import (
    PlantedLink,
    PlantedMove,
    PlantedRepeat,
    PlantedScene,
    PlantedSurge,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streams.simulate.planned import Planned

NOTICE = "演示数据 synthetic: what the demo feed planted, of what it has sent so far"


class Truth(Struct, kw_only=True):
    """The truth file: each planted thing once by its id, and counts of items by stream
    and business day and of records by topic. Moments are milliseconds UTC.
    """

    notice: str = NOTICE
    synthetic: bool = True
    seed: int
    surges: dict[str, PlantedSurge] = {}
    links: dict[str, PlantedLink] = {}
    repeats: dict[str, PlantedRepeat] = {}
    scenes: dict[str, PlantedScene] = {}
    illegal_moves: dict[str, PlantedMove] = {}
    items: dict[str, dict[str, int]] = {}
    records: dict[str, int] = {}

    def take(self, record: Planned) -> None:
        """Take down a record that is sent."""
        self.records[record.topic] = self.records.get(record.topic, 0) + 1
        if record.opens:
            days = self.items.setdefault(_KINDS[record.topic], {})
            day = date_of(day_of(record.at_ms)).isoformat()
            days[day] = days.get(day, 0) + 1
        planted = record.planted
        if isinstance(planted, PlantedSurge):
            self.surges[planted.surge_id] = planted
        elif isinstance(planted, PlantedLink):
            self.links[planted.link_id] = planted
        elif isinstance(planted, PlantedRepeat):
            self.repeats[planted.repeat_id] = planted
        elif isinstance(planted, PlantedScene):
            self.scenes[planted.case_id] = planted
        elif isinstance(planted, PlantedMove):
            self.illegal_moves[planted.move_id] = planted


_KINDS: Mapping[str, str] = {stream.topic: stream.kind for stream in STREAMS}

"""What the store has to know beside what was read: where the reader went on without a
record, and what a person should know.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from streams.clock import now
from streams.hub.alarms import left_out
from streams.landing import positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sql.store import Store
    from streams.hub.retry import Retry
    from streams.intake.reader import Sight
    from streams.landing.batches import Batch
    from streams.landing.positions import Alarm, Plan

AGAIN_AFTER: Final = timedelta(days=1)
"""An alarm of the same words is written down once a day, however often a hub starts."""


class Notes:
    """Written by the hub's thread between its batches."""

    def __init__(self, store: Store, retry: Retry) -> None:
        self._store = store
        self._retry = retry
        self._epochs: Mapping[str, int] = {}
        self._kept: dict[tuple[str, int], int] = {}
        self._noted: set[Alarm] = set()

    def taken_up(self, plan: Plan) -> None:
        """The topics are followed from the stored offsets on."""
        self._epochs, self._kept = plan.epochs, dict(plan.positions)

    def wrote(self, batch: Batch) -> None:
        """The store knows how far a batch went."""
        for told in batch.offsets:
            self._kept[told.topic, told.partition_no] = told.next_offset

    def look(self, sight: Sight) -> None:
        """Keep where the reader stands behind what is no record: the marks of a
        transaction, what was aborted, what a person had it leave out.

        Else what Kafka drops of it later would be a gap.
        """
        moved = {
            place: position
            for place, position in sight.positions.items()
            if position > self._kept.get(place, position)
        }
        alarms = left_out(sight.passed)
        if moved or alarms:
            self._retry.until_done(
                lambda: positions.move_on(
                    self._store, self._epochs, moved, alarms, now()
                )
            )
            self._kept.update(moved)

    def note(self, alarms: Iterable[Alarm]) -> None:
        """Write down what was not yet."""
        for alarm in alarms:
            if alarm not in self._noted:
                self._noted.add(alarm)
                self._retry.until_done(partial(self._put, alarm))

    def _put(self, alarm: Alarm) -> None:
        at = now()
        positions.note_once(self._store, alarm, at, since=at - AGAIN_AFTER)

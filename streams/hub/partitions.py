"""How far each partition was read, how fast, and how far behind its end that is."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from streams.status import PartitionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from streams.broker.cluster import ClusterFacts
    from streams.broker.watch import Watch
    from streams.intake.reader import Sight
    from streams.landing.batches import Batch
    from streams.landing.positions import Plan

    Place = tuple[str, int]

RATE_WINDOW_S = 10.0


class Partitions:
    """For whoever holds a lock of its own. `epochs` are those of the topics."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._types: Mapping[str, str] = {}
        self.epochs: Mapping[str, int] = {}
        self._positions: dict[Place, int] = {}
        self._ends: dict[Place, int] = {}
        self._read_at: dict[Place, datetime] = {}
        self._recent: deque[tuple[datetime, Place, int]] = deque()

    def taken_up(self, cluster: ClusterFacts, plan: Plan) -> None:
        """They are followed from the stored offsets on."""
        self._types = {one.topic: one.timestamp_type for one in cluster.topics}
        self.epochs = plan.epochs
        self._positions = dict(plan.positions)
        self._ends = dict(plan.positions)

    def seen(self, sight: Sight) -> None:
        """The reader looked around."""
        self._positions.update(sight.positions)
        self._ends.update(sight.ends)

    def committed(self, batch: Batch, at: datetime) -> None:
        """What was read of them was written down."""
        for told in batch.offsets:
            place, offset = (told.topic, told.partition_no), told.next_offset
            read = max(offset - self._positions.get(place, offset), 0)
            self._recent.append((at, place, read))
            self._positions[place] = offset
            self._read_at[place] = told.last_record_at

    def all(self, at: datetime) -> list[PartitionStatus]:
        """How each stands at a moment, by topic and number."""
        self._forget_before(at)
        read = self._read_lately()
        return [self._one(place, at, read[place]) for place in sorted(self._positions)]

    def _forget_before(self, at: datetime) -> None:
        while (
            self._recent and (at - self._recent[0][0]).total_seconds() > RATE_WINDOW_S
        ):
            self._recent.popleft()

    def _read_lately(self) -> Counter[Place]:
        read: Counter[Place] = Counter()
        for _, place, count in self._recent:
            read[place] += count
        return read

    def _one(self, place: Place, at: datetime, read: int) -> PartitionStatus:
        topic, partition = place
        position = self._positions[place]
        ends = (known.get(place, position) for known in (self._ends, self._watch.ends))
        end = max(position, *ends)
        read_at = self._read_at.get(place)
        return PartitionStatus(
            topic=topic,
            partition=partition,
            epoch=self.epochs.get(topic, 0),
            position=position,
            end_offset=end,
            lag=end - position,
            lag_s=_age_s(read_at, at) if end > position else 0.0,
            timestamp_type=self._types.get(topic, ""),
            rate=round(read / RATE_WINDOW_S, 2),
        )


def _age_s(moment: datetime | None, at: datetime) -> float:
    return max((at - moment).total_seconds(), 0.0) if moment else 0.0

"""Keeps what the hub knows of itself, for `/health`."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from streams.clock import now
from streams.events import TOPICS
from streams.status import AlarmStatus, Health, PartitionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from streams.batches import Batch
    from streams.ledger import Plan
    from streams.settings import HubSettings
    from streams.source import ClusterFacts
    from streams.watch import Watch
    from streams.writer import Written

RATE_WINDOW_S = 10.0


class Gauge:
    """Written by the hub's thread, read by any."""

    def __init__(self, settings: HubSettings, watch: Watch) -> None:
        self._settings = settings
        self._watch = watch
        self._lock = threading.Lock()
        self._started_at = now()
        self._status = "connecting"
        self._cluster: ClusterFacts | None = None
        self._epochs: Mapping[str, int] = {}
        self._positions: dict[tuple[str, int], int] = {}
        self._ends: dict[tuple[str, int], int] = {}
        self._alarms: dict[str, AlarmStatus] = {}
        self._last: Written | None = None
        self._rows = self._rejects = 0
        self._recent: deque[tuple[datetime, str, int, int]] = deque()

    def taken_up(self, cluster: ClusterFacts, plan: Plan) -> None:
        """The topics are followed from the stored offsets on."""
        with self._lock:
            self._status = "ok"
            self._cluster, self._epochs = cluster, plan.epochs
            self._positions = dict(plan.positions)
            self._ends = dict(plan.positions)
            self._alarms.pop("broker", None)
            for alarm in plan.alarms:
                self._alarm(alarm.alarm, alarm.detail)

    def trouble(self, detail: str) -> None:
        """The broker does not answer, or refuses."""
        with self._lock:
            self._status = "connecting"
            self._alarm("broker", detail)

    def ends(self, ends: Mapping[tuple[str, int], int]) -> None:
        with self._lock:
            self._ends.update(ends)

    def committed(self, written: Written, batch: Batch) -> None:
        with self._lock:
            self._last = written
            self._rows += written.rows
            self._rejects += written.rejects
            for _, topic, partition, offset, _ in batch.offsets.values():
                read = offset - self._positions[topic, partition]
                self._recent.append((written.written_at, topic, partition, read))
                self._positions[topic, partition] = offset

    def health(self) -> Health:
        """The hub as of now."""
        with self._lock:
            at = now()
            self._forget_before(at)
            partitions = [self._partition(*place) for place in sorted(self._positions)]
            alarms = [*self._alarms.values(), *self._unreachable(at)]
            last_at = self._last.written_at if self._last else None
            return Health(
                status="connecting" if self._watch.problem else self._status,
                as_of=at,
                started_at=self._started_at,
                last_commit_at=last_at,
                last_commit_age_s=(at - last_at).total_seconds() if last_at else None,
                lag_records=sum(partition.lag for partition in partitions),
                rows=self._rows,
                rows_per_s=round(sum(partition.rate for partition in partitions), 1),
                rejects=self._rejects,
                epochs=dict(self._epochs),
                broker_kind=self._settings.broker_kind,
                is_synthetic=self._settings.is_synthetic,
                missing_topics=self._missing_topics(),
                partitions=partitions,
                alarms=alarms,
            )

    def _alarm(self, code: str, detail: str) -> None:
        since = self._alarms[code].since if code in self._alarms else now()
        self._alarms[code] = AlarmStatus(code, detail, since)

    def _unreachable(self, at: datetime) -> list[AlarmStatus]:
        problem = self._watch.problem
        if problem is None or "broker" in self._alarms:
            return []
        return [AlarmStatus("broker", problem, at)]

    def _missing_topics(self) -> list[str]:
        present = (
            {facts.topic for facts in self._cluster.topics} if self._cluster else ()
        )
        return [topic for topic in TOPICS if topic not in present]

    def _forget_before(self, at: datetime) -> None:
        while (
            self._recent and (at - self._recent[0][0]).total_seconds() > RATE_WINDOW_S
        ):
            self._recent.popleft()

    def _partition(self, topic: str, partition: int) -> PartitionStatus:
        position = self._positions[topic, partition]
        end = max(self._ends.get((topic, partition), position), position)
        read = sum(
            count
            for _, recent_topic, recent_partition, count in self._recent
            if (recent_topic, recent_partition) == (topic, partition)
        )
        types = {
            facts.topic: facts.timestamp_type
            for facts in (self._cluster.topics if self._cluster else ())
        }
        return PartitionStatus(
            topic=topic,
            partition=partition,
            epoch=self._epochs.get(topic, 0),
            position=position,
            end_offset=end,
            lag=end - position,
            timestamp_type=types.get(topic, ""),
            rate=round(read / RATE_WINDOW_S, 2),
        )

"""Keeps what the hub knows of itself, for `/health` and `/metrics`."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from streams.clock import now
from streams.events import TOPICS
from streams.hub import alarms
from streams.hub.alarms import BROKER, STORE, Alarms
from streams.hub.metrics import Metrics
from streams.hub.partitions import Partitions
from streams.hub.refusals import Refusals
from streams.hub.signed import SignedCounts
from streams.hub.signers import noticed
from streams.status import (
    CONNECTING,
    FAILING,
    HALTED,
    OK,
    STORE_FAILING,
    AlarmStatus,
    Health,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from streams.broker.cluster import ClusterFacts, SourceError
    from streams.broker.watch import Watch
    from streams.hub.metrics import Timing
    from streams.hub.settings import HubSettings
    from streams.intake.admission import Admitted
    from streams.intake.reader import Sight
    from streams.intake.signatures import Signatures
    from streams.landing.batches import Batch
    from streams.landing.positions import Alarm, Plan
    from streams.landing.retention import Deleted
    from streams.landing.writer import Written
    from streams.status import BackupStatus, HaltStatus

STORE_PATIENCE = timedelta(minutes=5)
STANDSTILL_S = 120.0
"""No step of the hub takes that long: after it only a restart helps."""
WRITTEN = ("rows", "rejects", "future_records", "entered_afterwards")
COUNTED = (*WRITTEN, "deleted", "rebuilds", "store_errors")


class Gauge:
    """Written by the hub's thread, read by any."""

    def __init__(
        self,
        settings: HubSettings,
        watch: Watch,
        signatures: Signatures | None = None,
    ) -> None:
        self._settings = settings
        self._signatures = signatures
        self._watch = watch
        self._lock = threading.Lock()
        self._started_at = now()
        self._status = CONNECTING
        self._beat_at = time.monotonic()
        self._cluster: ClusterFacts | None = None
        self._partitions = Partitions(watch)
        self._halted: tuple[HaltStatus, ...] = ()
        self._refusals = Refusals()
        self._signed = SignedCounts(signatures)
        self._alarms = Alarms()
        self.noticed: list[Alarm] = []
        self.backup: BackupStatus | None = None
        self._last: Written | None = None
        self._totals = dict.fromkeys(COUNTED, 0)
        self.metrics = Metrics(self.health)

    @property
    def still_s(self) -> float:
        """Seconds since the hub's thread last showed that it goes on."""
        return time.monotonic() - self._beat_at

    def beat(self) -> None:
        self._beat_at = time.monotonic()

    def taken_up(self, cluster: ClusterFacts, plan: Plan) -> None:
        """The topics are followed from the stored offsets on."""
        with self._lock:
            self._status = OK
            self._cluster = cluster
            self._partitions.taken_up(cluster, plan)
            self._alarms.end_all_but("")
            for alarm in (*alarms.leaderless(cluster), *plan.alarms):
                self._alarms.put(alarm.alarm, alarm.detail)

    def trouble(self, error: SourceError) -> None:
        """The consumer is thrown away: the broker does not answer, or refuses."""
        self.beat()
        self.metrics.rebuilds.inc()
        with self._lock:
            self._totals["rebuilds"] += 1
            self._alarms.end_all_but(error.alarm)
            self._status = error.status
            self._alarms.put(error.alarm, str(error))

    def store_failed(self, detail: str) -> None:
        """The store takes nothing now; what was read is kept and tried again."""
        self.beat()
        self.metrics.store_errors.inc()
        with self._lock:
            self._totals["store_errors"] += 1
            self._alarms.put(STORE, detail)

    def keep(self, code: str, found: Iterable[Alarm]) -> None:
        """Raise one alarm for what was found, or drop it."""
        with self._lock:
            self._alarms.keep(code, found)

    def seen(self, sight: Sight) -> None:
        """The reader looked around."""
        with self._lock:
            self._partitions.seen(sight)
            self._halted = sight.halted
            for alarm in alarms.left_out(sight.passed):
                self._alarms.put(alarm.alarm, alarm.detail)
            self.noticed = self._notice()

    def _notice(self) -> list[Alarm]:
        """Raise what keeps messages from being taken in, and drop what is over."""
        hold_ups = self._watch.hold_ups.long_standing(now())
        told = {
            alarms.HALTED: alarms.halted(self._halted),
            alarms.OPEN_TRANSACTION: alarms.held_up(hold_ups),
            alarms.REFUSED_SOURCE: alarms.refused(self._refusals.standing()),
            **noticed(self._signatures, self._cluster, now()),
        }
        for code, found in told.items():
            self._alarms.keep(code, found)
        return [alarm for found in told.values() for alarm in found]

    def committed(
        self,
        batch: Batch,
        written: Written,
        timing: Timing,
        messages: Iterable[Admitted] = (),
    ) -> None:
        """A transaction was written down; `messages` are what it was made of."""
        self.beat()
        self.metrics.committed(batch, written, timing)
        with self._lock:
            self._last = written
            self._refusals.count(messages, batch)
            self.metrics.signed(self._signed.count(messages, written.written_at))
            for name in WRITTEN:
                self._totals[name] += getattr(written, name)
            self._partitions.committed(batch, written.written_at)

    def deleted(self, deleted: Deleted) -> None:
        """A slice of what is past its retention was deleted."""
        self.metrics.deleted(deleted)
        with self._lock:
            self._totals["deleted"] += deleted.count

    def health(self) -> Health:
        """The hub as of now."""
        with self._lock:
            at = now()
            partitions = self._partitions.all(at)
            last_at = self._last.written_at if self._last else None
            return Health(
                status=self._status_at(at),
                as_of=at,
                started_at=self._started_at,
                last_commit_at=last_at,
                last_commit_age_s=(at - last_at).total_seconds() if last_at else None,
                lag_records=sum(one.lag for one in partitions) if partitions else None,
                lag_s=max((one.lag_s for one in partitions), default=None),
                rows_per_s=round(sum(partition.rate for partition in partitions), 1),
                epochs=dict(self._partitions.epochs),
                broker_kind=self._settings.broker_kind,
                is_synthetic=self._settings.is_synthetic,
                missing_topics=self._missing_topics(),
                partitions=partitions,
                alarms=[*self._alarms.all(), *self._unreachable(at)],
                halted=list(self._halted),
                refused_sources=self._refusals.standing(),
                signers=self._signed.lately(at),
                signers_edition=(
                    self._signatures.lists.edition() if self._signatures else ""
                ),
                backup=self.backup,
                **self._totals,
            )

    def _status_at(self, at: datetime) -> str:
        if self.still_s > STANDSTILL_S:
            return FAILING
        if STORE in self._alarms:
            is_long = at - self._alarms[STORE].since > STORE_PATIENCE
            return FAILING if is_long else STORE_FAILING
        status = CONNECTING if self._watch.problem else self._status
        return HALTED if status == OK and self._halted else status

    def _unreachable(self, at: datetime) -> list[AlarmStatus]:
        problem = self._watch.problem
        if problem is None or BROKER in self._alarms:
            return []
        return [AlarmStatus(BROKER, problem, at)]

    def _missing_topics(self) -> list[str]:
        present = (
            {facts.topic for facts in self._cluster.topics} if self._cluster else ()
        )
        return [topic for topic in TOPICS if topic not in present]

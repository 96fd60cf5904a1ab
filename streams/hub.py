"""The hub: one thread that polls, folds and commits, and never sticks."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Any

from streams import ledger
from streams.batches import sort
from streams.clock import now
from streams.gauge import Gauge
from streams.resend import Resender
from streams.source import POLL_RECORDS, Source, SourceError, describe
from streams.watch import Watch
from streams.writer import Writer

if TYPE_CHECKING:
    from sql.store import Store
    from streams.batches import Admission, Batch
    from streams.ledger import Plan
    from streams.rules import Rules
    from streams.settings import HubSettings
    from streams.source import ClusterFacts

LOG = logging.getLogger(__name__)
POLL_MS = 50
COLLECT_S, COLLECT_MOST_S = 0.05, 0.5
RETRY_S = 1.0


class Hub:
    """Owns the store and follows the topics until it is told to stop."""

    def __init__(
        self, settings: HubSettings, store: Store, *, admission: Admission, rules: Rules
    ) -> None:
        self._connection = settings.connection
        self._store = store
        self._admission = admission
        self._writer = Writer(store, rules)
        self._watch = Watch(settings.connection)
        self._resender = Resender(settings.connection)
        self._stopping = threading.Event()
        self._batch_no = store.query("next_batch_no").column(0)[0].as_py()
        self._commit_s = 0.0
        self.gauge = Gauge(settings, self._watch)

    def stop(self) -> None:
        """Finish the transaction that is running, then return from `run`."""
        self._stopping.set()

    def run(self) -> None:
        """Follow the topics; on any trouble with the broker start anew from the store.

        Errors of the store end the hub: offsets are safe, a supervisor restarts it.
        """
        self._watch.start()
        try:
            while not self._stopping.is_set():
                try:
                    self._follow()
                except SourceError as error:
                    self.gauge.trouble(str(error))
                    LOG.warning("starting anew from the stored offsets: %s", error)
                    self._stopping.wait(RETRY_S)
        finally:
            self._watch.stop()
            self._resender.close()

    def _follow(self) -> None:
        """Read from the stored offsets until told to stop or the topics change."""
        cluster = describe(self._connection)
        source = Source(
            self._connection,
            [
                (topic.topic, part)
                for topic in cluster.topics
                for part in topic.partitions
            ],
        )
        try:
            plan = self._take_up(source, cluster)
            while not self._stopping.is_set() and not self._has_changed(cluster):
                records = self._collect(source)
                if records:
                    self._commit(records, plan)
                self.gauge.ends(source.ends())
        finally:
            source.close()

    def _take_up(self, source: Source, cluster: ClusterFacts) -> Plan:
        plan = ledger.plan(ledger.remember(self._store), cluster, source.spans())
        ledger.record(self._store, cluster, plan, now())
        source.seek(plan.positions)
        self.gauge.taken_up(cluster, plan)
        return plan

    def _has_changed(self, cluster: ClusterFacts) -> bool:
        return self._watch.facts not in (None, cluster)

    def _collect(self, source: Source) -> list[Any]:
        """Records of one batch: 10,000, or what came within a moment of the first.

        The moment is 50 ms, or as long as the last commit took: under load fewer and
        larger transactions leave the machine to the others.
        """
        records = source.poll(POLL_MS)
        until = time.monotonic() + min(max(COLLECT_S, self._commit_s), COLLECT_MOST_S)
        while records and len(records) < POLL_RECORDS and time.monotonic() < until:
            records += source.poll(max(0, int((until - time.monotonic()) * 1_000)))
        return records

    def _commit(self, records: list[Any], plan: Plan) -> None:
        started = time.monotonic()
        batch = sort(
            records,
            batch_no=self._batch_no,
            epochs=plan.epochs,
            admission=self._admission,
        )
        written = self._writer.write(
            batch,
            batch_no=self._batch_no,
            written_at=now(),
            results=self._resend(batch),
        )
        self._batch_no += 1
        self._commit_s = time.monotonic() - started
        self.gauge.committed(written, batch)
        self._writer.compact()

    def _resend(self, batch: Batch) -> dict[str, str]:
        return {
            entry.entry_id: self._resender.resend(entry, place[-1])
            for place, entry in batch.desk_entries
        }

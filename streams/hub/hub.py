"""The hub: one thread reads ahead, one folds and commits, and neither sticks."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from sql.errors import StoreInvalidError, StoreMemoryError, StoreUnavailableError
from streams.broker.cluster import SourceError, describe
from streams.broker.source import POLL_RECORDS, Source
from streams.broker.watch import Watch
from streams.broker.watchdog import Restarts
from streams.clock import now
from streams.entries.operations import Skip
from streams.hub import alarms
from streams.hub.gauge import Gauge
from streams.hub.metrics import Timing
from streams.hub.misplaced import Misplaced
from streams.hub.notes import Notes
from streams.hub.retention import Retention
from streams.hub.retry import Retry
from streams.hub.tidying import Tidying, tidy
from streams.hub.trail import tell_committed, tell_plan
from streams.intake.ahead import Ahead
from streams.intake.reader import Reader
from streams.landing import positions
from streams.landing.batches import sort
from streams.landing.writer import Writer
from streams.logs import line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sql.store import Store
    from streams.broker.cluster import ClusterFacts
    from streams.broker.source import Span
    from streams.handling.rules import Rules
    from streams.hub.backups import Backups
    from streams.hub.errands import Errands
    from streams.hub.settings import HubSettings
    from streams.intake.admission import Admission, Admitted
    from streams.intake.reader import Collected, Sight
    from streams.landing.batches import Batch
    from streams.landing.positions import Plan
    from streams.landing.writer import Written

LOG = logging.getLogger(__name__)


class Hub:
    """Owns the store and follows the topics until it is told to stop."""

    def __init__(
        self,
        settings: HubSettings,
        store: Store,
        *,
        admission: Admission,
        rules: Rules,
        errands: Errands,
        backups: Backups,
    ) -> None:
        self._connection = settings.connection
        self._store = store
        self._admission = admission
        self._writer = Writer(store, rules)
        self._watch = Watch(settings.connection)
        self._errands = errands
        self._backups = backups
        self._stopping = threading.Event()
        self._restarts = Restarts()
        self._tidying = Tidying(now())
        self._skips: set[tuple[str, int, int]] = set()
        self._batch_no = self._next_batch_no()
        self._write_s = 0.0
        self._most_records = POLL_RECORDS
        self.gauge = Gauge(settings, self._watch, admission.signatures)
        self._misplaced = Misplaced(store, self.gauge)
        self._retention = Retention(store, self.gauge)
        self._retry = Retry(self.gauge, self._stopping, self._remember)
        self._notes = Notes(store, self._retry)

    def stop(self) -> None:
        """Finish the transaction that is running, then return from `run`."""
        self._stopping.set()

    def run(self) -> None:
        """Follow the topics; on any trouble with the broker start anew from the store.

        StuckError when that does not help, StoreInvalidError when the database has to
        be opened anew: offsets are safe, a supervisor restarts the hub.
        """
        self._watch.start()
        self._errands.start()
        self._backups.start()
        try:
            while not self._stopping.is_set():
                try:
                    self._follow()
                except SourceError as error:
                    self.gauge.trouble(error)
                    LOG.warning(line("starting anew", reason=error))
                    self._write_results()
                    self._back_up(is_behind=False)
                    self._stopping.wait(self._restarts.note(error))
            self._write_results()
        finally:
            self._watch.stop()
            self._errands.stop()
            self._backups.stop()

    def _follow(self) -> None:
        """Read from the stored offsets until told to stop or the topics change."""
        cluster = describe(self._connection)
        self._watch.expect(cluster)
        self._skips.update(positions.skips(self._store))
        source = Source(self._connection, cluster.places, self._skips)
        try:
            spans = source.spans()
            plan = self._retry.until_done(lambda: self._planned(cluster, spans))
            if plan is None:
                return
            self.gauge.taken_up(cluster, plan)
            self._notes.taken_up(plan)
            tell_plan(plan)
            self._errands.look()
            reader = Reader(source, plan.positions, self._watch, self._admission)
            with Ahead(reader, self._is_over) as ahead:
                self._read(ahead, plan)
        finally:
            source.close()

    def _planned(
        self, cluster: ClusterFacts, spans: Mapping[tuple[str, int], Span]
    ) -> Plan:
        plan = positions.plan(positions.remember(self._store), cluster, spans)
        positions.record(self._store, cluster, plan, now())
        return plan

    def _is_over(self) -> bool:
        return self._stopping.is_set() or self._watch.has_changed

    def _read(self, ahead: Ahead, plan: Plan) -> None:
        while not self._is_over():
            collected = ahead.take(self._write_s)
            if collected.sight is not None:
                self._look(collected.sight)
            is_behind = len(collected.messages) >= POLL_RECORDS
            if collected.messages:
                self._commit(collected, plan, ahead.begin)
                self._keep_house(len(collected.messages), is_behind=is_behind)
            self._retention.step(now(), is_behind=is_behind)
            self._write_results()
            self._back_up(is_behind=is_behind)
            self.gauge.beat()

    def _look(self, sight: Sight) -> None:
        """See whether the reader goes on, and whether the database still stands."""
        self.gauge.seen(sight)
        if self._watch.problem is None:
            self._retention.seen(sight, now())
        self._notes.look(sight)
        self._notes.note(self.gauge.noticed)
        if sight.has_moved:
            self._restarts.moved()
        self._retry.until_done(lambda: self._store.query("store_facts"))

    def _commit(
        self, collected: Collected, plan: Plan, before_commit: Callable[[], object]
    ) -> None:
        """Write down what was read, in as large parts as the memory allows."""
        messages, done = collected.messages, 0
        while done < len(messages) and not self._is_over():
            part = messages[done : done + self._most_records]
            decode_s = collected.decode_s * len(part) / len(messages)
            try:
                self._write_down(part, plan, decode_s, before_commit)
                done += len(part)
            except StoreMemoryError as error:
                self._most_records = len(part) // 2
                LOG.warning(line("smaller batches", most=self._most_records))
                self._remember(str(error))

    def _write_down(
        self,
        messages: list[Admitted],
        plan: Plan,
        decode_s: float,
        before_commit: Callable[[], object],
    ) -> None:
        started = time.monotonic()
        batch = sort(messages, batch_no=self._batch_no, epochs=plan.epochs)
        written = self._retry.until_done(
            lambda: self._write(batch, before_commit),
            before_again=self._require_no_trace,
            can_be_less=len(messages) > 1,
        )
        if written is None:
            return
        self._notes.wrote(batch)
        self._skips.update(
            (entry.topic, entry.partition, entry.offset)
            for _, entry in batch.desk_entries
            if isinstance(entry, Skip)
        )
        if self._errands.concern(batch):
            self._errands.look(written.batch_no)
        self._batch_no += 1
        self._write_s = time.monotonic() - started
        timing = Timing(decode_s, self._write_s)
        self.gauge.committed(batch, written, timing, messages)
        tell_committed(batch, written, timing)

    def _write_results(self) -> None:
        """Write down what came of desk entries; only this thread writes."""
        fault = self._errands.fault
        if done := self._errands.finished():
            self._retry.until_done(lambda: self._writer.write_results(done, now()))
        if fault is not None:
            raise fault

    def _back_up(self, *, is_behind: bool) -> None:
        """Let a backup be taken, and tell what is amiss with the backups."""
        at = now()
        is_tidied = not self._tidying.is_due(at, is_behind=False)
        self._backups.step(at, is_behind=is_behind, is_tidied=is_tidied)
        self.gauge.backup = self._backups.status
        for code, found in alarms.backups(self._backups.status, at).items():
            self.gauge.keep(code, found)
            self._notes.note(found)

    def _keep_house(self, messages: int, *, is_behind: bool) -> None:
        """Compact and tidy up if it is time; this is put off, not waited for, while
        disk or memory do not allow it.
        """
        self._tidying.wrote(messages)
        try:
            self._writer.compact(is_behind=is_behind)
            is_due = self._tidying.is_due(now(), is_behind=is_behind)
            if is_due and not self._backups.is_copying:
                self._tidying.done(now())
                tidy(self._store, overwrite=not is_behind)
            if not is_behind:
                self._misplaced.look(now())
        except StoreUnavailableError as error:
            LOG.warning(line("housekeeping put off", reason=error))

    def _write(self, batch: Batch, before_commit: Callable[[], object]) -> Written:
        LOG.debug(line("transaction begins", batch=self._batch_no))
        return self._writer.write(
            batch,
            batch_no=self._batch_no,
            written_at=now(),
            before_commit=before_commit,
        )

    def _require_no_trace(self) -> None:
        """A batch whose commit was told as failed must not land twice."""
        if self._next_batch_no() != self._batch_no:
            raise StoreInvalidError(
                f"batch {self._batch_no} landed though its commit was told as failed",
            )

    def _remember(self, trouble: str) -> None:
        """Write down what could not be written down while it lasted."""
        alarm = positions.Alarm("store", trouble)
        self._retry.until_done(lambda: positions.note(self._store, alarm, now()))

    def _next_batch_no(self) -> int:
        return int(self._store.query("next_batch_no").column(0)[0].as_py())

"""Fetched record batches, read in one pass.

kafka-python 3.0.12 takes every record through two generators, an object, ten calls and
a named tuple: most of what consuming costs. Here a batch becomes a list of tuples in
one loop. Headers of batches, check sums and compression stay the client's, and so does
every batch that is not plain or not sound: what is wrong is found and named by it.
"""
# ruff: noqa: SLF001 (all this is about the insides of one version of the client)

from __future__ import annotations

from functools import partial
from itertools import chain, dropwhile
from typing import TYPE_CHECKING, Any, Final
from weakref import proxy

from kafka.errors import CorruptRecordError

from streams.broker import fit
from streams.broker.records import rows_of
from streams.broker.unreadable import DAMAGE, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streams.broker.records import Row
    from streams.broker.unreadable import Halts

_OFFSET, _MAGIC = 3, 2
_READ_COMMITTED: Final = 1


def install(consumer: Any, halts: Halts) -> None:
    """Let a KafkaConsumer read its record batches here: it then polls plain tuples
    that equal the client's named ones. A partition that cannot be read is halted, and
    the end of one is that of what may be read.

    ClientMisfitError when the client is not the known one.
    """
    fit.require_fit(fit.installed())
    fetcher = consumer._fetcher
    fetcher.PartitionRecords = partial(_part, fetcher.PartitionRecords, halts)
    fetcher._parse_fetched_data = partial(_parsed, fetcher._parse_fetched_data, halts)


def _parsed(stock: Any, halts: Halts, fetch: Any) -> Any:
    """Take what came of one partition; nothing of one that the broker cannot read."""
    stable = fetch.partition_data.last_stable_offset
    if stable is not None and stable >= 0:
        fetch.partition_data.high_watermark = stable
    try:
        return stock(fetch)
    except CorruptRecordError as error:
        halts.halt(fetch.topic_partition, fetch.fetched_offset, error)
        return None


def _part(
    stock: Any,
    halts: Halts,
    fetch_offset: int,
    topic_partition: Any,
    records: Any,
    **options: Any,
) -> Any:
    """Make what the client keeps of one fetched partition, reading whole batches."""
    part = stock(fetch_offset, topic_partition, records, **options)
    if not (options["key_deserializer"] or options["value_deserializer"]):
        batches = _Batches(part, topic_partition, records, halts)
        part.record_iterator = chain.from_iterable(batches.rows())
        part.take = batches.take
    return part


class _Batches:
    """The batches of one fetched partition; keeps the client's books as it does."""

    def __init__(
        self, part: Any, topic_partition: Any, records: Any, halts: Halts
    ) -> None:
        # Weak, so that a fetch is freed when it is read, not when cycles are sought.
        self._part: Any = proxy(part)
        self._topic_partition = topic_partition
        self._records = records
        self._coming = iter(records)
        self._halts = halts
        self._is_committed_only = part.isolation_level == _READ_COMMITTED
        self._is_within_batch = False
        self._batch: Any = None

    def take(self, most: int | None = None) -> list[Row]:
        """Give the next records, and note where the next fetch begins: none of a
        partition that cannot be read on.
        """
        try:
            rows: list[Row] = self._part.__class__.take(self._part, most)
        except (*DAMAGE, *UNREADABLE) as error:
            self._give_up(error)
            return []
        if rows and self._is_within_batch:
            self._part.next_fetch_offset = rows[-1][_OFFSET] + 1
        return rows

    def _give_up(self, error: Exception) -> None:
        """Halt the partition, or go past the batch if a person said so."""
        part, place, halts = self._part, self._topic_partition, self._halts
        offset = part.next_fetch_offset
        if halts.must_pass(place, offset):
            until = self._end_of_batch(offset)
            part.next_fetch_offset = halts.go_past(place, offset, until)
        else:
            halts.halt(place, offset, error)
        part.drain()

    def _end_of_batch(self, offset: int) -> int:
        """Where the next one says that it begins; the damaged one may say anything."""
        if self._records.has_next():
            return int(self._records.next_batch().base_offset)
        return int(getattr(self._batch, "next_offset", offset + 1))

    def rows(self) -> Iterator[Iterable[Row]]:
        """Give the records of one batch after the other.

        One that is not plain or not sound goes to the client, with all behind it.
        """
        part = self._part
        while (batch := self.next_batch()) is not None:
            rows = self._rows_of(batch)
            if rows is None:
                yield self._rows_by_client(batch)
                return
            if rows:
                self._is_within_batch = True
                yield rows
                self._is_within_batch = False
                part.next_fetch_offset = rows[-1][_OFFSET] + 1
            elif self._is_left_out(batch):
                part.next_fetch_offset = batch.next_offset
        if self._batch is not None:
            part.next_fetch_offset = self._batch.next_offset
        part.drain()

    def next_batch(self) -> Any:
        """The client asks for batches by this name, too."""
        batch = next(self._coming, None)
        self._batch = batch or self._batch
        return batch

    def _rows_of(self, batch: Any) -> list[Row] | None:
        """None when the client had better look at the batch itself."""
        part = self._part
        if batch.magic != _MAGIC or (part.check_crcs and not batch.validate_crc()):
            return None
        part.leader_epoch = batch.leader_epoch
        if self._is_committed_only and batch.has_producer_id():
            self._follow_transaction(batch)
        if self._is_left_out(batch):
            return []
        fetched = batch._buffer
        iter(batch)  # uncompresses
        try:
            rows = rows_of(batch, *self._topic_partition)
        except (IndexError, ValueError):
            batch.__init__(fetched)
            return None
        part.records_read += len(rows)
        part.bytes_read += len(fetched)
        return _from(part.fetch_offset, rows)

    def _follow_transaction(self, batch: Any) -> None:
        """Keep the client's list of the producers whose transaction was aborted."""
        part = self._part
        part._consume_aborted_transactions_up_to(batch.last_offset)
        if part._contains_abort_marker(batch):
            part.aborted_producer_ids.discard(batch.producer_id)

    def _is_left_out(self, batch: Any) -> bool:
        return bool(batch.is_control_batch or self._part._is_batch_aborted(batch))

    def _rows_by_client(self, batch: Any) -> Iterator[Row]:
        part, place = self._part, self._topic_partition
        self._coming = chain((batch,), self._coming)
        unpacked = part._unpack_records(place, self, None, None)
        return dropwhile(part._maybe_skip_record, unpacked)


def _from(offset: int, rows: list[Row]) -> list[Row]:
    """A fetch from the middle of a batch is answered with all of it."""
    is_whole = not rows or rows[0][_OFFSET] >= offset
    return rows if is_whole else [row for row in rows if row[_OFFSET] >= offset]

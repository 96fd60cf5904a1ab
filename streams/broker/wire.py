"""Fetched record batches, read in one pass.

kafka-python 3.0.12 takes every record through two generators, an object, ten calls and
a named tuple: most of what consuming costs. Here a batch becomes a list of tuples in
one loop. Headers of batches, check sums and compression stay the client's, and so does
every batch that is not plain or not sound: what is wrong is found and named by it.
"""
# ruff: noqa: SLF001 (all this is about the insides of one version of the client)

from __future__ import annotations

import struct
import zlib
from functools import partial
from itertools import chain, dropwhile
from typing import TYPE_CHECKING, Any, Final
from weakref import proxy

from kafka.errors import CorruptRecordError

from streams.broker import fit
from streams.broker.records import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streams.broker.records import Row

DAMAGE: Final = (
    *(ValueError, IndexError, struct.error),
    *(EOFError, zlib.error, RuntimeError),
)
"""What the client, gzip and lz4 raise at bytes that are not what they say."""

_OFFSET, _MAGIC = 3, 2
_READ_UNCOMMITTED: Final = 0


def install(consumer: Any) -> None:
    """Let a KafkaConsumer read its record batches here: it then polls plain tuples
    that equal the client's named ones.

    ClientMisfitError when the client is not the known one.
    """
    fit.require_fit(fit.installed())
    fetcher = consumer._fetcher
    fetcher.PartitionRecords = partial(_part, fetcher.PartitionRecords)


def _part(
    stock: Any, fetch_offset: int, topic_partition: Any, records: Any, **options: Any
) -> Any:
    """Make what the client keeps of one fetched partition, reading whole batches."""
    part = stock(fetch_offset, topic_partition, records, **options)
    is_raw = not (options["key_deserializer"] or options["value_deserializer"])
    if is_raw and options["isolation_level"] == _READ_UNCOMMITTED:
        batches = _Batches(part, topic_partition, records)
        part.record_iterator = chain.from_iterable(batches.rows())
        part.take = batches.take
    return part


class _Batches:
    """The batches of one fetched partition; keeps the client's books as it does."""

    def __init__(self, part: Any, topic_partition: Any, records: Any) -> None:
        # Weak, so that a fetch is freed when it is read, not when cycles are sought.
        self._part: Any = proxy(part)
        self._topic_partition = topic_partition
        self._records = records
        self._is_within_batch = False

    def take(self, most: int | None = None) -> list[Row]:
        """Give the next records, and note where the next fetch begins.

        CorruptRecordError names the place of a batch that nobody can read.
        """
        try:
            rows: list[Row] = self._part.__class__.take(self._part, most)
        except DAMAGE as error:
            topic, partition = self._topic_partition
            raise CorruptRecordError(
                f"{topic}[{partition}] from {self._part.next_fetch_offset}: "
                f"{type(error).__name__}: {error}"
            ) from error
        if rows and self._is_within_batch:
            self._part.next_fetch_offset = rows[-1][_OFFSET] + 1
        return rows

    def rows(self) -> Iterator[Iterable[Row]]:
        """Give the records of one batch after the other.

        One that is not plain or not sound goes to the client, with all behind it.
        """
        part, batch = self._part, None
        for batch in self._records:
            rows = self._rows_of(batch)
            if rows is None:
                yield self._rows_by_client(batch)
                return
            if rows:
                self._is_within_batch = True
                yield rows
                self._is_within_batch = False
                part.next_fetch_offset = rows[-1][_OFFSET] + 1
            elif batch.is_control_batch:
                part.next_fetch_offset = batch.next_offset
        if batch is not None:
            part.next_fetch_offset = batch.next_offset
        part.drain()

    def _rows_of(self, batch: Any) -> list[Row] | None:
        """None when the client had better look at the batch itself."""
        part = self._part
        if batch.magic != _MAGIC or (part.check_crcs and not batch.validate_crc()):
            return None
        part.leader_epoch = batch.leader_epoch
        if batch.is_control_batch:
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

    def _rows_by_client(self, batch: Any) -> Iterator[Row]:
        part, place = self._part, self._topic_partition
        batches = _Again(chain((batch,), self._records))
        unpacked = part._unpack_records(place, batches, None, None)
        return dropwhile(part._maybe_skip_record, unpacked)


class _Again:
    """Batches under the one name by which the client asks for them."""

    def __init__(self, batches: Iterator[Any]) -> None:
        self._batches = batches

    def next_batch(self) -> Any:
        return next(self._batches, None)


def _from(offset: int, rows: list[Row]) -> list[Row]:
    """A fetch from the middle of a batch is answered with all of it."""
    is_whole = not rows or rows[0][_OFFSET] >= offset
    return rows if is_whole else [row for row in rows if row[_OFFSET] >= offset]

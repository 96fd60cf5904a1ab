"""Fetched record batches, read in one pass.

kafka-python 3.0.12 takes every record through two generators, an object, ten calls and
a named tuple: most of what consuming costs. Here a batch becomes a list of tuples in
one loop. Headers of batches, check sums and compression stay the client's, and so does
every batch that is not plain or not sound: what is wrong is found and named by it.
"""
# ruff: noqa: SLF001 (all this is about the insides of one version of the client)

from __future__ import annotations

import re
from functools import partial
from importlib.metadata import version
from itertools import chain, dropwhile
from typing import TYPE_CHECKING, Any, Final
from weakref import proxy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CLIENT: Final = ("kafka-python", "3.0.12")
"""The one version whose insides are known here."""

Row = tuple[Any, ...]
"""A record, its fields in the places of kafka-python's ConsumerRecord."""
Header = tuple[str, bytes | None]
_OFFSET, _MAGIC = 3, 2
_READ_UNCOMMITTED, _LOG_APPEND_TIME = 0, 1
_SHORT: Final = 2
_NUMBER: Final = rb"([\x80-\xff]{0,9}[\x00-\x7f])"
_NULL: Final = b"\x01"
_KEY: Final = b"(%b|%b)" % (
    _NULL,
    b"|".join(b"%b.{%d}" % (re.escape(bytes([2 * n])), n) for n in range(64)),
)
"""A key behind its size; one of 64 bytes or more is left to the client."""
_next_number: Final = re.compile(_NUMBER).match
_next_head: Final = re.compile(
    _NUMBER + rb"\x00" + _NUMBER + _NUMBER + _KEY + _NUMBER, re.DOTALL
).match
"""Size, no attributes, time since the first record, step from the first offset, key,
size of the value: `re` takes numbers of any length, and all this, in one call."""


class UnsoundError(ValueError):
    """The records of a batch are not what its header says, or nothing known here."""


def install(consumer: Any) -> bool:
    """Let a KafkaConsumer read its record batches here, if its version is the known
    one; it then polls plain tuples that equal the client's named ones.
    """
    if version(CLIENT[0]) != CLIENT[1]:
        return False
    fetcher = consumer._fetcher
    fetcher.PartitionRecords = partial(_part, fetcher.PartitionRecords)
    return True


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
        """Give the next records, and note where the next fetch begins."""
        rows: list[Row] = self._part.__class__.take(self._part, most)
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


def rows_of(batch: Any, topic: str, partition: int) -> list[Row]:
    """Read the records of a batch of kafka-python that is not compressed any more.

    IndexError or ValueError when they are not what its header says. It is one loop
    because a call per field would cost as much as all the rest.
    """
    data, at = bytes(batch._buffer), batch._pos
    leader_epoch, stamp_type = batch.leader_epoch, batch.timestamp_type
    base_offset, first_at = batch.base_offset, batch.first_timestamp
    append_at = batch.max_timestamp if stamp_type == _LOG_APPEND_TIME else None
    headers: list[Header]
    rows = []
    for _ in range(batch.records_count):
        start, head = at, _next_head(data, at)
        if head is None:
            raise UnsoundError
        size, since_first, step, sized_key, value_size = head.groups()
        if sized_key == _NULL:
            key, key_length = None, -1
        else:
            key, key_length = sized_key[1:], len(sized_key) - 1
        at, value_length = head.end(), _numbers[value_size]
        if value_length < 0:
            value, value_length = None, -1
        else:
            value = data[at : at + value_length]
            at += value_length
        if data[at]:
            headers, headers_length, at = _headers(data, at)
        else:
            headers, headers_length, at = [], -1, at + 1
        if at - start != _numbers[size] + len(size):
            raise UnsoundError
        rows.append(
            (
                topic,
                partition,
                leader_epoch,
                base_offset + _numbers[step],
                first_at + _numbers[since_first] if append_at is None else append_at,
                stamp_type,
                key,
                value,
                headers,
                None,
                key_length,
                value_length,
                headers_length,
            )
        )
    if at != len(data):
        raise UnsoundError
    return rows


def _headers(data: bytes, at: int) -> tuple[list[Header], int, int]:
    """Read the headers of a record: give their length as well, and where they end."""
    count, at = _number(data, at)
    headers: list[Header] = []
    if count < 0:
        raise UnsoundError
    for _ in range(count):
        length, at = _number(data, at)
        if length < 0:
            raise UnsoundError
        name = data[at : at + length].decode()
        length, at = _number(data, at + length)
        headers.append((name, data[at : at + length] if length >= 0 else None))
        at += max(length, 0)
    texts = ((name.encode(), value or b"") for name, value in headers)
    return headers, sum(len(name) + len(value) for name, value in texts), at


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read one number, and where it ends."""
    coded = _next_number(data, at)
    if coded is None:
        raise UnsoundError
    return _numbers[coded[0]], coded.end()


class _Numbers(dict[bytes, int]):
    """Numbers by their bytes: the same short ones stand in most records."""

    def __missing__(self, coded: bytes) -> int:
        bits = shift = 0
        for byte in coded:
            bits |= (byte & 0x7F) << shift
            shift += 7
        number = (bits >> 1) ^ -(bits & 1)
        if len(coded) <= _SHORT:
            self[coded] = number
        return number


_numbers: Final = _Numbers()

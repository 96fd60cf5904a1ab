"""The records of a batch, read in one loop: bytes in, tuples out."""
# ruff: noqa: SLF001 (the bytes stand in the insides of one version of the client)

from __future__ import annotations

import re
from typing import Any, Final

Row = tuple[Any, ...]
"""A record, its fields in the places of kafka-python's ConsumerRecord."""
Header = tuple[str, bytes | None]
_LOG_APPEND_TIME: Final = 1
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

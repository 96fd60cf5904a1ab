"""The chain over the desk's log: a link is made of an entry and of the link before it,
so that one that was written down on paper proves all entries until then.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from streams.clock import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CHAINED = (
    *("offset_no", "record_at", "entry_id", "entry", "actor", "acting_role"),
    *("acting_center", "entered_at", "is_synthetic", "details"),
)
"""What a link is made of, as it is stored. What each hub numbers for itself, its
batches and epochs, is no part of it.
"""
MICROSECOND = timedelta(microseconds=1)


class Link(Struct, frozen=True):
    """The entry at this place from 1 on, and what proves it: SHA-256 in hexadecimal."""

    position: int = 0
    text: str = ""


BEGINNING = Link()
"""What stands before the first entry."""


def following(last: Link, row: Mapping[str, Any]) -> Link:
    """The link of an entry as it is stored, behind the link before it."""
    said = [_plain(row[name]) for name in CHAINED]
    position = last.position + 1
    canonical = msgspec.json.encode([last.text, position, *said])
    return Link(position, sha256(canonical).hexdigest())


def linked(
    last: Link, rows: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[int, str, int, int, int]]:
    """The rows of `desk_links` for entries in their order, behind the last link."""
    for row in rows:
        last = following(last, row)
        place = row["epoch"], row["partition_no"], row["offset_no"]
        yield last.position, last.text, *place


def _plain(value: Any) -> Any:
    """A moment in microseconds, in whatever zone it was said."""
    return (value - EPOCH) // MICROSECOND if isinstance(value, datetime) else value

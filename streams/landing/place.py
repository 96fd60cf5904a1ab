"""Where a message stands in Kafka, and in which transaction it lands."""

from __future__ import annotations

from datetime import datetime
from operator import itemgetter
from typing import NamedTuple


class Place(NamedTuple):
    """The columns that every log begins with; `record_at` is the broker's stamp."""

    batch_no: int
    epoch: int
    topic: str
    partition_no: int
    offset_no: int
    record_at: datetime


PlainPlace = tuple[int, int, str, int, int, datetime]
"""A `Place` without its names: of many messages it takes a fifth of the time."""


class Next(NamedTuple):
    """Where to go on in a partition: a row of `offsets`."""

    epoch: int
    topic: str
    partition_no: int
    next_offset: int
    last_record_at: datetime


TOPIC, RECORD_AT = (
    itemgetter(Place._fields.index(name)) for name in ("topic", "record_at")
)
"""Out of a row that begins with a place."""

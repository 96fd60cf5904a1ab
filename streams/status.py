"""What the hub says of itself at `/health`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime


class PartitionStatus(Struct, frozen=True, kw_only=True):
    """One partition: the next offset to read, the end of it, the records between."""

    topic: str
    partition: int
    epoch: int
    position: int
    end_offset: int
    lag: int
    timestamp_type: str
    rate: float


class AlarmStatus(Struct, frozen=True):
    """Something that a person should know, since when."""

    code: str
    detail: str
    since: datetime


class Health(Struct, frozen=True, kw_only=True):
    """The hub as of `as_of`; `status` is ok, connecting or failing."""

    status: str
    as_of: datetime
    started_at: datetime
    last_commit_at: datetime | None
    last_commit_age_s: float | None
    lag_records: int
    rows: int
    rows_per_s: float
    rejects: int
    epochs: dict[str, int]
    broker_kind: str
    is_synthetic: bool
    missing_topics: list[str]
    partitions: list[PartitionStatus]
    alarms: list[AlarmStatus]

"""What the hub says of itself at `/health`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

OK, CONNECTING, REFUSING = "ok", "connecting", "refusing"
HALTED = "halted"
STORE_FAILING, FAILING = "store_failing", "failing"
"""All is well; no broker yet; a person has to decide; a partition cannot be read on,
which no restart mends; the store takes nothing now; a restart would help.
"""


class PartitionStatus(Struct, frozen=True, kw_only=True):
    """One partition: the next offset to read, the end of it, the records between, and
    how many seconds old the newest of what was read is while there are any.
    """

    topic: str
    partition: int
    epoch: int
    position: int
    end_offset: int
    lag: int
    lag_s: float
    timestamp_type: str
    rate: float


class AlarmStatus(Struct, frozen=True):
    """Something that a person should know, since when."""

    code: str
    detail: str
    since: datetime


class HaltStatus(Struct, frozen=True):
    """A partition that stands before an offset that cannot be read, and why."""

    topic: str
    partition: int
    offset: int
    reason: str


class SourceStatus(Struct, frozen=True):
    """A source of which most messages were refused within the last hour: how many of
    how many, and for what the most. `source` is empty where they do not say it.
    """

    topic: str
    source: str
    reason: str
    refused: int
    messages: int


class BackupStatus(Struct, frozen=True, kw_only=True):
    """The newest good backup, if there is one, and how many there are; `size` in bytes,
    commits waited for `held_s` of the `took_s` seconds. `failed` is why the last try
    came to nothing, `fuller` a backup that holds more than the store, `lacks` what the
    newest could not take; `is_known` says that the folder was looked at.
    """

    name: str | None = None
    made_at: datetime | None = None
    size: int | None = None
    took_s: float | None = None
    held_s: float | None = None
    verified_at: datetime | None = None
    count: int = 0
    failed: str = ""
    fuller: str = ""
    lacks: str = ""
    is_same_disk: bool = False
    is_known: bool = False


class SignerStatus(Struct, frozen=True):
    """How the messages of a signer fared within the last day, since the hub began: of
    a topic that asks for signatures, and of a source where it has events. `signer` is
    empty for what nobody signed; `reason` is what refused most, `valid_until` where the
    key ends. A key that ends within 30 days is told though nothing came of it.
    """

    topic: str
    signer: str
    source: str
    signed: int
    unsigned: int
    refused: int
    reason: str
    valid_until: datetime | None = None


class Health(Struct, frozen=True, kw_only=True):
    """The hub as of `as_of`; `status` is ok, connecting, refusing, halted,
    store_failing or failing.

    Counts are since `started_at`; a lag is not known before the topics are followed.
    `deleted` are items and refused messages that were past their retention.
    `future_records` were stamped more than 5 minutes ahead of this machine's clock;
    `entered_afterwards` are moves (补录) whose own time is that far from the record's.
    `signers_edition` is of the lists by which signatures are judged; empty without any.
    """

    status: str
    as_of: datetime
    started_at: datetime
    last_commit_at: datetime | None
    last_commit_age_s: float | None
    lag_records: int | None
    lag_s: float | None
    rows: int
    rows_per_s: float
    rejects: int
    future_records: int
    entered_afterwards: int
    deleted: int
    rebuilds: int
    store_errors: int
    epochs: dict[str, int]
    broker_kind: str
    is_synthetic: bool
    missing_topics: list[str]
    partitions: list[PartitionStatus]
    alarms: list[AlarmStatus]
    halted: list[HaltStatus]
    refused_sources: list[SourceStatus]
    signers: list[SignerStatus]
    signers_edition: str
    backup: BackupStatus | None = None
    """None where none are taken."""

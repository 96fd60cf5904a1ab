"""What the hub and the simulator say of themselves, as the board reads it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the types up when it decodes.
Moment: TypeAlias = datetime
WELL = frozenset({"ok", "unknown"})
KEEPING_UP = 1_000
"""Messages that a hub may be behind and still know how old a feed is."""
SILENT = timedelta(minutes=15)
"""A simulator that said nothing for so long no longer runs."""


class HubPartition(Struct, frozen=True):
    """What the hub says of one partition it reads; `rate` is records a second."""

    topic: str
    partition: int
    epoch: int | None = None
    position: int | None = None
    end_offset: int | None = None
    lag: int | None = None
    timestamp_type: str | None = None
    rate: float | None = None


class HubAlarm(Struct, frozen=True):
    code: str
    detail: str = ""
    since: Moment | None = None


class HubHalt(Struct, frozen=True):
    """A partition that cannot be read on, and where."""

    topic: str
    partition: int
    offset: int


class HubSource(Struct, frozen=True):
    """A source of which most messages are refused: how many of how many, and why."""

    topic: str
    source: str
    reason: str
    refused: int
    messages: int


class HubBackup(Struct, frozen=True):
    """The newest good backup of the hub's store, if there is one, of how many; `size`
    in bytes, `failed` why the last try came to nothing.
    """

    made_at: Moment | None = None
    size: int | None = None
    took_s: float | None = None
    verified_at: Moment | None = None
    count: int = 0
    failed: str = ""
    is_same_disk: bool = False


class HubSigner(Struct, frozen=True):
    """How the messages of a signer fared on a topic within the last day, those that
    nobody signed under an empty name; when its key ends, if it does.
    """

    topic: str
    signer: str
    source: str
    signed: int
    unsigned: int
    refused: int
    reason: str
    valid_until: Moment | None = None


class HubHealth(Struct, frozen=True):
    """The hub's own word about itself, from its health page; counts are since it
    started. `signers_edition` is empty where nobody is asked to sign.
    """

    status: str = "unknown"
    lag_records: int | None = None
    broker_kind: str | None = None
    is_synthetic: bool = True
    partitions: tuple[HubPartition, ...] = ()
    alarms: tuple[HubAlarm, ...] = ()
    halted: tuple[HubHalt, ...] = ()
    refused_sources: tuple[HubSource, ...] = ()
    signers: tuple[HubSigner, ...] = ()
    signers_edition: str = ""
    rows_per_s: float | None = None
    future_records: int | None = None
    entered_afterwards: int | None = None
    backup: HubBackup | None = None

    @property
    def is_well(self) -> bool:
        """Nothing speaks against it: it says so, or only its store answers."""
        return self.status in WELL

    @property
    def keeps_up(self) -> bool:
        """Whether what it last read is what was last sent."""
        return self.is_well and (self.lag_records or 0) <= KEEPING_UP


class Progress(Struct, frozen=True):
    """How far the simulator is, from its status file; `updated_at` says whether it
    still runs.
    """

    phase: str = ""
    produced: int = 0
    total: int = 0
    percent: float = 0.0
    rate: float = 1.0
    reduced: bool = False
    updated_at: Moment | None = None

    def phase_at(self, now: Moment) -> str:
        """Its phase while it runs, else empty."""
        is_silent = self.updated_at is not None and now - self.updated_at > SILENT
        return "" if is_silent else self.phase


def holds_all(health: HubHealth | None, progress: Progress | None, now: Moment) -> bool:
    """Whether the store holds what was last sent: not while history loads, or the hub
    is in trouble or lags. What is not known speaks against nothing.
    """
    is_late = health is not None and not health.keeps_up
    loads = progress is not None and progress.phase_at(now) == "history"
    return not (is_late or loads)

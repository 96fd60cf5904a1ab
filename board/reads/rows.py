"""The rows that the named reads give the board, one struct per read."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

from msgspec import Struct

# Names of our own, because msgspec looks the types up when it decodes.
Moment: TypeAlias = datetime
Day: TypeAlias = date


class Division(Struct, frozen=True):
    """One division of the register; `low` and `high` bound its codes, half open."""

    division_code: int
    name: str
    tier: str
    parent_code: int | None
    county_code: int
    town_code: int
    longitude: float | None
    latitude: float | None
    low: int
    high: int


class Center(Struct, frozen=True):
    """One center; that of a functional zone has no division code of its own."""

    center_code: int
    name: str
    tier: str
    division_code: int | None
    parent_center_code: int | None


class CenterRange(Struct, frozen=True):
    """Division codes that a center sees, half open."""

    center_code: int
    low: int
    high: int


class Batch(Struct, frozen=True):
    """The newest transaction of a store that began at a moment: its numbers count from
    there. The `hub` is the address of the one whose store it is, '' for the only one;
    `lists` by which rules, lists and statements that was filled.
    """

    batch_no: int
    written_at: Moment
    began_at: Moment | None = None
    hub: str = ""
    lists: str | None = None


class Event(Struct, frozen=True):
    """One event message as it was written, and where its item stands while open."""

    batch_no: int
    kind: str
    item_id: str
    case_number: str
    division_code: int
    category: str
    severity: str
    title: str
    record_at: Moment
    is_device_health: bool
    status: str | None


class MoveSeen(Struct, frozen=True):
    """One move message with what came of it."""

    batch_no: int
    kind: str
    item_id: str
    verdict: str
    status_after: str | None


class Listed(Struct, frozen=True):
    """One item of a range of divisions."""

    kind: str
    item_id: str
    case_number: str
    division_code: int
    category: str
    severity: str
    status: str
    title: str
    received_at: Moment


class Item(Struct, frozen=True):
    """One item as the live list shows it; `batch_no` says when it last changed."""

    batch_no: int
    kind: str
    item_id: str
    case_number: str
    division_code: int
    category: str
    severity: str
    status: str
    title: str
    record_at: Moment


class Place(Struct, frozen=True):
    """Open items of one severity at one place of the map, already moved where privacy
    demands; what they do not share is None. Without a place: the items of a division
    that the map has no room for.
    """

    division_code: int
    severity: str | None
    kind: str | None
    category: str | None
    status: str | None
    items: int
    longitude: float | None
    latitude: float | None
    received_at: Moment | None


class FeedAge(Struct, frozen=True):
    """When a stream was last heard of."""

    kind: str
    last_heard_at: Moment


class SourceAge(Struct, frozen=True):
    """When a source that feeds a stream was last heard of."""

    kind: str
    source: str
    last_heard_at: Moment


class Silence(Struct, frozen=True):
    """How many minutes without a message are usual for a stream at these hours."""

    kind: str
    source: str
    hour_from: int
    hour_to: int
    minutes: int


class Calendar(Struct, frozen=True):
    """The last day whose workdays are published; beyond it the week decides."""

    known_until: Day | None


class Partition(Struct, frozen=True):
    epoch: int
    topic: str
    partition_no: int
    next_offset: int
    last_record_at: Moment | None
    timestamp_type: str | None


class Commit(Struct, frozen=True):
    batch_no: int
    written_at: Moment
    events: int
    moves: int
    rejects: int
    fold_ms: float


class Reject(Struct, frozen=True):
    """One refused message of `total`; with `kept_until` its payload was deleted."""

    epoch: int
    topic: str
    partition_no: int
    offset_no: int
    record_at: Moment
    written_at: Moment
    reason: str
    detail: str
    payload: str
    kept_until: Moment | None
    total: int


class RejectCount(Struct, frozen=True):
    topic: str
    reason: str
    rejects: int


class AlarmRaised(Struct, frozen=True):
    """One thing that the hub noticed, when it last wrote it down; `total` such things
    there are.
    """

    raised_at: Moment
    alarm: str
    detail: str
    total: int


class DeskSent(Struct, frozen=True):
    """One desk entry of a sender; `details` is JSON, without a result it waits."""

    entry_id: str
    entry: str
    details: str
    record_at: Moment
    result: str | None
    detail: str | None


class DeskResult(Struct, frozen=True):
    """What came of a desk entry."""

    entry_id: str
    result: str
    detail: str


class Site(Struct, frozen=True):
    site_code: str
    name: str
    site_type: str
    division_code: int
    longitude: float
    latitude: float
    functions: str


class Camera(Struct, frozen=True):
    camera_id: str
    division_code: int
    longitude: float
    latitude: float


class CamerasCounted(Struct, frozen=True):
    division_code: int
    cameras: int


class ExportMade(Struct, frozen=True):
    """One export of a page as it was registered."""

    entry_id: str
    actor: str
    acting_role: str | None
    acting_center: int
    record_at: Moment
    page: str
    division_code: int
    export_format: str
    reason: str
    row_count: int
    rows_left_out: int
    as_of: Moment
    edition: str
    checksum: str
    is_outside: bool


class Behind(Struct, frozen=True):
    """One item that a figure counts in its base; `total` is how many there are,
    `took_s` the seconds that it took where those are what is counted.
    """

    kind: str
    item_id: str
    division_code: int
    category: str
    severity: str
    status: str
    received_at: Moment
    close_due_at: Moment | None
    closed_at: Moment | None
    is_counted: bool
    took_s: float | None
    total: int


class Hole(Struct, frozen=True):
    """Offsets from `first_offset` up to, and without, `until_offset` of a partition."""

    topic_id: str
    topic: str
    partition_no: int
    first_offset: int
    until_offset: int

"""The rows of the reads for other systems, one struct per read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

from msgspec import Struct

# Names of our own, because msgspec looks the types up when it decodes.
Moment: TypeAlias = datetime
Row: TypeAlias = Mapping[str, Any]


class Ahead(Struct, frozen=True):
    """How far a page of changes looks, when the batch of its cursor was written (None:
    this store has none of that number), when the store had its first, and its last.
    """

    until_batch: int | None
    until_at: Moment | None
    cursor_at: Moment | None
    began_at: Moment | None
    last_batch: int | None


class BatchBefore(Struct, frozen=True):
    """The last batch before a moment; 0 and None where there is none."""

    batch_no: int
    written_at: Moment | None


class Offered(Struct, frozen=True):
    """An item that a seat sees, or that was once handed to it; what rests does so until
    then, and `status` says it.
    """

    kind: str
    item_id: str
    case_number: str
    version: int
    division_code: int
    category: str
    severity: str
    scale: str | None
    status: str
    is_open: bool
    is_case: bool
    title: str | None
    source: str | None
    source_ref: str | None
    channel: str | None
    tags: list[str] | None
    campaign: str | None
    owner_center: int
    lead_agency: str | None
    handovers: list[Row]
    tasks: list[Row]
    occurred_at: Moment | None
    received_at: Moment
    close_due_at: Moment | None
    closed_at: Moment | None
    last_move_at: Moment | None
    outcome: str | None
    supervision: str | None
    expected_tier: str | None
    resolved_tier: str | None
    merged_kind: str | None
    merged_id: str | None
    kept_until: Moment | None
    rests_until: Moment | None


class Passed(Struct, frozen=True):
    """How many items a page looked at, and the place of the last; None for none."""

    passed: int
    received_at: Moment | None
    kind: str | None
    item_id: str | None


class Changed(Offered, frozen=True):
    """The same as it is now, and what one batch did to it."""

    batch_no: int
    written_at: Moment
    has_version: bool
    moves: list[Row]

"""The rows of the reads about a single item, one struct per read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

from msgspec import Struct

# Names of our own, because msgspec looks the types up when it decodes.
Moment: TypeAlias = datetime
Row: TypeAlias = Mapping[str, Any]


class WholeItem(Struct, frozen=True):
    """An item with its facts (None while only moves have come) and its handling;
    `details` is JSON; `kept_until` says that they were deleted. Hand-overs, tasks,
    rounds and pauses are rows of their own, with a due date each.
    """

    kind: str
    item_id: str
    case_number: str
    version: int | None
    division_code: int | None
    named_division: int
    category: str | None
    severity: str | None
    scale: str | None
    spread: str | None
    title: str | None
    description: str | None
    source: str | None
    source_ref: str | None
    tags: list[str] | None
    campaign: str | None
    details: str | None
    kept_until: Moment | None
    is_synthetic: bool | None
    is_case: bool
    expected_tier: str | None
    resolved_tier: str | None
    occurred_at: Moment | None
    reported_at: Moment | None
    received_at: Moment | None
    status: str
    outcome: str | None
    satisfaction: str | None
    closed_at: Moment | None
    owner_center: int
    lead_agency: str | None
    claimed_by: str | None
    claimed_center: int | None
    claimed_until: Moment | None
    shelved_until: Moment | None
    extension_asked_by: str | None
    extension_asked_to: Moment | None
    extension_asked_until: Moment | None
    strike_off_asked_by: str | None
    strike_off_asked_at: Moment | None
    strike_off_outcome: str | None
    supervision: str | None
    supervision_number: str | None
    supervision_reply_by: Moment | None
    supervision_replied_at: Moment | None
    merged_kind: str | None
    merged_id: str | None
    round_started_at: Moment | None
    extended_to: Moment | None
    close_due_at: Moment | None
    returned_count: int
    reopened_count: int
    handovers: list[Row]
    handover_dues: list[Moment | None]
    tasks: list[Row]
    task_dues: list[Moment | None]
    rounds: list[Row]
    round_dues: list[Moment | None]
    pauses: list[Row]


class ItemVersion(Struct, frozen=True):
    """One event message of an item; of equal versions the larger hash counts."""

    epoch: int
    partition_no: int
    offset_no: int
    record_at: Moment
    version: int
    content_hash: int
    division_code: int
    occurred_at: Moment
    reported_at: Moment
    category: str
    severity: str
    scale: str | None
    spread: str | None
    title: str
    description: str | None
    longitude: float | None
    latitude: float | None
    source: str
    source_ref: str
    tags: list[str] | None
    campaign: str | None
    party_hash: str | None
    details: str


class ItemMove(Struct, frozen=True):
    """One move message of an item with its verdict; `refusal_details` is JSON."""

    epoch: int
    offset_no: int
    record_at: Moment
    move_id: str
    move: str
    acting_center: int
    acting_agency: str | None
    acting_role: str
    actor: str
    moved_at: Moment
    note: str | None
    to_center: int | None
    to_agency: str | None
    to_site: str | None
    task_id: str | None
    objective: str | None
    link_kind: str | None
    link_id: str | None
    due_at: Moment | None
    outcome: str | None
    satisfaction: str | None
    grade: str | None
    number: str | None
    is_entered_afterwards: bool
    is_late_request: bool
    verdict: str
    refusal: str | None
    refusal_details: str | None
    status_before: str | None
    status_after: str | None


class ItemClock(Struct, frozen=True):
    """One clock of an item and what its end is made of, in seconds."""

    stage: str
    subject: str | None
    started_at: Moment
    profile: str | None
    limit_workdays: int | None
    allowed_s: float
    skipped_s: float
    paused_s: float
    extended_s: float
    due_at: Moment
    ended_at: Moment | None


class ItemEscalation(Struct, frozen=True):
    """When a running clock reaches a level, and which tier is told then."""

    stage: str
    escalation_level: int
    due_at: Moment
    reached_at: Moment
    tier: str
    is_reached: bool


class ItemPlace(Struct, frozen=True):
    """Where an item may be shown (WGS-84), and whether that is only the seat."""

    is_at_seat: bool
    longitude: float | None
    latitude: float | None


class ItemLink(Struct, frozen=True):
    """Another item that was linked or merged; from here, or from there."""

    move: str
    is_from_here: bool
    other_kind: str
    other_id: str
    case_number: str
    record_at: Moment

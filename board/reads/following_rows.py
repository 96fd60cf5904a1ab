"""Rows of what somebody follows, and of reminders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

from msgspec import Struct

# Names of our own, because msgspec looks the types up when it decodes.
Moment: TypeAlias = datetime
Row: TypeAlias = Mapping[str, Any]


class Following(Struct, frozen=True):
    """Since when an item is followed, and when its owner last opened it."""

    followed_at: Moment
    opened_at: Moment | None


class OwnReminder(Struct, frozen=True):
    """A reminder that is not ended, with what its item is and whose; all that is None
    or empty where the store has no such item. `total` is how many there are.
    """

    reminder: str
    kind: str
    item_id: str
    note: str | None
    made_at: Moment
    due_at: Moment
    case_number: str
    category: str | None
    severity: str
    status: str | None
    division_code: int | None
    owner_center: int
    lead_agency: str | None
    handovers: list[Row]
    tasks: list[Row]
    total: int


class ReminderDue(Struct, frozen=True):
    """A reminder that is due, of whoever owns it."""

    owner: str
    reminder: str
    kind: str
    item_id: str
    note: str | None
    due_at: Moment
    case_number: str


class FollowedItem(Struct, frozen=True):
    """A followed item: what was done last and by whom, its newest `version` where there
    was more than one, what limits it, with the level
    that it is at; `status` is None where the store has it not.
    """

    kind: str
    item_id: str
    followed_at: Moment
    opened_at: Moment | None
    case_number: str
    category: str | None
    severity: str
    title: str | None
    status: str | None
    is_open: bool | None
    closed_at: Moment | None
    merged_kind: str | None
    merged_id: str | None
    merged_number: str | None
    division_code: int | None
    owner_center: int
    lead_agency: str | None
    handovers: list[Row]
    tasks: list[Row]
    last_move: str | None
    moved_at: Moment | None
    moved_center: int | None
    moved_agency: str | None
    moved_role: str | None
    moved_by: str | None
    version: int | None
    told_at: Moment | None
    due_at: Moment | None
    late_level: int | None
    total: int


class HandedReminder(Struct, frozen=True):
    """A reminder of a seat of a center; `total` is how many there are."""

    reminder: str
    kind: str
    item_id: str
    case_number: str
    acting_role: str
    note: str | None
    due_at: Moment
    total: int

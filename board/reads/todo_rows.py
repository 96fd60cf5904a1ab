"""Rows of what waits for a seat."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class TodoCount(Struct, frozen=True):
    """How many things wait for one reason, how many of them are late, and the first
    moment by which one is due.
    """

    reason: str
    things: int
    late: int
    first_due_at: Moment | None


class TodoAnywhere(Struct, frozen=True):
    """How many things wait for a center, '' as its agency, or for an agency in it, how
    many late; those of `only_role` for that role alone.
    """

    center_code: int
    agency_code: str
    only_role: str | None
    things: int
    late: int
    notices: int
    notices_late: int
    notices_urgent: int


class Todo(Struct, frozen=True):
    """One thing that waits: an item, why, until when; of a checklist how many steps are
    done of how many, and which one is next. `total` is how many there are.
    """

    reason: str
    due_at: Moment | None
    task_id: str
    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    category: str
    severity: str
    status: str
    title: str | None
    received_at: Moment
    checklist: str | None
    steps: int | None
    steps_done: int | None
    next_step: int | None
    total: int

"""Rows of joint handling: tasks under way, and how many there are."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class JointTotals(Struct, frozen=True):
    """Open joint tasks that a seat sees, by how far they are, and their items."""

    operations: int
    tasks: int
    to_sign: int
    at_work: int
    to_review: int
    returned: int
    late: int


class AgencyTasks(Struct, frozen=True):
    """The same of one agency; `center` is where centers themselves were asked."""

    agency: str
    operations: int
    tasks: int
    to_sign: int
    at_work: int
    to_review: int
    returned: int
    late: int


class CenterTasks(Struct, frozen=True):
    """How much joint handling there is in the range of a center."""

    center_code: int
    operations: int
    tasks: int
    late: int


class JointTask(Struct, frozen=True):
    """One open joint task with its item; `total` is how many items there are."""

    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    category: str
    severity: str
    status: str
    title: str | None
    owner_center: int
    lead_agency: str | None
    task_id: str
    center: int
    agency: str
    objective: str | None
    state: str
    sent_at: Moment
    due_at: Moment | None
    signed_at: Moment | None
    fed_back_at: Moment | None
    rejected_count: int
    is_running: bool
    is_late: bool
    is_in_range: bool
    total: int

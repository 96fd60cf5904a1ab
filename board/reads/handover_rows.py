"""Rows of a center's hand-overs."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class Handover(Struct, frozen=True):
    """One hand-over, and who took it over, if anybody did; `total` is how many there
    are. `vector` and `items` are JSON, of the one that was asked for by its id alone;
    `is_known` says that this store has read the topics of that vector.
    """

    entry_id: str
    drawn_by: str
    acting_role: str | None
    drawn_at: Moment
    from_at: Moment
    as_of: Moment
    item_count: int
    note: str | None
    taken_by: str | None
    taken_at: Moment | None
    remark: str | None
    vector: str | None
    items: str | None
    is_known: bool
    total: int


class HandedItem(Struct, frozen=True):
    """One item that a hand-over names, as it is at a moment; nothing of what the center
    does not see (`is_seen`) is told.
    """

    place: int
    kind: str
    item_id: str
    note: str | None
    case_number: str | None
    division_code: int | None
    category: str | None
    severity: str | None
    status: str | None
    title: str | None
    owner_center: int | None
    lead_agency: str | None
    received_at: Moment | None
    due_at: Moment | None
    closed_at: Moment | None
    is_finished: bool
    reasons: list[str]
    is_seen: bool


class Proposed(Struct, frozen=True):
    """One open item that the next shift must know of, and why; `total` is how many
    there are, `from_at` since when the shift counts.
    """

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
    received_at: Moment
    due_at: Moment | None
    reasons: list[str]
    from_at: Moment
    total: int


class ShiftFigures(Struct, frozen=True):
    """What came to a center in one stream since `from_at`, what ended, what is open.
    Where there is nothing at all, one row of no stream says since when.
    """

    kind: str | None
    from_at: Moment
    received: int
    closed: int
    open_now: int
    grave: int
    overdue: int
    unsigned: int
    due_soon: int

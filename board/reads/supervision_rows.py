"""Rows of supervision and of the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class SupervisionCount(Struct, frozen=True):
    """How many supervised items of one level a seat sees, by the state of the reply."""

    supervision: str
    reply_state: str
    items: int


class SupervisedOwner(Struct, frozen=True):
    """How many supervised items a center owns, and how it is with the replies."""

    owner_center: int
    items: int
    late: int
    to_reply: int
    replied: int


class SupervisedItem(Struct, frozen=True):
    """One supervised item; `total` is how many there are. Who supervises it and since
    when is None where the move that began it was never read.
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
    is_in_range: bool
    supervision: str
    supervision_number: str | None
    supervision_reply_by: Moment | None
    supervision_replied_at: Moment | None
    supervised_at: Moment | None
    supervising_center: int | None
    reply_state: str
    is_late: bool
    total: int


class EndedSupervision(Struct, frozen=True):
    """One supervision that was `lifted`, or whose item `finished` under it; `total` is
    how many there are, `begun_by` the move by which it began.
    """

    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    title: str | None
    status: str
    owner_center: int
    lead_agency: str | None
    begun_by: str
    supervision: str
    supervision_number: str | None
    supervision_reply_by: Moment | None
    supervised_at: Moment
    supervising_center: int
    supervision_replied_at: Moment | None
    ending: str
    ended_at: Moment
    total: int


class LedgerItem(Struct, frozen=True):
    """One item on the ledger; `total` is how many there are."""

    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    category: str
    severity: str
    title: str | None
    owner_center: int
    lead_agency: str | None
    is_in_range: bool
    close_due_at: Moment | None
    entered_at: Moment | None
    reason: str | None
    strike_off_asked_by: str | None
    strike_off_asked_at: Moment | None
    total: int

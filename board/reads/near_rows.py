"""The rows of what is near an item, and of what may be the same matter."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

from msgspec import Struct

# Names of our own, because msgspec looks the types up when it decodes.
Moment: TypeAlias = datetime
Records: TypeAlias = list[dict[str, Any]]


class NearItem(Struct, frozen=True):
    """An item so many metres from another one, with what says whose it is; `total` is
    how many there are.
    """

    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    category: str
    severity: str
    status: str
    received_at: Moment
    owner_center: int
    lead_agency: str | None
    handovers: Records
    tasks: Records
    metres: float
    is_open: bool
    total: int


class SameItem(Struct, frozen=True):
    """An open item that may be the same matter, and what speaks for it. `metres` is
    None where one of them has no point.
    """

    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    category: str
    status: str
    title: str | None
    received_at: Moment
    owner_center: int
    lead_agency: str | None
    handovers: Records
    tasks: Records
    is_same_category: bool
    is_same_village: bool
    is_other_source: bool
    seconds_apart: float
    metres: float | None
    score: float


class SameListed(Struct, frozen=True):
    """Of an item of a list that another one may be the same matter, and what says whose
    that one is.
    """

    asked_kind: str
    asked_id: str
    division_code: int
    owner_center: int
    lead_agency: str | None
    handovers: Records
    tasks: Records


class SaidApart(Struct, frozen=True):
    """That an item and another one are not the same matter, and who said so when."""

    entry_id: str
    epoch: int
    offset_no: int
    record_at: Moment
    acting_center: int
    actor: str
    agency: str
    other_kind: str
    other_id: str
    case_number: str | None

"""Rows of what is found by its number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from msgspec import Struct

# Names of our own, because msgspec looks the types up when it decodes.
Moment: TypeAlias = datetime
Day: TypeAlias = date
Row: TypeAlias = Mapping[str, Any]


class FoundItem(Struct, frozen=True):
    """An item, and which of its numbers begins so."""

    kind: str
    item_id: str
    case_number: str
    source_ref: str | None
    supervision_number: str | None
    by_what: str
    division_code: int
    category: str
    severity: str
    status: str
    title: str | None
    owner_center: int
    lead_agency: str | None
    handovers: list[Row]
    tasks: list[Row]


class FoundLetter(Struct, frozen=True):
    """A 预警函 (`warning`), a 要情 (`report`), which is of an item, a `brief` of the
    `period` from its first day on, or a `notice`, whose `period` is in which box.
    """

    sort: str
    entry_id: str
    year: int
    number: int
    acting_center: int
    division_code: int
    kind: str | None
    item_id: str | None
    sent_at: Moment
    first_day: Day | None
    period: str | None

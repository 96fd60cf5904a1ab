"""Rows of the duty log, and of the items that its lines may name."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class LogLine(Struct, frozen=True):
    """A line of a duty log; `refusal` says why one does not count, `corrected_by` which
    line stands in its place, `is_afterwards` that it was written down later. `total` is
    how many there are.
    """

    entry_id: str
    batch_no: int
    epoch: int
    offset_no: int
    record_at: Moment
    acting_center: int
    acting_role: str | None
    actor: str
    person: str
    happened_at: Moment
    sort: str
    text: str
    told_by: str | None
    kind: str | None
    item_id: str | None
    case_number: str | None
    corrects: str | None
    corrected_by: str | None
    refusal: str | None
    is_afterwards: bool
    total: int


class NumberedItem(Struct, frozen=True):
    """An item by its case number, with what says whose it is."""

    kind: str
    item_id: str
    case_number: str
    category: str
    division_code: int
    owner_center: int
    lead_agency: str | None
    handovers: list[dict[str, object]]
    tasks: list[dict[str, object]]

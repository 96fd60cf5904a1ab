"""Rows of briefs: those that were registered, and the items that stand out."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

from msgspec import Struct

# Names of our own, because msgspec looks the types up when it decodes.
Moment: TypeAlias = datetime
Day: TypeAlias = date


class Registered(Struct, frozen=True):
    """The last brief that was registered of a period, which had been `times` times;
    `figures` are JSON, of the periods alone that were asked for. It is the `number`th
    of those of the division that were first final in the `year`.
    """

    entry_id: str
    first_day: Day
    acting_role: str | None
    acting_center: int
    registered_at: Moment
    figures: str | None
    times: int
    year: int
    number: int


class Outstanding(Struct, frozen=True):
    """One case that stands out; `total` is how many there are."""

    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    category: str
    severity: str
    status: str
    title: str | None
    owner_center: int | None
    lead_agency: str | None
    received_at: Moment
    due_at: Moment | None
    scale: str | None
    total: int

"""Rows of the steps of checklists (处置清单): what is to be done, who did what."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class ListedStep(Struct, frozen=True):
    """A step of the checklist of an item, and who did it; None of all that where nobody
    did. `text` is how it read by the `edition` of then.
    """

    checklist: str
    step: int
    minutes: int
    known_at: Moment
    due_at: Moment
    entry_id: str | None
    record_at: Moment | None
    acting_center: int | None
    agency: str | None
    actor: str | None
    person: str | None
    edition: str | None
    text: str | None
    note: str | None


class StepSaid(Struct, frozen=True):
    """That a step was done (`step_done`), or taken back; `refusal` says why that does
    not count. Of one that came second `first_…` says who was first.
    """

    entry_id: str
    entry: str
    batch_no: int
    epoch: int
    offset_no: int
    record_at: Moment
    acting_center: int
    acting_role: str | None
    actor: str
    checklist: str
    step: int
    agency: str
    edition: str | None
    text: str | None
    person: str | None
    note: str | None
    refusal: str | None
    first_at: Moment | None
    first_center: int | None
    first_agency: str | None
    first_person: str | None
    first_actor: str | None


class ItemSteps(Struct, frozen=True):
    """An open item with steps that nobody did; `total` is how many there are."""

    kind: str
    item_id: str
    checklist: str
    steps: int
    steps_done: int
    late: int
    next_step: int
    due_at: Moment
    case_number: str
    division_code: int
    category: str
    severity: str
    owner_center: int
    total: int

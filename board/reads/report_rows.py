"""Rows of 要情报送: reports with their answers, and what is owed."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class Report(Struct, frozen=True):
    """A report that counts: the `place`-th of its center on its item, in its
    `version`-th wording; what it says, and its answer if there is one.
    """

    entry_id: str
    batch_no: int
    root_id: str
    place: int
    version: int
    is_final: bool
    year: int
    number: int
    record_at: Moment
    acting_center: int
    to_center: int
    kind: str
    item_id: str
    case_number: str
    person: str
    division_code: int
    severity: str
    category: str
    happened_at: Moment
    told_place: str
    what: str
    involved: int | None
    injured: int | None
    dead: int | None
    measures: str
    needed: str | None
    reason: str | None
    supplements: str | None
    passes_on: str | None
    as_of: Moment
    answered_at: Moment | None
    answer: str | None
    answered_by: str | None
    answer_text: str | None


class ReportState(Struct, frozen=True):
    """A case and a center that reports on it, or owes a report: when the first was due
    and came, how it is with the newest, until when what is to be done. `known_at` is
    None where no deadline asks for a report. `total` is how many there are.
    """

    kind: str
    item_id: str
    case_number: str
    acting_center: int
    to_center: int | None
    division_code: int
    severity: str
    category: str
    known_at: Moment | None
    first_due_at: Moment | None
    first_at: Moment | None
    reports: int
    entry_id: str | None
    root_id: str | None
    place: int | None
    is_final: bool | None
    sent_at: Moment | None
    answer: str | None
    state: str
    due_at: Moment | None
    is_first_late: bool
    is_late: bool
    total: int


class ReportTotal(Struct, frozen=True):
    """How many cases are in a state, how many of them late, how many were at first."""

    state: str
    cases: int
    late: int
    first_late: int


class ReportDue(Struct, frozen=True):
    """That a center owes a report, a supplement or a signature, and until when."""

    state: str
    is_late: bool
    due_at: Moment | None

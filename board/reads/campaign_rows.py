"""Rows of campaigns, mechanisms, channels and classes of what must not happen."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

from msgspec import Struct

# Names of our own, because msgspec looks the types up when it decodes.
Day: TypeAlias = date
Moment: TypeAlias = datetime


class MarkCount(Struct, frozen=True):
    """Measures of a campaign or a channel, `mark`: of all of it, or of a day, a
    division, or a category of it, where that is not None.
    """

    mark: str
    business_day: Day | None
    division_code: int | None
    kind: str | None
    category: str | None
    cases: int
    signals: int
    closed: int
    on_time: int
    settled: int
    closed_or_overdue: int


class MarkOpen(Struct, frozen=True):
    """What is open of a campaign, or of a division of it where that is not None."""

    mark: str
    division_code: int | None
    open_cases: int
    open_signals: int
    overdue: int


class LeadCount(Struct, frozen=True):
    """Risk leads of a mechanism and severity by what came of them in a period."""

    category: str
    severity: str
    found: int
    dismissed: int
    came_true: int
    blocked: int
    prevented: int
    rectify_due: int
    rectified: int
    rectify_overdue: int


class OpenLeads(Struct, frozen=True):
    """Open risk leads of a mechanism, and those past the last day to rectify them."""

    category: str
    open_leads: int
    overdue: int


class VillageCount(Struct, frozen=True):
    """Items of a kind that a division of whatever tier received."""

    division_code: int
    kind: str
    items: int


class LastOfClass(Struct, frozen=True):
    """The newest item of a class of what must not happen."""

    zero_class: str
    kind: str
    item_id: str
    case_number: str
    title: str | None
    category: str
    division_code: int
    occurred_at: Moment


class FirstReceived(Struct, frozen=True):
    """When the oldest item came; None in an empty store."""

    received_at: Moment | None

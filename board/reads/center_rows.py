"""Rows of what a center is asked, and does."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class CenterActivity(Struct, frozen=True):
    """How many moves a center made in the last 7 days, and when the last of 30."""

    center_code: int
    moves: int
    last_at: Moment


class CenterItem(Struct, frozen=True):
    """An item that a center has to do with, and whose it is."""

    kind: str
    item_id: str
    case_number: str
    title: str | None
    category: str | None
    severity: str | None
    status: str
    division_code: int
    owner_center: int
    lead_agency: str | None
    handovers: list[dict[str, Any]]
    tasks: list[dict[str, Any]]


class CenterMove(CenterItem, frozen=True):
    """One accepted move of a center, and its item."""

    move: str
    record_at: Moment
    acting_agency: str | None
    acting_role: str


class CenterWaiting(CenterItem, frozen=True):
    """One hand-over or task that waits for a center, and its item; `total` is how many
    there are.
    """

    reason: str
    due_at: Moment | None
    total: int


class CenterOwned(Struct, frozen=True):
    """Open items of a kind that a center owns, by their marks; those of `beyond` lie
    outside of what was asked for, and in no other count.
    """

    kind: str
    open_items: int
    due_soon: int
    overdue: int
    unsigned: int
    supervised: int
    beyond: int


class CenterSupervised(Struct, frozen=True):
    """Supervised items in the range of a center, and those without an answer."""

    items: int
    unanswered: int


class CenterDesk(Struct, frozen=True):
    """Cases of one desk; `closed` are those of the last 30 days."""

    desk: str
    open_cases: int
    overdue: int
    closed: int


class Population(Struct, frozen=True):
    division_code: int
    population: int

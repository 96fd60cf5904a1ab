"""Rows of 会商: consultations, their agenda, who comes, what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class Consultation(Struct, frozen=True):
    """A consultation that counts, as it stands; `state` is coming, to_minute, minuted
    or cancelled. The seat sees all of it (`is_over`), or is invited (`is_mine`).
    """

    entry_id: str
    year: int
    number: int
    record_at: Moment
    acting_center: int
    sort: str
    title: str
    place: str
    chair: str
    person: str
    starts_at: Moment
    answer_by: Moment
    moved_from: Moment | None
    moved_for: str | None
    cancelled_at: Moment | None
    cancelled_for: str | None
    minuted_at: Moment | None
    items_said: list[dict[str, str]]
    points: list[str]
    invited: int
    state: str
    is_over: bool
    is_mine: bool


class ConsultationListed(Consultation, frozen=True):
    """With how many come, who has not answered, how many decisions; `overdue` of those
    that no item follows. `total` is how many there are.
    """

    coming: int
    unanswered: int
    own_answer: str | None
    is_owed: bool
    decisions: int
    overdue: int
    total: int


class ConsultationTold(Consultation, frozen=True):
    """With its minutes: what was concluded on each item, then on each point."""

    conclusions: list[str]
    minuted_by: str | None
    attended: list[dict[str, Any]]


class AgendaItem(Struct, frozen=True):
    """An item on the agenda; what is not known of it is None. Its title is told where
    the seat's center sees it. `consult_id` begins the identifiers of the moves that say
    it was consulted on.
    """

    nth: int
    consult_id: str
    kind: str
    item_id: str
    case_number: str | None
    category: str | None
    division_code: int | None
    status: str | None
    returns_unconsulted: int
    is_seen: bool
    title: str | None
    is_consulted: bool
    refused: int
    refusal: str | None
    refusal_details: str | None


class Invited(Struct, frozen=True):
    """What a unit that is invited said: `attends` is yes, written or no."""

    center_code: int
    agency_code: str
    answered_at: Moment | None
    attends: str | None
    post: str | None
    said: str | None
    is_owed: bool
    is_late: bool


class Decided(Struct, frozen=True):
    """A decision as it stands: open, done, cancelled; untold where its item has no
    joint task of it, with what was refused last, and how often.
    """

    number: int
    center_code: int
    agency_code: str
    what: str
    due_at: Moment
    kind: str
    item_id: str
    task_id: str
    task_state: str | None
    ended_at: Moment | None
    said: str | None
    refused: int
    refusal: str | None
    refusal_details: str | None
    state: str
    is_late: bool


class ConsultationRefused(Struct, frozen=True):
    """A consultation that does not count, and why."""

    entry_id: str
    record_at: Moment
    title: str
    refusal: str


class ConsultationDue(Struct, frozen=True):
    """How many things of consultations wait for a seat for a reason, how many late."""

    reason: str
    things: int
    late: int
    first_due_at: Moment | None


class ConsultationOnItem(Struct, frozen=True):
    """A consultation on whose agenda an item stands."""

    entry_id: str
    acting_center: int
    year: int
    number: int
    sort: str
    title: str
    starts_at: Moment
    state: str

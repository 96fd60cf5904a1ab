"""The state that moves make of an item, and how it begins."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the columns are read off the types
from typing import Annotated

from msgspec import Struct

from streams.events import STREAMS

OPENS_AS = {stream.kind: stream.opens_as for stream in STREAMS}
OPENING_STATUS = {"case": "registered", "signal": "raised"}
SELDOM = "seldom"
"""Marks what few items have: it is kept so that a few rows are fetched quickly."""


class Binding(Struct, frozen=True, kw_only=True):
    """The last accepted binding move: what whoever moves next has to have seen.

    `agency` is '' where a center moved: a log entry loses what is null within it.
    """

    move_id: str
    move: str
    actor: str
    center: int
    agency: str
    made_at: datetime
    status_before: str


class Handover(Struct, frozen=True, kw_only=True):
    """A receiver who was asked to sign; `ending` is signed, returned or replaced."""

    move_id: str
    from_center: int
    to_center: int
    to_agency: str | None
    handed_at: datetime
    due_at: datetime | None
    ended_at: datetime | None = None
    ending: str | None = None


class Task(Struct, frozen=True, kw_only=True):
    """What an agency or a center is asked to do jointly, and how far it is."""

    task_id: str
    center: int
    agency: str | None
    objective: str | None
    state: str
    sent_at: datetime
    due_at: datetime | None
    signed_at: datetime | None = None
    fed_back_at: datetime | None = None
    ended_at: datetime | None = None
    rejected_count: int = 0
    last_move_id: str


class Pause(Struct, frozen=True, kw_only=True):
    """A span in which the clock of closing stands still; half-open."""

    from_at: datetime
    until_at: datetime


class Round(Struct, frozen=True, kw_only=True):
    """An earlier way to closing, which a reopening ended; None: since receipt."""

    started_at: datetime | None
    closed_at: datetime | None
    status: str
    outcome: str | None
    extended_to: datetime | None
    paused_s: float


class Handling(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the moves so far made of an item; the columns of the store, in order.

    What ends by itself (a shelf, a pause, a claim, an extension asked for) carries its
    end: effective until then, whoever reads. Written down here alone: after a change
    `python -m streams.landing.handling_columns` tells the store, whose schema is raised
    with it.
    """

    kind: str
    item_id: str
    status: str
    is_case: bool
    is_confirmed: bool = False
    owner_center: int = 0
    named_division: int = 0
    lead_agency: Annotated[str | None, SELDOM] = None
    handovers: list[Handover] = []
    tasks: list[Task] = []
    rounds: list[Round] = []
    pauses: list[Pause] = []
    last_binding: Binding | None = None
    claimed_by: Annotated[str | None, SELDOM] = None
    claimed_center: int | None = None
    claimed_until: datetime | None = None
    shelved_until: datetime | None = None
    waits_since: datetime | None = None
    extension_asked_by: Annotated[str | None, SELDOM] = None
    extension_asked_at: datetime | None = None
    extension_asked_to: datetime | None = None
    extension_asked_until: datetime | None = None
    strike_off_asked_by: Annotated[str | None, SELDOM] = None
    strike_off_asked_at: datetime | None = None
    strike_off_outcome: Annotated[str | None, SELDOM] = None
    supervision: Annotated[str | None, SELDOM] = None
    supervision_number: Annotated[str | None, SELDOM] = None
    supervision_reply_by: datetime | None = None
    supervision_replied_at: datetime | None = None
    merged_kind: Annotated[str | None, SELDOM] = None
    merged_id: Annotated[str | None, SELDOM] = None
    first_response_at: datetime | None = None
    acknowledged_at: datetime | None = None
    confirmed_at: datetime | None = None
    assigned_at: datetime | None = None
    signed_at: datetime | None = None
    fed_back_at: datetime | None = None
    closed_at: datetime | None = None
    round_started_at: datetime | None = None
    extended_to: datetime | None = None
    outcome: str | None = None
    satisfaction: Annotated[str | None, SELDOM] = None
    resolved_tier: str | None = None
    reopened_count: int = 0
    returned_count: int = 0
    returns_unconsulted: int = 0
    has_recurred: bool = False
    first_move_at: datetime | None = None
    last_move_at: datetime | None = None
    move_keys: list[int] = []

    @property
    def pending(self) -> Handover | None:
        """The hand-over whose receiver has not answered: at most one, the last."""
        last = self.handovers[-1] if self.handovers else None
        return last if last is not None and last.ended_at is None else None

    def task(self, task_id: str | None) -> Task | None:
        """The joint task of this name, if there is one."""
        return next((task for task in self.tasks if task.task_id == task_id), None)

    def status_at(self, at: datetime) -> str:
        """The status as it counts at a moment: what rests until then says so."""
        if self.pauses and self.pauses[-1].until_at > at:
            return "suspended"
        if self.shelved_until is not None and self.shelved_until > at:
            return "shelved"
        return self.status


def opening(kind: str, item_id: str) -> Handling:
    """The state of an item that no move has touched."""
    opens_as = OPENS_AS[kind]
    return Handling(
        kind=kind,
        item_id=item_id,
        status=OPENING_STATUS[opens_as],
        is_case=opens_as == "case",
    )

"""A move as a seat would send it, on what it saw of the item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec
from msgspec import Struct

from streams.events import Move
from streams.handling.judging import NOTHING_SEEN
from streams.handling.state import Handling

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.viewer.seat import Seat
    from streams.handling.rules import MoveRule
    from streams.handling.state import Task

AGENCY_ROLE = "agency_staff"
"""How staff act for an agency that sits in their center."""


class Mover(Struct, frozen=True):
    """Whoever moves: a role at a center, perhaps for an agency, under a name."""

    actor: str
    role: str
    center_code: int
    agency_code: str


class Seen(Struct, frozen=True):
    """An item as it is on a screen: its handling, the division that its facts name,
    where it may be said to be (longitude and latitude, WGS-84), what it is about, and
    at which tier it should be settled ('' while that is not known).
    """

    state: Handling
    division_code: int
    is_synthetic: bool
    at: tuple[float, float] | None = None
    category: str = ""
    tags: tuple[str, ...] = ()
    expected_tier: str = ""


def mover_of(seat: Seat, actor: str) -> Mover:
    """A seat as the table of permissions knows it."""
    acts_for_agency = seat.agency_code and seat.role == "staff"
    role = AGENCY_ROLE if acts_for_agency else seat.role
    return Mover(actor, role, seat.center_code, seat.agency_code)


def handling_of(row: Mapping[str, Any]) -> Handling:
    """The handling of an item from its row; what a row does not know is as in the
    beginning. Raises msgspec.ValidationError on a row of something else.
    """
    known = {name: value for name, value in row.items() if value is not None}
    return msgspec.convert(known, Handling)


def seen_of(row: Mapping[str, Any], at: tuple[float, float] | None) -> Seen:
    """An item as it was answered; what has no facts so far lies where its moves say."""
    return Seen(
        state=handling_of(row),
        division_code=row["division_code"] or row["named_division"],
        is_synthetic=row["is_synthetic"] is not False,
        at=at,
        **about_of(row),
    )


def about_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of an item says of what it is about."""
    return {
        "category": row["category"] or "",
        "tags": tuple(row["tags"] or ()),
        "expected_tier": row["expected_tier"] or "",
    }


def drafted(
    name: str,
    *,
    seen: Seen,
    mover: Mover,
    rule: MoveRule,
    now: datetime,
    task: Task | None = None,
    **fields: Any,
) -> Move:
    """The move, after what its sender saw; within a joint task, of that task."""
    state = seen.state
    return Move(
        move_id=f"board-{uuid4()}",
        kind=state.kind,
        case_id=state.item_id,
        move=name,
        division_code=f"{seen.division_code:012d}" if seen.division_code else None,
        acting_center=f"{mover.center_code:012d}",
        acting_agency=mover.agency_code or None,
        role=mover.role,
        actor=mover.actor,
        moved_at=now,
        after=_after(state, rule, task),
        synthetic=seen.is_synthetic,
        **_of_itself(name, state, task) | fields,
    )


def _after(state: Handling, rule: MoveRule, task: Task | None) -> str | None:
    if rule.binding == "task":
        return task.last_move_id if task else None
    last = state.last_binding
    return (last.move_id if last else NOTHING_SEEN) if rule.binding else None


def _of_itself(name: str, state: Handling, task: Task | None) -> dict[str, str]:
    """What nobody has to fill in."""
    if task is not None:
        return {"task_id": task.task_id}
    if name == "join":
        return {"task_id": f"task-{uuid4()}"}
    if name == "undo" and state.last_binding:
        return {"move_ref": state.last_binding.move_id}
    return {}

"""Joint tasks: rows of their own in an item's state, with a clock of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from streams.clock import SHANGHAI
from streams.handling.state import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from streams.events import Move
    from streams.handling.state import Handling

HELPED = frozenset({"sent", "signed", "fed_back"})
"""Somebody is at it, or is asked to be."""
OPEN = HELPED | {"returned"}
"""A case waits for them; what was returned waits to be replaced or cancelled."""
ENDED = frozenset({"accepted", "returned", "cancelled", "replaced"})

Changes = dict[str, Any]


def open_tasks(state: Handling) -> list[str]:
    """The names of the tasks that keep a case from closing."""
    return [task.task_id for task in state.tasks if task.state in OPEN]


def joined(state: Handling, move: Move, at: datetime) -> Changes:
    """The tasks with a new one, which may take the place of one that was returned."""
    new = Task(
        task_id=str(move.task_id),
        center=int(move.to_center or move.acting_center),
        agency=move.to_agency,
        objective=move.objective,
        state="sent",
        sent_at=at,
        due_at=local(move.due_at),
        last_move_id=move.move_id,
    )
    kept = [_replaced(task, move, at) for task in state.tasks]
    return {"tasks": [*kept, new]}


def _replaced(task: Task, move: Move, at: datetime) -> Task:
    if task.task_id == move.link_id and task.state == "returned":
        return replace(task, state="replaced", ended_at=at)
    return task


def moved(state: Handling, move: Move, at: datetime, to_state: str) -> Changes:
    """The tasks after a move within one of them."""
    return {
        "tasks": [
            _stepped(task, move, at, to_state) if task.task_id == move.task_id else task
            for task in state.tasks
        ]
    }


def _stepped(task: Task, move: Move, at: datetime, to_state: str) -> Task:
    effect = _EFFECTS.get(move.move)
    changes = effect(task, move, at) if effect else {}
    if to_state in ENDED:
        changes["ended_at"] = at
    return replace(task, state=to_state, last_move_id=move.move_id, **changes)


def _sign(task: Task, _move: Move, at: datetime) -> Changes:
    return {"signed_at": task.signed_at or at}


def _feed_back(task: Task, _move: Move, at: datetime) -> Changes:
    return {"signed_at": task.signed_at or at, "fed_back_at": at}


def _finish(task: Task, _move: Move, at: datetime) -> Changes:
    return {"fed_back_at": task.fed_back_at or at}


def _reject(task: Task, _move: Move, _at: datetime) -> Changes:
    return {"fed_back_at": None, "rejected_count": task.rejected_count + 1}


def _extend(task: Task, move: Move, _at: datetime) -> Changes:
    return {"due_at": later(task.due_at, move.due_at)}


_EFFECTS: Mapping[str, Callable[[Task, Move, datetime], Changes]] = {
    "task_sign": _sign,
    "task_feedback": _feed_back,
    "task_done": _finish,
    "reject_feedback": _reject,
    "task_extend": _extend,
}


def local(moment: datetime | None) -> datetime | None:
    """In the offset in which the store gives it back: written down, both look alike."""
    return moment and moment.astimezone(SHANGHAI)


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two moments, of which either may be missing."""
    return max((each for each in (one, local(other)) if each), default=None)

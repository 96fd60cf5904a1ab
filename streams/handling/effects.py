"""What each move does to the state of an item, beside its status. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from streams.clock import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from streams.events import Move
    from streams.handling.state import Handling

RECURRENCE = timedelta(days=90)
"""A case that is reopened within this time was not settled the first time."""


def _own(_state: Handling, move: Move, _at: datetime) -> dict[str, Any]:
    return {"owner_center": int(move.acting_center)}


def _sign(state: Handling, move: Move, at: datetime) -> dict[str, Any]:
    return {
        "owner_center": int(move.acting_center),
        "lead_agency": move.acting_agency or state.lead_agency,
        "signed_at": state.signed_at or at,
    }


def _assign(state: Handling, move: Move, _at: datetime) -> dict[str, Any]:
    return {"lead_agency": move.to_agency or state.lead_agency}


def _join(state: Handling, move: Move, _at: datetime) -> dict[str, Any]:
    return {
        "open_tasks": [*state.open_tasks, move.task_id],
        "joint_count": state.joint_count + 1,
    }


def _end_task(state: Handling, move: Move, _at: datetime) -> dict[str, Any]:
    return {"open_tasks": [task for task in state.open_tasks if task != move.task_id]}


def _finish(state: Handling, move: Move, at: datetime) -> dict[str, Any]:
    return {"closed_at": at, "outcome": move.outcome or state.outcome}


def _reopen(state: Handling, _move: Move, at: datetime) -> dict[str, Any]:
    is_soon = state.closed_at is not None and at - state.closed_at <= RECURRENCE
    return {
        "closed_at": None,
        "reopened_count": state.reopened_count + 1,
        "has_recurred": state.has_recurred or is_soon,
    }


def _return(state: Handling, _move: Move, _at: datetime) -> dict[str, Any]:
    return {"returned_count": state.returned_count + 1}


def _suspend(_state: Handling, _move: Move, at: datetime) -> dict[str, Any]:
    return {"suspended_at": at}


def _resume(state: Handling, _move: Move, at: datetime) -> dict[str, Any]:
    if state.suspended_at is None:
        return {}
    stopped = (at - state.suspended_at).total_seconds()
    return {"suspended_at": None, "suspended_s": state.suspended_s + max(stopped, 0)}


def _visit(_state: Handling, move: Move, _at: datetime) -> dict[str, Any]:
    return {"satisfaction": move.satisfaction}


def _acknowledge(state: Handling, _move: Move, at: datetime) -> dict[str, Any]:
    return {"acknowledged_at": state.acknowledged_at or at}


def _confirm(state: Handling, move: Move, at: datetime) -> dict[str, Any]:
    return {
        "is_case": True,
        "is_confirmed": True,
        "confirmed_at": state.confirmed_at or at,
        "owner_center": int(move.acting_center),
    }


def _feed_back(state: Handling, _move: Move, at: datetime) -> dict[str, Any]:
    return {"fed_back_at": state.fed_back_at or at}


def _extend(_state: Handling, move: Move, _at: datetime) -> dict[str, Any]:
    """In the offset in which the store gives it back: written down, both look alike."""
    return {"extended_to": move.due_at and move.due_at.astimezone(SHANGHAI)}


def _supervise(_state: Handling, move: Move, _at: datetime) -> dict[str, Any]:
    return {"supervision": move.outcome or "supervised"}


def _unsupervise(_state: Handling, _move: Move, _at: datetime) -> dict[str, Any]:
    return {"supervision": None}


EFFECTS: Mapping[str, Callable[[Handling, Move, datetime], dict[str, Any]]] = {
    "acknowledge": _acknowledge,
    "claim": _own,
    "accept": _own,
    "sign": _sign,
    "assign": _assign,
    "join": _join,
    "task_done": _end_task,
    "feedback": _feed_back,
    "extend": _extend,
    "close": _finish,
    "dismiss": _finish,
    "strike_off_ledger": _finish,
    "redirect": _finish,
    "merge": _finish,
    "reopen": _reopen,
    "return": _return,
    "suspend": _suspend,
    "resume": _resume,
    "visit": _visit,
    "confirm": _confirm,
    "supervise": _supervise,
    "unsupervise": _unsupervise,
}
"""What a move does beside its status; moves that are not named do nothing more."""

"""Handling of an item: its moves, one by one, through the transition table.

Pure. Whether a move is allowed depends on the moves before it alone, never on facts,
so every hub gives the same verdict however its topics interleave.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from streams.events import Move
    from streams.rules import Rules, Step

OPENS_AS = {stream.kind: stream.opens_as for stream in STREAMS}
OPENING_STATUS = {"case": "registered", "signal": "raised"}
CLOSING = frozenset({"close", "strike_off_ledger"})
"""Moves that wait until no joint task is open."""
TIERS = ("village", "town", "county", "city")
"""From the lowest to the highest."""


class Handling(Struct, frozen=True, kw_only=True):
    """What the moves so far made of an item; the columns of the store, in order."""

    kind: str
    item_id: str
    status: str
    is_confirmed: bool = False
    owner_center: int = 0
    lead_agency: str | None = None
    open_tasks: list[str] = []
    supervision: str | None = None
    first_response_at: datetime | None = None
    signed_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    satisfaction: str | None = None
    resolved_tier: str | None = None
    reopened_count: int = 0
    returned_count: int = 0
    suspended_at: datetime | None = None
    suspended_s: float = 0.0
    first_move_at: datetime | None = None
    last_move_at: datetime | None = None
    move_keys: list[int] = []


class Verdict(Struct, frozen=True):
    """What became of a move; a refusal names its reason and changes nothing."""

    verdict: Literal["accepted", "refused", "repeated"]
    refusal: str | None
    status_before: str
    status_after: str


def opening(kind: str, item_id: str) -> Handling:
    """The state of an item that no move has touched."""
    return Handling(kind=kind, item_id=item_id, status=OPENING_STATUS[OPENS_AS[kind]])


def move_key(move_id: str) -> int:
    """A signed 64-bit number by which a repeated move is known."""
    digest = blake2b(move_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def apply(
    state: Handling, move: Move, record_at: datetime, rules: Rules
) -> tuple[Handling, Verdict]:
    """The state after a move, and the verdict on it; `record_at` is the broker's."""
    key = move_key(move.move_id)
    if key in state.move_keys:
        return state, Verdict("repeated", None, state.status, state.status)
    seen = replace(
        state,
        move_keys=[*state.move_keys, key],
        first_move_at=state.first_move_at or record_at,
    )
    step = rules.step(OPENS_AS[state.kind], state.status, move.move, record_at.date())
    refusal = _refusal(state, move, step, rules)
    if refusal or step is None:
        return seen, Verdict("refused", refusal, state.status, state.status)
    changes = EFFECTS.get(move.move, _no_effect)(state, move, record_at)
    if step.is_handling:
        changes["resolved_tier"] = _higher_tier(state, move, rules)
    after = replace(
        seen,
        status=step.to_status,
        first_response_at=state.first_response_at or record_at,
        last_move_at=record_at,
        **changes,
    )
    return after, Verdict("accepted", None, state.status, after.status)


def _refusal(
    state: Handling, move: Move, step: Step | None, rules: Rules
) -> str | None:
    if step is None:
        return f"{move.move} is not allowed at {state.status}"
    lacking = [
        name for name in rules.required.get(move.move, ()) if not getattr(move, name)
    ]
    if lacking:
        return f"{move.move} needs {', '.join(lacking)}"
    if move.move in CLOSING and state.open_tasks:
        return f"{len(state.open_tasks)} joint tasks are still open"
    if move.move == "task_done" and move.task_id not in state.open_tasks:
        return "no such joint task is open"
    return None


def _higher_tier(state: Handling, move: Move, rules: Rules) -> str:
    tier = rules.center_tiers.get(int(move.acting_center), TIERS[0])
    return max(tier, state.resolved_tier or TIERS[0], key=TIERS.index)


def _no_effect(_state: Handling, _move: Move, _at: datetime) -> dict[str, Any]:
    return {}


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
    return {"open_tasks": [*state.open_tasks, move.task_id]}


def _end_task(state: Handling, move: Move, _at: datetime) -> dict[str, Any]:
    return {"open_tasks": [task for task in state.open_tasks if task != move.task_id]}


def _finish(state: Handling, move: Move, at: datetime) -> dict[str, Any]:
    return {"closed_at": at, "outcome": move.outcome or state.outcome}


def _reopen(state: Handling, _move: Move, _at: datetime) -> dict[str, Any]:
    return {"closed_at": None, "reopened_count": state.reopened_count + 1}


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


def _confirm(_state: Handling, move: Move, _at: datetime) -> dict[str, Any]:
    return {"is_confirmed": True, "owner_center": int(move.acting_center)}


def _supervise(_state: Handling, move: Move, _at: datetime) -> dict[str, Any]:
    return {"supervision": move.outcome or "supervised"}


def _unsupervise(_state: Handling, _move: Move, _at: datetime) -> dict[str, Any]:
    return {"supervision": None}


EFFECTS: Mapping[str, Callable[[Handling, Move, datetime], dict[str, Any]]] = {
    "claim": _own,
    "accept": _own,
    "sign": _sign,
    "assign": _assign,
    "join": _join,
    "task_done": _end_task,
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

"""Handling of an item: its moves, one by one, through the tables of the process.

Pure. Whether a move is allowed depends on the moves before it, on the move itself and
on reference data alone, never on facts, so every hub gives the same verdict however its
topics interleave.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from streams.handling import ends
from streams.handling.deed import Deed
from streams.handling.effects import EFFECTS
from streams.handling.ends import current
from streams.handling.judging import judged, task_step_of
from streams.handling.permissions import named_division
from streams.handling.refusal import Refusal
from streams.handling.rules import TIERS
from streams.handling.state import Binding
from streams.handling.tasks import moved

if TYPE_CHECKING:
    from datetime import datetime

    from streams.events import Move
    from streams.handling.rules import Rules, Step
    from streams.handling.state import Handling


class Verdict(Struct, frozen=True):
    """What became of a move.

    A refusal is one of the codes of `refusal`, with its details as JSON; it changes
    nothing.
    """

    verdict: Literal["accepted", "refused", "repeated"]
    refusal: str | None
    refusal_details: str | None
    status_before: str
    status_after: str


def move_key(move_id: str) -> int:
    """A signed 64-bit number by which a repeated move is known."""
    digest = blake2b(move_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def apply(
    state: Handling,
    move: Move,
    record_at: datetime,
    rules: Rules,
    target_status: str | None = None,
) -> tuple[Handling, Verdict]:
    """The state after a move, and the verdict on it; `record_at` is the broker's.

    `target_status` is that of the item that a merge names, if it has any moves.
    """
    key = move_key(move.move_id)
    if key in state.move_keys:
        return state, Verdict("repeated", None, None, state.status, state.status)
    known = {
        "move_keys": [*state.move_keys, key],
        "first_move_at": state.first_move_at or record_at,
    }
    at = max(record_at, state.last_move_at or record_at)
    now = current(state, at)
    day = record_at.date()
    step = judged(now, move, at, day, rules, target_status)
    if isinstance(step, Refusal):
        return replace(state, **known), _refused(state, step)
    after = replace(now, **known, **_changes(now, Deed(move, at, day, rules), step))
    return after, Verdict("accepted", None, None, state.status, after.status)


def _refused(state: Handling, refusal: Refusal) -> Verdict:
    details = msgspec.json.encode(refusal.details, order="sorted").decode()
    return Verdict("refused", refusal.code, details, state.status, state.status)


def _changes(state: Handling, deed: Deed, step: Step) -> dict[str, Any]:
    move, at = deed.move, deed.at
    changes: dict[str, Any] = {
        "status": step.to_status or state.status,
        "first_response_at": state.first_response_at or at,
        "last_move_at": at,
        "named_division": state.named_division or named_division(move, deed.rules),
        **_binding(state, deed),
        **_left(state, step),
    }
    if step.is_handling:
        changes["resolved_tier"] = _higher_tier(state, deed)
        changes["assigned_at"] = state.assigned_at or at
    changes |= _effects(state, deed)
    if not (state.owner_center or changes.get("owner_center")):
        changes["owner_center"] = _first_owner(deed)
    return changes


def _left(state: Handling, step: Step) -> dict[str, Any]:
    """What was asked for on the ledger is asked no more once it has left it."""
    return {} if step.to_status in ("", state.status) else ends.UNREVIEWED


def _first_owner(deed: Deed) -> int:
    named = deed.move.division_code
    return deed.rules.center_of(int(named)) if named else deed.center


def _effects(state: Handling, deed: Deed) -> dict[str, Any]:
    to_state = task_step_of(state, deed.move, deed.day, deed.rules)
    if to_state is not None:
        return moved(state, deed.move, deed.at, to_state)
    effect = EFFECTS.get(deed.move.move)
    return effect(state, deed) if effect else {}


def _binding(state: Handling, deed: Deed) -> dict[str, Any]:
    move = deed.move
    if deed.rules.moves[move.move].binding != "item":
        return {}
    last = Binding(
        move_id=move.move_id,
        move=move.move,
        actor=move.actor,
        center=deed.center,
        agency=move.acting_agency or "",
        made_at=deed.at,
        status_before=state.status,
    )
    return {"last_binding": last}


def _higher_tier(state: Handling, deed: Deed) -> str:
    tier = deed.rules.centers[deed.center].tier
    return max(tier, state.resolved_tier or TIERS[0], key=TIERS.index)

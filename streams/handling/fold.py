"""Handling of an item: its moves, one by one, through the transition table.

Pure. Whether a move is allowed depends on the moves before it alone, never on facts,
so every hub gives the same verdict however its topics interleave.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from streams.handling.effects import EFFECTS
from streams.handling.state import OPENS_AS

if TYPE_CHECKING:
    from datetime import datetime

    from streams.events import Move
    from streams.handling.rules import Rules, Step
    from streams.handling.state import Handling

CLOSING = frozenset({"close", "strike_off_ledger"})
"""Moves that wait until no joint task is open."""
TIERS = ("village", "town", "county", "city")
"""From the lowest to the highest."""


class Verdict(Struct, frozen=True):
    """What became of a move; a refusal names its reason and changes nothing."""

    verdict: Literal["accepted", "refused", "repeated"]
    refusal: str | None
    status_before: str
    status_after: str


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
    known = {
        "move_keys": [*state.move_keys, key],
        "first_move_at": state.first_move_at or record_at,
    }
    step = rules.step(OPENS_AS[state.kind], state.status, move.move, record_at.date())
    refusal = _refusal(state, move, step, rules)
    if refusal or step is None:
        refused = Verdict("refused", refusal, state.status, state.status)
        return replace(state, **known), refused
    effect = EFFECTS.get(move.move)
    changes = effect(state, move, record_at) if effect else {}
    if step.is_handling:
        changes["resolved_tier"] = _higher_tier(state, move, rules)
    after = replace(
        state,
        **known,
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

"""What a single move asks of the state beyond its line in the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.handling.refusal import Refusal
from streams.handling.tasks import open_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from streams.events import Move
    from streams.handling.rules import Center, Rules
    from streams.handling.state import Handling

MOST_RETURNS = 3
"""So many returns lock 退回 until somebody above has held a consultation."""


def _no(why: str, **details: object) -> Refusal:
    return Refusal("not_allowed", {"why": why, **details})


def _tasks_are_done(
    state: Handling, _move: Move, _at: datetime, _rules: Rules
) -> Refusal | None:
    names = open_tasks(state)
    return Refusal("tasks_open", {"tasks": names}) if names else None


def _task_is_new(
    state: Handling, move: Move, _at: datetime, _rules: Rules
) -> Refusal | None:
    return _no("task_exists") if state.task(move.task_id) else None


def _nobody_claims(
    state: Handling, _move: Move, _at: datetime, _rules: Rules
) -> Refusal | None:
    if state.claimed_by is None:
        return None
    return _no("claimed", by=state.claimed_by, center=state.claimed_center)


def _somebody_claims(
    state: Handling, _move: Move, _at: datetime, _rules: Rules
) -> Refusal | None:
    return _no("not_claimed") if state.claimed_by is None else None


def _may_be_undone(
    state: Handling, move: Move, at: datetime, rules: Rules
) -> Refusal | None:
    last = state.last_binding
    if last is None or last.move_id != move.move_ref:
        return _no("not_the_last")
    span = rules.moves[last.move].undo
    if span is None:
        return _no("not_undone", move=last.move)
    if (last.actor, last.center) != (move.actor, int(move.acting_center)):
        return Refusal("not_yours", {"why": "of_another", "by": last.actor})
    return _no("too_late") if at - last.made_at > span else None


def _returns_are_unlocked(
    state: Handling, _move: Move, _at: datetime, _rules: Rules
) -> Refusal | None:
    if state.returns_unconsulted < MOST_RETURNS:
        return None
    return _no("returns_locked", returns=state.returned_count)


def decides_wrongly(
    state: Handling, move: Move, day: date, rules: Rules
) -> Refusal | None:
    """Nobody decides what was not asked for, nor what he asked for himself."""
    asked_from = rules.moves[move.move].asked_from
    if asked_from is None or day < asked_from:
        return None
    asked_by = ASKED_BY[move.move](state)
    if asked_by is None:
        return _no("not_asked")
    is_own = asked_by == move.actor
    return Refusal("not_yours", {"why": "own_request"}) if is_own else None


def _extension_asked_by(state: Handling) -> str | None:
    return state.extension_asked_by


def _strike_off_asked_by(state: Handling) -> str | None:
    return state.strike_off_asked_by


def _lies_below(
    _state: Handling, move: Move, _at: datetime, rules: Rules
) -> Refusal | None:
    acting, to = _centers(move, rules)
    if to is not None and acting.is_over(to):
        return None
    return _no("out_of_range", to_center=move.to_center)


def _lies_above(
    _state: Handling, move: Move, _at: datetime, rules: Rules
) -> Refusal | None:
    acting, _ = _centers(move, rules)
    if int(move.to_center or 0) in acting.above:
        return None
    return _no("not_above", to_center=move.to_center)


def _centers(move: Move, rules: Rules) -> tuple[Center, Center | None]:
    acting = rules.centers[int(move.acting_center)]
    return acting, rules.centers.get(int(move.to_center or 0))


def _is_another(
    state: Handling, move: Move, _at: datetime, _rules: Rules
) -> Refusal | None:
    is_itself = (move.link_kind, move.link_id) == (state.kind, state.item_id)
    return _no("itself") if is_itself else None


def _is_supervised(
    state: Handling, _move: Move, _at: datetime, _rules: Rules
) -> Refusal | None:
    return _no("not_supervised") if state.supervision is None else None


ASKED_BY: Mapping[str, Callable[[Handling], str | None]] = {
    "grant_extension": _extension_asked_by,
    "refuse_extension": _extension_asked_by,
    "strike_off_ledger": _strike_off_asked_by,
    "refuse_strike_off": _strike_off_asked_by,
}
"""Who asked for what a move decides."""
ASKS: Mapping[str, Callable[[Handling, Move, datetime, Rules], Refusal | None]] = {
    "close": _tasks_are_done,
    "ask_strike_off": _tasks_are_done,
    "strike_off_ledger": _tasks_are_done,
    "join": _task_is_new,
    "claim": _nobody_claims,
    "take_over": _somebody_claims,
    "release": _somebody_claims,
    "undo": _may_be_undone,
    "return": _returns_are_unlocked,
    "assign": _lies_below,
    "delegate": _lies_below,
    "reassign": _lies_below,
    "escalate": _lies_above,
    "merge": _is_another,
    "unsupervise": _is_supervised,
    "reply": _is_supervised,
}

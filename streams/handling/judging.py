"""Whether a move is allowed: by what was seen, by the tables, by what it needs itself.

The board asks the same before it offers a move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streams.handling.asks import ASKS, decides_wrongly
from streams.handling.permissions import lacks_right
from streams.handling.refusal import Refusal
from streams.handling.state import OPENS_AS

if TYPE_CHECKING:
    from datetime import date, datetime

    from streams.events import Move
    from streams.handling.rules import MoveRule, Rules, Step
    from streams.handling.state import Handling

MERGING, MERGED = "merge", "merged"
NOTHING_SEEN = "none"
"""What `after` says where no binding move was seen."""


def judged(
    state: Handling,
    move: Move,
    at: datetime,
    day: date,
    rules: Rules,
    target_status: str | None = None,
) -> Step | Refusal:
    """The step by which a move is allowed on the state as it counts at `at`, or why it
    is refused; `day` says which lines of the tables are in force.
    """
    if refused := _overtaken(state, move, rules):
        return refused
    status = state.status_at(at)
    step = rules.step(OPENS_AS[state.kind], status, move.move, day)
    if step is None:
        return Refusal("not_allowed", {"status": status})
    if (missing := lacks_right(state, move, rules, day)) is not None:
        return Refusal("not_yours", missing)
    return (
        _lacking(move, rules.moves[move.move])
        or _ends_wrongly(move, at, rules.moves[move.move])
        or _within_task(state, move, day, rules)
        or decides_wrongly(state, move, day, rules)
        or _asked(state, move, at, rules)
        or _merged_into_nothing(move, target_status)
        or step
    )


def task_step_of(state: Handling, move: Move, day: date, rules: Rules) -> str | None:
    """The state into which the move takes the task that it names, if it may."""
    task = state.task(move.task_id)
    if task is None or not _is_within_task(move, rules):
        return None
    return next(iter(rules.task_steps.of(day, task.state, move.move)), None)


def _is_within_task(move: Move, rules: Rules) -> bool:
    return rules.moves[move.move].binding == "task"


def _overtaken(state: Handling, move: Move, rules: Rules) -> Refusal | None:
    """Somebody else was quicker than what was on the actor's screen."""
    rule = rules.moves.get(move.move)
    if move.after is None or rule is None or not rule.binding:
        return None
    if rule.binding == "task":
        task = state.task(move.task_id)
        if task is None or task.last_move_id == move.after:
            return None
        return Refusal("overtaken", {"move_id": task.last_move_id})
    last = state.last_binding
    if move.after == (last.move_id if last else NOTHING_SEEN):
        return None
    return Refusal("overtaken", _who_did(state))


def _who_did(state: Handling) -> dict[str, Any]:
    last = state.last_binding
    if last is None:
        return {}
    return {
        "move_id": last.move_id,
        "move": last.move,
        "actor": last.actor,
        "center": last.center,
        "agency": last.agency,
    }


def _lacking(move: Move, rule: MoveRule) -> Refusal | None:
    missing = [
        "|".join(names)
        for names in rule.required
        if not any(getattr(move, name) for name in names)
    ]
    return Refusal("lacking", {"fields": missing}) if missing else None


def _ends_wrongly(move: Move, at: datetime, rule: MoveRule) -> Refusal | None:
    """What ends by itself ends neither in the past nor beyond what the list allows."""
    if rule.most is None:
        return None
    end = rule.end(move.due_at, at)
    if end is not None and at < end <= at + rule.most:
        return None
    minutes = rule.most.total_seconds() // 60
    return Refusal("lacking", {"fields": ["due_at"], "most_minutes": int(minutes)})


def _within_task(
    state: Handling, move: Move, day: date, rules: Rules
) -> Refusal | None:
    if not _is_within_task(move, rules):
        return None
    if task_step_of(state, move, day, rules) is not None:
        return None
    task = state.task(move.task_id)
    return Refusal("not_allowed", {"task_state": task.state if task else None})


def _asked(state: Handling, move: Move, at: datetime, rules: Rules) -> Refusal | None:
    ask = ASKS.get(move.move)
    return ask(state, move, at, rules) if ask else None


def _merged_into_nothing(move: Move, target_status: str | None) -> Refusal | None:
    """What was merged is counted with its target, so that has to be counted."""
    if move.move == MERGING and target_status == MERGED:
        return Refusal("not_allowed", {"why": "target_merged"})
    return None

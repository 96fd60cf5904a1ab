"""Who may: relations of an acting seat to an item, and what the table grants them.

Computed from the handling alone, so that the board's buttons equal the fold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.handling.tasks import HELPED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from streams.events import Move
    from streams.handling.rules import Rules
    from streams.handling.state import Handling, Task


def named_division(move: Move, rules: Rules) -> int:
    """The division of the item as a move says it, else that of its acting center.

    0 where neither has one.
    """
    if move.division_code:
        return int(move.division_code)
    center = rules.centers.get(int(move.acting_center))
    return (center.division_code if center else None) or 0


def relations(state: Handling, move: Move, rules: Rules) -> frozenset[str]:
    """All relations in which whoever makes a move stands to the item."""
    holding = (name for name, holds in RELATIONS.items() if holds(state, move, rules))
    return frozenset(holding)


def lacks_right(
    state: Handling, move: Move, rules: Rules, day: date
) -> Mapping[str, list[str]] | None:
    """What a move would need and what there is instead; None: it may be made."""
    tier = rules.centers[int(move.acting_center)].tier
    has = relations(state, move, rules)
    needs: set[str] = set()
    for grant in rules.grants.of(day, move.role, move.move):
        if not grant.tiers or tier in grant.tiers:
            if grant.relations & has:
                return None
            needs |= grant.relations
    return {"needs": sorted(needs), "has": sorted(has)}


def _is_owner(state: Handling, move: Move, _rules: Rules) -> bool:
    return state.owner_center == int(move.acting_center) and not move.acting_agency


def _is_lead(state: Handling, move: Move, _rules: Rules) -> bool:
    return (
        state.owner_center == int(move.acting_center)
        and move.acting_agency is not None
        and state.lead_agency in (None, move.acting_agency)
    )


def is_receiver(state: Handling, move: Move, _rules: Rules) -> bool:
    """Whether a move is made by whoever was asked last to sign, and has not yet."""
    asked = state.pending
    return asked is not None and _is_one(move, asked.to_center, asked.to_agency)


def _is_helper(state: Handling, move: Move, _rules: Rules) -> bool:
    return any(
        task.state in HELPED and _is_one(move, task.center, task.agency)
        for task in _named_tasks(state, move)
    )


def _named_tasks(state: Handling, move: Move) -> list[Task]:
    if move.task_id is None:
        return state.tasks
    return [task for task in state.tasks if task.task_id == move.task_id]


def _is_one(move: Move, center: int, agency: str | None) -> bool:
    """A center's own people act for the agencies that sit in it."""
    return int(move.acting_center) == center and (
        move.acting_agency is None or agency in (None, move.acting_agency)
    )


def _is_supervisor(state: Handling, move: Move, rules: Rules) -> bool:
    owner = rules.centers.get(state.owner_center)
    return owner is not None and int(move.acting_center) in owner.above


def is_claimant(state: Handling, move: Move, _rules: Rules) -> bool:
    """Whether a move is made by whoever said last to be at it."""
    return (
        state.claimed_center == int(move.acting_center)
        and state.claimed_by == move.actor
    )


def _is_in_range(state: Handling, move: Move, rules: Rules) -> bool:
    if state.owner_center or move.division_code is None:
        return not state.owner_center
    return rules.centers[int(move.acting_center)].sees(int(move.division_code))


RELATIONS: Mapping[str, Callable[[Handling, Move, Rules], bool]] = {
    "owner": _is_owner,
    "lead": _is_lead,
    "receiver": is_receiver,
    "helper": _is_helper,
    "supervisor": _is_supervisor,
    "claimant": is_claimant,
    "range": _is_in_range,
}

"""Handing over: a receiver is asked to sign, and the owner stays until it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from streams.handling.permissions import is_receiver
from streams.handling.state import Handover
from streams.handling.tasks import local

if TYPE_CHECKING:
    from datetime import datetime

    from streams.events import Move
    from streams.handling.rules import Rules
    from streams.handling.state import Handling

Changes = dict[str, Any]


def ended(state: Handling, ending: str, at: datetime) -> list[Handover]:
    """The hand-overs, of which none waits any more."""
    asked = state.pending
    if asked is None:
        return state.handovers
    return [*state.handovers[:-1], replace(asked, ended_at=at, ending=ending)]


def signed(state: Handling, move: Move, at: datetime, rules: Rules) -> Changes:
    """What it changes that a move is the receiver's, if it is: the owner is new."""
    if not is_receiver(state, move, rules):
        return {}
    return {
        "handovers": ended(state, "signed", at),
        "owner_center": int(move.acting_center),
    }


def handed_over(state: Handling, move: Move, at: datetime, rules: Rules) -> Changes:
    """A new receiver; whoever hands on what he was to sign has taken it."""
    taken = signed(state, move, at, rules)
    if not taken:
        return handed_elsewhere(state, move, at)
    center = int(move.acting_center)
    new = _handover(move, at, from_center=center, to_center=int(move.to_center or 0))
    return {**taken, **_with(state, taken["handovers"], new)}


def handed_elsewhere(state: Handling, move: Move, at: datetime) -> Changes:
    """A new receiver, named by somebody above: nobody has taken it so far."""
    owner = state.owner_center or int(move.acting_center)
    new = _handover(move, at, from_center=owner, to_center=int(move.to_center or 0))
    return _with(state, ended(state, "replaced", at), new)


def pending_again(known: list[Handover], at: datetime) -> list[Handover]:
    """The hand-overs, of which the last waits again if it was replaced at a moment."""
    if not known or known[-1].ending != "replaced" or known[-1].ended_at != at:
        return known
    return [*known[:-1], replace(known[-1], ended_at=None, ending=None)]


def returned(state: Handling, move: Move, at: datetime, rules: Rules) -> Changes:
    """Back to whoever handed it over, who is asked to sign in turn."""
    owner = state.owner_center or int(move.acting_center)
    to_center = _sender(state) or _above(state, move, rules) or owner
    new = _handover(move, at, from_center=owner, to_center=to_center)
    new = replace(new, to_agency=None)
    return _with(state, ended(state, "returned", at), new)


def _with(state: Handling, before: list[Handover], new: Handover) -> Changes:
    return {
        "handovers": [*before, new],
        "assigned_at": state.assigned_at or new.handed_at,
    }


def _handover(
    move: Move, at: datetime, *, from_center: int, to_center: int
) -> Handover:
    return Handover(
        move_id=move.move_id,
        from_center=from_center,
        to_center=to_center,
        to_agency=move.to_agency,
        handed_at=at,
        due_at=local(move.due_at),
    )


def _sender(state: Handling) -> int:
    """Who handed it to whoever has it now."""
    if state.pending is not None:
        return state.pending.from_center
    signed_ones = (one for one in reversed(state.handovers) if one.ending == "signed")
    sender = next(signed_ones, None)
    if sender is None or sender.from_center == state.owner_center:
        return 0
    return sender.from_center


def _above(state: Handling, move: Move, rules: Rules) -> int:
    if move.to_center:
        return int(move.to_center)
    owner = rules.centers.get(state.owner_center)
    return owner.above[0] if owner and owner.above else 0

"""How a round of an item ends, and how the next one begins."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from streams.handling import ends, handovers
from streams.handling.state import Round

if TYPE_CHECKING:
    from streams.handling.deed import Deed
    from streams.handling.state import Handling

RECURRENCE = timedelta(days=90)
"""A case that is reopened within this time was not settled the first time."""

Changes = dict[str, Any]


def unmerge(state: Handling, _deed: Deed) -> Changes:
    """Undo a merge: it goes on where it was."""
    merged = state.last_binding
    changes: Changes = dict.fromkeys(("closed_at", "merged_kind", "merged_id"))
    if merged is None:
        return changes
    again = handovers.pending_again(state.handovers, merged.made_at)
    return {**changes, "status": merged.status_before, "handovers": again}


def finish(state: Handling, deed: Deed) -> Changes:
    """It has come to an end, and with it all that ran or waited."""
    return {
        **ends.UNCLAIMED,
        **ends.UNASKED,
        "shelved_until": None,
        "handovers": handovers.ended(state, "replaced", deed.at),
        "pauses": ends.cut(state.pauses, deed.at),
        "closed_at": deed.at,
        "outcome": deed.move.outcome or state.outcome,
    }


def merge(state: Handling, deed: Deed) -> Changes:
    """It ended in another item."""
    return {
        **finish(state, deed),
        "merged_kind": deed.move.link_kind,
        "merged_id": deed.move.link_id,
    }


def reopen(state: Handling, deed: Deed) -> Changes:
    """A case begins its next round, a signal waits anew."""
    is_soon = state.closed_at is not None and deed.at - state.closed_at <= RECURRENCE
    begun = _next_round(state, deed) if state.is_case else _waits_anew(deed)
    return {
        **begun,
        "closed_at": None,
        "reopened_count": state.reopened_count + 1,
        "has_recurred": state.has_recurred or is_soon,
    }


def _waits_anew(deed: Deed) -> Changes:
    return {"acknowledged_at": None, "waits_since": deed.at}


def _next_round(state: Handling, deed: Deed) -> Changes:
    ended = Round(
        started_at=state.round_started_at,
        closed_at=state.closed_at,
        status=state.status,
        outcome=state.outcome,
        extended_to=state.extended_to,
        paused_s=ends.paused_s(state.pauses),
    )
    return {
        "rounds": [*state.rounds, ended],
        "pauses": [],
        "round_started_at": deed.at,
        **dict.fromkeys(("outcome", "extended_to", "assigned_at")),
    }

"""What each move does to the state of an item, beside its status. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streams.handling import ends, handovers, rounds, tasks
from streams.handling.permissions import is_claimant
from streams.handling.state import Pause

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streams.handling.deed import Deed
    from streams.handling.state import Handling

Changes = dict[str, Any]


def _acknowledge(state: Handling, deed: Deed) -> Changes:
    return {"acknowledged_at": state.acknowledged_at or deed.at}


def _claim(_state: Handling, deed: Deed) -> Changes:
    return {
        "claimed_by": deed.move.actor,
        "claimed_center": deed.center,
        "claimed_until": deed.end,
    }


def _release(_state: Handling, _deed: Deed) -> Changes:
    return dict(ends.UNCLAIMED)


def _undo(state: Handling, deed: Deed) -> Changes:
    undone = state.last_binding
    return UNDO[undone.move](state, deed) if undone else {}


def _unacknowledge(_state: Handling, _deed: Deed) -> Changes:
    return {"status": "raised", "acknowledged_at": None}


UNDO: Mapping[str, Callable[[Handling, Deed], Changes]] = {
    "acknowledge": _unacknowledge,
    "claim": _release,
    "merge": rounds.unmerge,
}


def _accept(state: Handling, deed: Deed) -> Changes:
    """Whoever accepts owns it; who only covers for its owner does not."""
    taken = handovers.signed(state, deed.move, deed.at, deed.rules)
    if taken:
        return taken
    covers = state.owner_center and is_claimant(state, deed.move, deed.rules)
    return {"owner_center": state.owner_center if covers else deed.center}


def _confirm(state: Handling, deed: Deed) -> Changes:
    return {
        "is_case": True,
        "is_confirmed": True,
        "shelved_until": None,
        "confirmed_at": state.confirmed_at or deed.at,
        "round_started_at": deed.at,
        "owner_center": deed.center,
    }


def _sign(state: Handling, deed: Deed) -> Changes:
    asked = state.pending
    named = deed.move.acting_agency or (asked and asked.to_agency)
    return {
        **handovers.signed(state, deed.move, deed.at, deed.rules),
        "lead_agency": named or state.lead_agency,
        "signed_at": state.signed_at or deed.at,
    }


def _handle(state: Handling, deed: Deed) -> Changes:
    is_own = deed.center == state.owner_center
    first = deed.move.acting_agency if is_own else None
    return {"lead_agency": state.lead_agency or first}


def _hand_over(state: Handling, deed: Deed) -> Changes:
    return handovers.handed_over(state, deed.move, deed.at, deed.rules)


def _assign(state: Handling, deed: Deed) -> Changes:
    lead = deed.move.to_agency or state.lead_agency
    return {**_hand_over(state, deed), "lead_agency": lead}


def _reassign(state: Handling, deed: Deed) -> Changes:
    return {
        **handovers.handed_elsewhere(state, deed.move, deed.at),
        "pauses": ends.cut(state.pauses, deed.at),
    }


def _return(state: Handling, deed: Deed) -> Changes:
    return {
        **handovers.returned(state, deed.move, deed.at, deed.rules),
        "returned_count": state.returned_count + 1,
        "returns_unconsulted": state.returns_unconsulted + 1,
    }


def _consult(_state: Handling, _deed: Deed) -> Changes:
    return {"returns_unconsulted": 0}


def _join(state: Handling, deed: Deed) -> Changes:
    return tasks.joined(state, deed.move, deed.at)


def _feed_back(state: Handling, deed: Deed) -> Changes:
    return {"fed_back_at": state.fed_back_at or deed.at}


def _suspend(state: Handling, deed: Deed) -> Changes:
    return {"pauses": [*state.pauses, Pause(from_at=deed.at, until_at=deed.end)]}


def _resume(state: Handling, deed: Deed) -> Changes:
    return {"pauses": ends.cut(state.pauses, deed.at)}


def _shelve(_state: Handling, deed: Deed) -> Changes:
    return {"shelved_until": deed.end}


def _unshelve(_state: Handling, deed: Deed) -> Changes:
    return ends.raised_again(deed.at)


def _extend(state: Handling, deed: Deed) -> Changes:
    return {"extended_to": tasks.later(state.extended_to, deed.move.due_at)}


def _ask_extension(_state: Handling, deed: Deed) -> Changes:
    rule = deed.rules.moves[deed.move.move]
    return {
        "extension_asked_by": deed.move.actor,
        "extension_asked_at": deed.at,
        "extension_asked_to": tasks.local(deed.move.due_at),
        "extension_asked_until": rule.end(None, deed.at),
    }


def _grant_extension(state: Handling, deed: Deed) -> Changes:
    until = deed.move.due_at or state.extension_asked_to
    return {**ends.UNASKED, "extended_to": tasks.later(state.extended_to, until)}


def _refuse_extension(_state: Handling, _deed: Deed) -> Changes:
    return dict(ends.UNASKED)


def _ask_strike_off(_state: Handling, deed: Deed) -> Changes:
    return {
        "strike_off_asked_by": deed.move.actor,
        "strike_off_asked_at": deed.at,
        "strike_off_outcome": deed.move.outcome,
    }


def _refuse_strike_off(_state: Handling, _deed: Deed) -> Changes:
    return dict(ends.UNREVIEWED)


def _visit(_state: Handling, deed: Deed) -> Changes:
    return {"satisfaction": deed.move.satisfaction}


def _supervise(_state: Handling, deed: Deed) -> Changes:
    return {
        "supervision": deed.move.grade or deed.move.outcome or "supervised",
        "supervision_number": deed.move.number,
        "supervision_reply_by": tasks.local(deed.move.due_at),
        "supervision_replied_at": None,
    }


def _reply(_state: Handling, deed: Deed) -> Changes:
    return {"supervision_replied_at": deed.at}


def _unsupervise(_state: Handling, _deed: Deed) -> Changes:
    return dict(ends.UNSUPERVISED)


EFFECTS: Mapping[str, Callable[[Handling, Deed], Changes]] = {
    "acknowledge": _acknowledge,
    "shelve": _shelve,
    "unshelve": _unshelve,
    "claim": _claim,
    "take_over": _claim,
    "release": _release,
    "undo": _undo,
    "confirm": _confirm,
    "accept": _accept,
    "assign": _assign,
    "escalate": _hand_over,
    "delegate": _hand_over,
    "reassign": _reassign,
    "return": _return,
    "consult": _consult,
    "sign": _sign,
    "handle": _handle,
    "join": _join,
    "feedback": _feed_back,
    "suspend": _suspend,
    "resume": _resume,
    "extend": _extend,
    "ask_extension": _ask_extension,
    "grant_extension": _grant_extension,
    "refuse_extension": _refuse_extension,
    "close": rounds.finish,
    "dismiss": rounds.finish,
    "ask_strike_off": _ask_strike_off,
    "refuse_strike_off": _refuse_strike_off,
    "strike_off_ledger": rounds.finish,
    "redirect": rounds.finish,
    "merge": rounds.merge,
    "reopen": rounds.reopen,
    "visit": _visit,
    "supervise": _supervise,
    "reply": _reply,
    "unsupervise": _unsupervise,
}
"""What a move does beside its status; moves that are not named do nothing more, and
those within a joint task what `tasks` says.
"""

"""What ends by itself: a claim, a shelf, an extension that was asked for, a pause."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

if TYPE_CHECKING:
    from datetime import datetime

    from streams.handling.state import Handling, Pause

Changes = dict[str, Any]
UNCLAIMED: Changes = dict.fromkeys(("claimed_by", "claimed_center", "claimed_until"))
UNASKED: Changes = dict.fromkeys(
    (
        "extension_asked_by",
        "extension_asked_at",
        "extension_asked_to",
        "extension_asked_until",
    )
)
UNREVIEWED: Changes = dict.fromkeys(
    ("strike_off_asked_by", "strike_off_asked_at", "strike_off_outcome")
)
UNSUPERVISED: Changes = dict.fromkeys(
    (
        "supervision",
        "supervision_number",
        "supervision_reply_by",
        "supervision_replied_at",
    )
)


def current(state: Handling, at: datetime) -> Handling:
    """The state as it counts at a moment, without what has ended by then."""
    changes: Changes = {}
    if _is_over(state.claimed_until, at):
        changes |= UNCLAIMED
    if _is_over(state.extension_asked_until, at):
        changes |= UNASKED
    if state.shelved_until is not None and state.shelved_until <= at:
        changes |= raised_again(state.shelved_until)
    return replace(state, **changes) if changes else state


def raised_again(at: datetime) -> Changes:
    """A signal waits anew, and nobody has acknowledged it."""
    return {
        "status": "raised",
        "acknowledged_at": None,
        "shelved_until": None,
        "waits_since": at,
    }


def cut(pauses: list[Pause], at: datetime) -> list[Pause]:
    """The pauses, of which none goes on beyond a moment."""
    if not pauses or pauses[-1].until_at <= at:
        return pauses
    return [*pauses[:-1], replace(pauses[-1], until_at=at)]


def paused_s(pauses: list[Pause]) -> float:
    """For how many seconds the clock of closing stands still in all."""
    spans = (each.until_at - each.from_at for each in pauses)
    return sum(spans, start=timedelta()).total_seconds()


def _is_over(until: datetime | None, at: datetime) -> bool:
    return until is not None and until <= at

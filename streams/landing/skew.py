"""Clocks that disagree, counted: records from the future, moves entered afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from streams.landing.log_rows import ENTERED_AFTERWARDS
from streams.landing.place import RECORD_AT

if TYPE_CHECKING:
    from datetime import datetime

    from streams.landing.batches import Batch

TOLERANCE = timedelta(minutes=5)


class Skew(Struct, frozen=True):
    """Records stamped ahead of us, and moves entered afterwards (补录)."""

    future_records: int
    entered_afterwards: int


def skew_of(batch: Batch, now: datetime) -> Skew:
    """Count what the clocks of a batch's senders say against ours and the broker's."""
    latest = now + TOLERANCE
    times = _record_times(batch)
    # Comparing each with a moment costs more than finding the latest: it is rare.
    is_any_ahead = bool(times) and max(times) > latest
    return Skew(
        sum(at > latest for at in times) if is_any_ahead else 0,
        sum(
            abs(move.moved_at - place.record_at) > ENTERED_AFTERWARDS
            for place, move in batch.moves
        ),
    )


def _record_times(batch: Batch) -> list[datetime]:
    times = [RECORD_AT(row) for row in batch.events]
    for placed in (batch.moves, batch.desk_entries, batch.rejects):
        times += [place.record_at for place, _ in placed]
    return times

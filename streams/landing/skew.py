"""Clocks that disagree, counted: records from the future, moves entered afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from streams.landing.log_rows import ENTERED_AFTERWARDS

if TYPE_CHECKING:
    from datetime import datetime

    from streams.landing.batches import Batch

TOLERANCE = timedelta(minutes=5)
RECORD_AT = 5
"""Where the record's time stands in a message's place."""


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
            abs(move.moved_at - place[RECORD_AT]) > ENTERED_AFTERWARDS
            for place, move in batch.moves
        ),
    )


def _record_times(batch: Batch) -> list[datetime]:
    times = [row[RECORD_AT] for rows in (batch.events, batch.rejects) for row in rows]
    times += [place[RECORD_AT] for place, _ in batch.moves]
    times += [place[RECORD_AT] for place, _ in batch.desk_entries]
    return times

"""Clocks that disagree, counted: records from the future, moves entered afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from streams.landing.place import RECORD_AT

if TYPE_CHECKING:
    from datetime import datetime

    from streams.landing.batches import Batch

TOLERANCE = timedelta(minutes=5)


def future_records(batch: Batch, now: datetime) -> int:
    """How many records of a batch their senders stamped later than now."""
    latest = now + TOLERANCE
    times = _record_times(batch)
    # Comparing each with a moment costs more than finding the latest: it is rare.
    is_any_ahead = bool(times) and max(times) > latest
    return sum(at > latest for at in times) if is_any_ahead else 0


def entered_afterwards(moves: pa.Table) -> int:
    """How many of a batch's moves, as they are logged, are marked 补录; what was sent
    again counts once.
    """
    is_repeat = pc.equal(moves["verdict"], "repeated")
    marked = pc.and_not(moves["is_entered_afterwards"], is_repeat)
    return pc.sum(marked).as_py() or 0


def _record_times(batch: Batch) -> list[datetime]:
    times = [RECORD_AT(row) for row in batch.events]
    for placed in (batch.moves, batch.desk_entries, batch.rejects):
        times += [place.record_at for place, _ in placed]
    return times

"""Cases and signals apart: an unconfirmed signal is no case, and many drown the few.

What came in counts by what its stream opens as; what is open by what it is by now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.picture.rollup import Tally
    from board.picture.snapshot import Snapshot
    from streams.events import Stream

CASE, SIGNAL = "case", "signal"
STANDINGS = (CASE, SIGNAL)


def streams_of(standing: str) -> Iterator[Stream]:
    """The streams whose items open so."""
    return (stream for stream in STREAMS if stream.opens_as == standing)


def opened_as(received: Tally, standing: str) -> Tally:
    """What opened so, of counts whose keys begin with the kind."""
    kinds = {stream.kind for stream in streams_of(standing)}
    return {key: count for key, count in received.items() if key[0] in kinds}


def standing_as(counts: Tally, standing: str) -> Tally:
    """What stands so, of counts whose keys end with it."""
    return {key: n for key, n in counts.items() if key[-1] == standing}


def open_as(snapshot: Snapshot, scope: int, standing: str) -> Tally | None:
    """What is open in a scope and stands so; none while that is not known."""
    counts = snapshot.open_now(scope)
    return None if counts is None else standing_as(counts, standing)

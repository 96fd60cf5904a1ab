"""Divisions, centers and how many cameras stand where: asked once for each hub and each
edition of its lists.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from board.picture.geography import geography
from board.picture.watched import lists_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from board.picture.geography import Geography
    from board.picture.snapshot import Snapshot
    from board.reads.reads import Reads
    from board.reads.rows import Batch


def ask_register(reads: Reads, known: Snapshot, batch: Batch | None) -> dict[str, Any]:
    """What is to be known anew, now that this is the newest batch: nothing where the
    picture was made of the same hub and the same lists. May raise HubGone.
    """
    if known.geography.divisions and lists_of(known.batch) == lists_of(batch):
        return {}
    found = geography(reads.divisions(), reads.centers(), reads.center_ranges())
    return {"geography": found, "cameras": cameras_by_division(reads, found)}


def cameras_by_division(reads: Reads, geography: Geography) -> Mapping[int, int]:
    """How many cameras every division has; may raise HubGone."""
    tally: Counter[int] = Counter()
    for one in reads.cameras_counted():
        for above in geography.line(one.division_code):
            tally[above] += one.cameras
    return tally

"""How much waits for each seat, asked for once for all its windows."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

    from board.reads.reads import Reads
    from board.viewer.seat import Seat

FRESH = timedelta(seconds=15)
"""So old a count on a badge may be."""
KEPT = 200
"""So many seats are remembered."""
Place: TypeAlias = "tuple[int, str]"


class Waiting(Struct, frozen=True):
    """How many things wait, and how many of them are late."""

    things: int
    late: int


class Todos:
    """Safe from any thread."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._kept: OrderedDict[Place, tuple[datetime, Waiting]] = OrderedDict()

    def waiting(self, seat: Seat, now: datetime) -> Waiting | None:
        """What waits for a seat's center, or its agency there, as it was a few seconds
        ago. One seat is asked for at a time, however many look: meanwhile the others
        have what is known of them, and None before that. Raises HubGone.
        """
        place = seat.center_code, seat.agency_code
        with self._lock:
            asked_at, found = self._kept.get(place, (None, None))
        if found is not None and asked_at is not None and now - asked_at < FRESH:
            return found
        if not self._asking.acquire(blocking=False):
            return found
        try:
            return self._asked(place, now)
        finally:
            self._asking.release()

    def _asked(self, place: Place, now: datetime) -> Waiting:
        rows = self._reads.todo_counts(*place, now)
        fresh = Waiting(sum(row.things for row in rows), sum(row.late for row in rows))
        with self._lock:
            self._kept[place] = now, fresh
            self._kept.move_to_end(place)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return fresh

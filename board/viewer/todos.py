"""How much waits for each seat of the city, asked for once for all its windows."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from board.reads.reads import Reads
    from board.reads.todo_rows import TodoAnywhere
    from board.viewer.seat import Seat

FRESH = timedelta(seconds=15)
"""So old a count on a badge may be."""
Place: TypeAlias = "tuple[int, str, str]"
"""A center, an agency in it or '', the one role that it waits for or ''."""


class Waiting(Struct, frozen=True):
    """How many things wait, and how many of them are late."""

    things: int = 0
    late: int = 0


NOTHING = Waiting()


class Todos:
    """Safe from any thread."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._asked_at: datetime | None = None
        self._known: Mapping[Place, Waiting] | None = None

    def waiting(self, seat: Seat, now: datetime) -> Waiting | None:
        """What waits for a seat, or its agency at its center, as it was a few seconds
        ago. The whole city is asked for at once and by one of those who look: meanwhile
        the others have what is known, and None before that. Raises HubGone.
        """
        known = self._city(now)
        if known is None:
            return None
        roles = ("", seat.role)
        places = ((seat.center_code, seat.agency_code, one) for one in roles)
        found = [known.get(one, NOTHING) for one in places]
        return Waiting(sum(one.things for one in found), sum(one.late for one in found))

    def _city(self, now: datetime) -> Mapping[Place, Waiting] | None:
        with self._lock:
            asked_at, known = self._asked_at, self._known
        is_fresh = asked_at is not None and now - asked_at < FRESH
        if is_fresh or not self._asking.acquire(blocking=False):
            return known
        try:
            return self._asked(now)
        finally:
            self._asking.release()

    def _asked(self, now: datetime) -> Mapping[Place, Waiting]:
        found = by_place(self._reads.todo_everywhere(now))
        with self._lock:
            self._asked_at, self._known = now, found
        return found


def by_place(rows: Iterable[TodoAnywhere]) -> dict[Place, Waiting]:
    """What waits for each center, and for each agency in it."""
    return {
        (row.center_code, row.agency_code, row.only_role or ""): Waiting(
            row.things, row.late
        )
        for row in rows
    }

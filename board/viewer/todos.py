"""How much waits for each seat of the city, asked for once for all its windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from board.viewer.fresh import Fresh

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from board.reads.reads import Reads
    from board.reads.todo_rows import TodoAnywhere
    from board.viewer.seat import Seat

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
        self._city = Fresh(lambda now: by_place(reads.todo_everywhere(now)))

    def waiting(self, seat: Seat, now: datetime) -> Waiting | None:
        """What waits for a seat, or its agency at its center, as it was a few seconds
        ago. The whole city is asked for at once and by one of those who look: meanwhile
        the others have what is known, and None before that. Raises HubGone.
        """
        known = self._city.at(now)
        if known is None:
            return None
        roles = ("", seat.role)
        places = ((seat.center_code, seat.agency_code, one) for one in roles)
        found = [known.get(one, NOTHING) for one in places]
        return Waiting(sum(one.things for one in found), sum(one.late for one in found))


def by_place(rows: Iterable[TodoAnywhere]) -> dict[Place, Waiting]:
    """What waits for each center, and for each agency in it."""
    return {
        (row.center_code, row.agency_code, row.only_role or ""): Waiting(
            row.things, row.late
        )
        for row in rows
    }

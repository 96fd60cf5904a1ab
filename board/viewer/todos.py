"""How much waits for each seat of the city, asked for once for all its windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

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
Waits: TypeAlias = "tuple[Waiting, WaitingNotices]"
"""All that waits somewhere, and the notices among it."""
Sums = TypeVar("Sums", bound="Waiting")


class Waiting(Struct, frozen=True):
    """How many things wait, and how many of them are late."""

    things: int = 0
    late: int = 0


class WaitingNotices(Waiting, frozen=True):
    """How many notices wait; so many of them are urgent ones."""

    urgent: int = 0


NOTHING = (Waiting(), WaitingNotices())


class Todos:
    """Safe from any thread."""

    def __init__(self, reads: Reads) -> None:
        self._city = Fresh(lambda now: by_place(reads.todo_everywhere(now)))

    def waiting(self, seat: Seat, now: datetime) -> Waiting | None:
        """What waits for a seat, or its agency at its center, as it was a few seconds
        ago. The whole city is asked for at once and by one of those who look: meanwhile
        the others have what is known, and None before that. Raises HubGone.
        """
        found = self._found(seat, now)
        return None if found is None else _sum((one for one, _ in found), Waiting)

    def notices(self, seat: Seat, now: datetime) -> WaitingNotices | None:
        """The notices among what waits for it, in the same way."""
        found = self._found(seat, now)
        return (
            None if found is None else _sum((one for _, one in found), WaitingNotices)
        )

    def _found(self, seat: Seat, now: datetime) -> list[Waits] | None:
        known = self._city.at(now)
        if known is None:
            return None
        roles = ("", seat.role)
        places = ((seat.center_code, seat.agency_code, one) for one in roles)
        return [known.get(one, NOTHING) for one in places]


def _sum(found: Iterable[Sums], sort: type[Sums]) -> Sums:
    """Field by field."""
    every, fields = tuple(found), sort.__struct_fields__
    return sort(*(sum(getattr(one, name) for one in every) for name in fields))


def by_place(rows: Iterable[TodoAnywhere]) -> dict[Place, Waits]:
    """What waits for each center, and for each agency in it."""
    return {
        (row.center_code, row.agency_code, row.only_role or ""): (
            Waiting(row.things, row.late),
            WaitingNotices(row.notices, row.notices_late, row.notices_urgent),
        )
        for row in rows
    }

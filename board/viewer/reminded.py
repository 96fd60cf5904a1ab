"""Which reminders are due, of all who have some, asked for once for all windows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from board.reads.following_rows import ReminderDue
from board.reads.rounds import asked, rows_of
from board.viewer.fresh import Fresh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from board.reads.reads import Reads
    from board.viewer.seat import Seat

DUE = "reminders_due"
AHEAD = timedelta(minutes=1)
"""So far ahead it is asked: one is told of when it is due, not when next is asked."""
ByOwner: TypeAlias = "Mapping[str, tuple[ReminderDue, ...]]"


class Reminded:
    """Safe from any thread."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._city: Fresh[ByOwner] = Fresh(self._asked)

    def due(self, seat: Seat, now: datetime) -> tuple[ReminderDue, ...]:
        """What is due of who sits there, the first due first. Raises HubGone."""
        own = (self._city.at(now) or {}).get(seat.keeper, ())
        return tuple(one for one in own if one.due_at <= now)

    def outdate(self) -> None:
        """Somebody has dealt with one."""
        self._city.outdate()

    def _asked(self, now: datetime) -> ByOwner:
        question = {DUE: asked(DUE, until_at=now + AHEAD)}
        found = self._reads.round(question, now)[DUE]
        return by_owner(rows_of(found, ReminderDue))


def by_owner(rows: Iterable[ReminderDue]) -> dict[str, tuple[ReminderDue, ...]]:
    """Those of each owner, in their order."""
    found: dict[str, list[ReminderDue]] = {}
    for row in rows:
        found.setdefault(row.owner, []).append(row)
    return {owner: tuple(some) for owner, some in found.items()}

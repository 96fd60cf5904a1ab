"""Notices a transaction that somebody left open: nothing behind it can be read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE: Final = timedelta(seconds=10)


class HoldUp(Struct, frozen=True):
    """A partition that can be read up to `offset` only, since when."""

    topic: str
    partition: int
    offset: int
    since: datetime


class HoldUps:
    """The partitions in which something was written that may not be read yet."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int], HoldUp] = {}

    def look(
        self,
        ends: Mapping[tuple[str, int], int],
        written: Mapping[tuple[str, int], int],
        at: datetime,
    ) -> None:
        """Take note of where what may be read ends, and what was written."""
        found = {}
        for place, end in ends.items():
            if written.get(place, end) > end:
                new = HoldUp(*place, end, at)
                known = self._found.get(place, new)
                found[place] = known if known.offset == end else new
        self._found = found

    def long_standing(self, at: datetime) -> list[HoldUp]:
        """Those that one transaction has held up for ten seconds."""
        return [one for one in self._found.values() if at - one.since >= PATIENCE]

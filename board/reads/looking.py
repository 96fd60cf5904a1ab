"""Looking at hubs: whether each answers, what it is, how far it has read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec

from board.reads.health import HubHealth
from board.reads.standing import GONE, OTHER, Look, look_of
from sql.errors import LateHubError, NoHubError, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sql.flight import FlightStore

LATE_LOOKS = 2
"""So many looks in a row without an answer in time: it is gone, not busy."""


class Looking:
    """Looks at all hubs at once, by doors that answer soon or not at all; for one
    thread at a time.
    """

    def __init__(self, doors: Sequence[FlightStore]) -> None:
        self._doors = tuple(doors)
        self._late = [0] * len(self._doors)
        self._side = ThreadPoolExecutor(len(self._doors), thread_name_prefix="look")

    def at_all(self, before: Sequence[Look]) -> tuple[Look, ...]:
        """What each is like now; never raises for what a hub is or says."""
        return tuple(self._side.map(self._at, range(len(self._doors)), before))

    def stop(self) -> None:
        self._side.shutdown(wait=False, cancel_futures=True)

    def _at(self, place: int, before: Look) -> Look:
        door = self._doors[place]
        try:
            found, said = door.query("standing"), door.health()
            look = look_of(found, msgspec.json.decode(said, type=HubHealth))
        except LateHubError as late:
            self._late[place] += 1
            is_gone = self._late[place] >= LATE_LOOKS
            return Look(why=GONE, detail=str(late)) if is_gone else before
        except NoHubError as gone:
            return Look(why=GONE, detail=str(gone))
        except (StoreError, msgspec.MsgspecError) as other:
            return Look(why=OTHER, detail=str(other))
        self._late[place] = 0
        return look

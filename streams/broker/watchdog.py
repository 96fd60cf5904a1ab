"""Notices partitions that hold records and yield none, however the client explains it.

kafka-python 3.0.12 may stop to fetch the partitions of one leader without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.broker.cluster import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE_S = 15.0
STALLS_IN_A_ROW = 3
FIRST_WAIT_S, MOST_WAIT_S = 0.1, 2.0


class StallError(SourceError):
    """A partition stands still though it holds more: start anew from the store."""


class StuckError(Exception):
    """Starting anew did not help: a new process may."""


class Watchdog:
    """Counts, per partition, the seconds waited for Kafka since it last moved."""

    def __init__(self, positions: Mapping[tuple[str, int], int]) -> None:
        self._positions = dict(positions)
        self._waited = dict.fromkeys(positions, 0.0)

    def look(
        self,
        positions: Mapping[tuple[str, int], int],
        ends: Mapping[tuple[str, int], int],
        *,
        waited_s: float,
    ) -> bool:
        """Take note of how far the reader is, and tell whether anything moved.

        `waited_s` are the seconds since the last look that were spent on polling.
        StallError names a partition that stood still for 15 s of them.
        """
        moved = [
            place
            for place, position in positions.items()
            if position != self._positions.get(place)
        ]
        for place, position in positions.items():
            is_behind = position < ends.get(place, position)
            waits = is_behind and place not in moved
            self._waited[place] = self._waited[place] + waited_s if waits else 0.0
        self._positions.update(positions)
        self._require_progress(ends)
        return bool(moved)

    def _require_progress(self, ends: Mapping[tuple[str, int], int]) -> None:
        for place, waited in self._waited.items():
            if waited >= PATIENCE_S:
                topic, partition = place
                raise StallError(
                    f"{topic}[{partition}] stands at {self._positions[place]} since "
                    f"{waited:.0f} s though it ends at {ends[place]}",
                )


class Restarts:
    """Counts the consumers thrown away since the reader last moved."""

    def __init__(self) -> None:
        self._in_a_row = self._stalls = 0

    def moved(self) -> None:
        self._in_a_row = self._stalls = 0

    def note(self, error: SourceError) -> float:
        """Seconds to wait before the next one: 0.1, 0.2, 0.4 … 2.

        StuckError at the third stall: a new process may help. Against a broker that
        does not answer it would not.
        """
        self._stalls += isinstance(error, StallError)
        if self._stalls >= STALLS_IN_A_ROW:
            raise StuckError(f"{self._stalls} times anew, and still: {error}")
        self._in_a_row += 1
        return float(min(FIRST_WAIT_S * 2 ** (self._in_a_row - 1), MOST_WAIT_S))

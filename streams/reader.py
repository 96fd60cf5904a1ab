"""One consumer at work: collects batches, and notices when it stands still."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from streams.source import POLL_RECORDS
from streams.watchdog import Watchdog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streams.source import Source
    from streams.watch import Watch

POLL_MS = 50
COLLECT_S, COLLECT_MOST_S = 0.05, 0.5
LOOK_S = 1.0


class Sight(Struct, frozen=True):
    """How far the reader is, how far the topics go, and whether the reader moved."""

    positions: Mapping[tuple[str, int], int]
    ends: Mapping[tuple[str, int], int]
    has_moved: bool


class Reader:
    """Reads from given positions on; SourceError means that a new one is needed."""

    def __init__(
        self, source: Source, positions: Mapping[tuple[str, int], int], watch: Watch
    ) -> None:
        source.seek(positions)
        self._source = source
        self._watch = watch
        self._watchdog = Watchdog(positions)
        self._polled_s = 0.0
        self._look_at = time.monotonic() + LOOK_S

    def collect(self, last_s: float, is_over: Callable[[], bool]) -> list[Any]:
        """Records of one batch: 20,000, or what came within a moment of the first.

        The moment is 50 ms, or as long as the last batch took to write (`last_s`):
        under load fewer and larger transactions leave the machine to the others.
        """
        started = time.monotonic()
        records = self._source.poll(POLL_MS)
        until = time.monotonic() + min(max(COLLECT_S, last_s), COLLECT_MOST_S)
        while records and len(records) < POLL_RECORDS and not is_over():
            left_ms = int((until - time.monotonic()) * 1_000)
            if left_ms <= 0:
                break
            records += self._source.poll(min(left_ms, POLL_MS))
        self._polled_s += time.monotonic() - started
        return records

    def look(self) -> Sight | None:
        """Once a second, what there is to see; None in between.

        StallError when a partition holds records and yields none.
        """
        if time.monotonic() < self._look_at:
            return None
        self._look_at = time.monotonic() + LOOK_S
        polled_s, self._polled_s = self._polled_s, 0.0
        positions = self._source.positions()
        has_moved = self._watchdog.look(positions, self._watch.ends, waited_s=polled_s)
        return Sight(positions, self._ends(), has_moved)

    def _ends(self) -> dict[tuple[str, int], int]:
        ends = self._source.ends()
        for place, end in self._watch.ends.items():
            ends[place] = max(end, ends.get(place, 0))
        return ends

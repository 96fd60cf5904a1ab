"""One consumer at work: collects and decodes what comes; notices a standstill."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from streams.broker.source import POLL_BYTES, POLL_RECORDS
from streams.broker.watchdog import Watchdog
from streams.intake.admission import VALUE, admitted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streams.broker.source import Source
    from streams.broker.unreadable import Passed
    from streams.broker.watch import Watch
    from streams.intake.admission import Admission, Admitted
    from streams.status import HaltStatus

POLL_S = 0.05
LOOK_S = 1.0


class Sight(Struct, frozen=True):
    """How far the reader is, how far the topics go, and whether the reader moved;
    which partitions cannot be read on, and what a person had it leave out meanwhile.
    """

    positions: Mapping[tuple[str, int], int]
    ends: Mapping[tuple[str, int], int]
    has_moved: bool
    halted: tuple[HaltStatus, ...] = ()
    passed: tuple[Passed, ...] = ()


class Collected(Struct, frozen=True):
    """Messages of one batch, and what was seen before the first of them was read."""

    messages: list[Admitted]
    sight: Sight | None
    decode_s: float


class Reader:
    """Reads from given positions on; SourceError means that a new one is needed.

    For one thread at a time.
    """

    def __init__(
        self,
        source: Source,
        positions: Mapping[tuple[str, int], int],
        watch: Watch,
        admission: Admission,
    ) -> None:
        source.seek(positions)
        self._source = source
        self._watch = watch
        self._admission = admission
        self._watchdog = Watchdog(positions)
        self._polled_s = 0.0
        self._look_at = time.monotonic() + LOOK_S

    def collect(self, left_s: Callable[[float | None], float]) -> Collected:
        """Messages of one batch: 20,000, or 32 MB, or what came while there was time.

        `left_s` says how much longer to go on, told when the first message came.
        """
        sight = self._look()
        messages: list[Admitted] = []
        decode_s, wait_s = 0.0, POLL_S
        size, since = 0, None
        while wait_s > 0 and len(messages) < POLL_RECORDS and size < POLL_BYTES:
            records = self._poll(wait_s, POLL_RECORDS - len(messages))
            started = time.monotonic()
            messages += admitted(records, self._admission)
            decode_s += time.monotonic() - started
            size += sum(len(record[VALUE] or b"") for record in records)
            if since is None and messages:
                since = started
            wait_s = min(left_s(since), POLL_S)
        return Collected(messages, sight, decode_s)

    def _poll(self, wait_s: float, most: int) -> list[Any]:
        started = time.monotonic()
        records = self._source.poll(int(wait_s * 1_000), most)
        self._polled_s += time.monotonic() - started
        return records

    def _look(self) -> Sight | None:
        """Once a second, what there is to see; None in between.

        StallError when a partition holds records and yields none.
        """
        if time.monotonic() < self._look_at:
            return None
        self._look_at = time.monotonic() + LOOK_S
        polled_s, self._polled_s = self._polled_s, 0.0
        halted, passed = self._source.halted(), self._source.passed()
        positions = self._source.positions()
        expected = dict(self._watch.ends)
        for halt in halted:
            expected.pop((halt.topic, halt.partition), None)
        has_moved = self._watchdog.look(positions, expected, waited_s=polled_s)
        return Sight(positions, self._ends(), has_moved, halted, passed)

    def _ends(self) -> dict[tuple[str, int], int]:
        ends = self._source.ends()
        for place, end in self._watch.ends.items():
            ends[place] = max(end, ends.get(place, 0))
        return ends

"""What full state has to take: 70 % new, 20 % on open items, 10 % on finished ones.

On open items half are new versions, half moves; on finished ones one in a hundred is a
late version, the others are return visits, notes and moves that come again.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from zlib import crc32

from kafka.consumer.fetcher import ConsumerRecord

from streams.events import HANDLING_TOPIC, STREAMS
from tests.bench.preload import PARTITIONS
from tests.bench.traffic import KINDS, Message, item_event, item_move

Pick = Callable[[random.Random, int], int]
RECENT_ITEMS = 40_000
"""On average so far back lies what a recent pick takes: three days of a large city."""
RECENT_SHARE = 0.95
CASES = sum(stream.opens_as == "case" for stream in STREAMS)
STEPS = {
    stream.kind: ("accept", "assess", "handle") if stream.opens_as == "case" else ()
    for stream in STREAMS
}
LATE_EVERY, ARCHIVED_EVERY, NOTED_EVERY = 100, 50, 10
REPEATED_SHARE = 0.3


def uniform(draw: random.Random, items: int) -> int:
    """Any finished item, however old."""
    return draw.randrange(items)


def recent(draw: random.Random, items: int) -> int:
    """Mostly what was finished lately."""
    return items - 1 - int(draw.expovariate(1 / RECENT_ITEMS)) % items


def mixed(draw: random.Random, items: int) -> int:
    """What was finished lately, and one in twenty of any age."""
    return (recent if draw.random() < RECENT_SHARE else uniform)(draw, items)


PICKS: dict[str, Pick] = {"uniform": uniform, "mixed": mixed, "recent": recent}


class StateMix:
    """Makes the records of commit after commit, as the broker would hand them."""

    def __init__(self, finished: int, pick: str) -> None:
        self._finished = finished
        self._pick = PICKS[pick]
        self._draw = random.Random(finished)
        self._opened = self._turns = 0
        self._versions: Counter[int] = Counter()
        self._steps: Counter[int] = Counter()
        self._offsets: Counter[tuple[str, int]] = Counter()
        self._sent: list[Message] = []

    def commit(self, size: int, at: str, at_ms: int) -> list[ConsumerRecord]:
        """Records of one commit of the mix."""
        return [
            self._record(TEN[place % len(TEN)](self, at), at_ms)
            for place in range(size)
        ]

    def opening(self, size: int, at: str, at_ms: int) -> list[ConsumerRecord]:
        """Records of one commit of new items alone."""
        return [self._record(self.new(at), at_ms) for _ in range(size)]

    def new(self, at: str) -> Message:
        self._opened += 1
        return item_event(f"n{self._opened}", self._opened, at)

    def new_version(self, at: str) -> Message:
        number = self._draw.randrange(self._opened) + 1
        self._versions[number] += 1
        return item_event(f"n{number}", number, at, 1 + self._versions[number])

    def open_move(self, at: str) -> Message:
        number = self._draw.randrange(self._opened) + 1
        steps = STEPS[KINDS[number % len(KINDS)]]
        taken = self._steps[number]
        self._steps[number] += 1
        step = steps[taken] if taken < len(steps) else "note"
        return item_move(f"n{number}", number, step, at, taken)

    def finished_message(self, at: str) -> Message:
        self._turns += 1
        number = self._pick(self._draw, self._finished)
        if self._turns % LATE_EVERY == 0:
            return item_event(f"f{number}", number, at, 2)
        if self._sent and self._draw.random() < REPEATED_SHARE:
            return self._draw.choice(self._sent)
        step = "archive" if self._turns % ARCHIVED_EVERY == 1 else "visit"
        step = "note" if self._turns % NOTED_EVERY == 2 else step
        # Of four kinds the first two open as cases; a false alarm takes no visit.
        number += number % len(KINDS) % CASES - number % len(KINDS)
        message = item_move(f"f{number}", number, step, at, self._turns)
        self._sent.append(message)
        return message

    def _record(self, message: Message, at_ms: int) -> ConsumerRecord:
        count = 1 if message.topic == HANDLING_TOPIC else PARTITIONS
        partition = crc32(message.key) % count
        offset = self._offsets[message.topic, partition]
        self._offsets[message.topic, partition] += 1
        return ConsumerRecord(
            *(message.topic, partition, 0, offset, at_ms, 0, message.key),
            *(message.value, (), None, len(message.key), len(message.value), -1),
        )


TEN: tuple[Callable[[StateMix, str], Message], ...] = (
    *(StateMix.new,) * 7,
    StateMix.new_version,
    StateMix.open_move,
    StateMix.finished_message,
)
"""What ten messages are."""

"""What no client can read halts its own partition: the others go on.

A batch may be compressed by what nobody here knows, or not be what its check sum says.
It is tried again now and then, for a replica may be mended; a person may have the
reader go past it.
"""

from __future__ import annotations

import struct
import time
import zlib
from typing import TYPE_CHECKING, Final

from cramjam import DecompressionError
from kafka import TopicPartition
from kafka.errors import CorruptRecordError, UnsupportedCodecError
from msgspec import Struct
from snappy import UncompressError
from zstandard import ZstdError

from streams.status import HaltStatus

if TYPE_CHECKING:
    from collections.abc import Collection

    from kafka import KafkaConsumer

    Place = tuple[str, int]
    """Topic and partition."""

DAMAGE: Final = (
    *(ValueError, IndexError, struct.error, EOFError, RuntimeError),
    *(zlib.error, DecompressionError, UncompressError, ZstdError),
)
"""What the client and the codecs raise at bytes that are not what they say."""
UNREADABLE: Final = (CorruptRecordError, UnsupportedCodecError)
AGAIN_S = 60.0


class Passed(Struct, frozen=True):
    """Offsets from `offset` up to before `until` that a person had us leave out."""

    topic: str
    partition: int
    offset: int
    until: int


class Halts:
    """The halted partitions of one consumer. For its one thread.

    `skips` are the (topic, partition, offset) to go past; another thread may add some.
    """

    def __init__(
        self, consumer: KafkaConsumer, skips: Collection[tuple[str, int, int]] = ()
    ) -> None:
        self._consumer = consumer
        self._skips = skips
        self._halted: dict[Place, HaltStatus] = {}
        self._again_at = 0.0
        self._passed: list[Passed] = []

    def halt(self, place: Place, offset: int, error: Exception) -> None:
        """Fetch nothing more of a partition that cannot be read at an offset."""
        if not self._halted:
            self._again_at = time.monotonic() + AGAIN_S
        self._halted[place] = HaltStatus(*place, offset, _reason(error))
        self._consumer.pause(TopicPartition(*place))

    def must_pass(self, place: Place, offset: int) -> bool:
        """Whether a person had us go past what stands there."""
        return (*place, offset) in self._skips

    def go_past(self, place: Place, offset: int, until: int) -> int:
        """Leave out what stands there; gives the offset to go on from, which is never
        beyond the end, whatever a damaged batch says of itself.
        """
        end = self._consumer.highwater(TopicPartition(*place))
        until = min(max(until, offset + 1), max(end or 0, offset + 1))
        self._passed.append(Passed(*place, offset, until))
        return until

    def look(self) -> tuple[HaltStatus, ...]:
        """The partitions that are halted now. What a person had us go past is tried
        again, and once a minute all of them.
        """
        is_time = time.monotonic() >= self._again_at
        for place, halt in list(self._halted.items()):
            part = TopicPartition(*place)
            if self._consumer.position(part, timeout_ms=0) != halt.offset:
                del self._halted[place]
            elif is_time or self.must_pass(place, halt.offset):
                self._consumer.resume(part)
        if is_time:
            self._again_at = time.monotonic() + AGAIN_S
        return tuple(self._halted.values())

    def passed(self) -> tuple[Passed, ...]:
        """What was left out since the last call."""
        passed, self._passed = tuple(self._passed), []
        return passed


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"

"""The one consumer: reads our topics from given offsets, without a group.

On a SourceError out of `poll`, throw the source away and open a new one: after a
leader was missing for a moment, kafka-python 3.0.12 never fetches those partitions
again.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any

from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from msgspec import Struct

from streams.broker import wire
from streams.broker.cluster import TROUBLE, SourceError, describe, isolation_of
from streams.broker.unreadable import Halts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from streams.broker.unreadable import Passed
    from streams.status import HaltStatus

LOG = logging.getLogger(__name__)
POLL_RECORDS = 20_000
"""Half as many cost a quarter more a record: a transaction has its fixed price."""
POLL_BYTES = 32 * 1024 * 1024
"""Of messages as large as a broker takes, far fewer."""
READ_ONE_MS, CLOSE_MS = 5_000, 1_000


class Span(Struct, frozen=True):
    """The offsets that a partition holds: from `beginning` up to before `end`, which
    lies before the first transaction that is still open.
    """

    beginning: int
    end: int


@contextmanager
def _told() -> Iterator[None]:
    """Trouble of any kind means the same to us: start anew with a new client."""
    try:
        yield
    except TROUBLE as error:
        raise SourceError(f"{type(error).__name__}: {error}") from error


class Source:
    """Reads partitions from given offsets; positions are (topic, partition).

    Only what is committed is read. `skips` are (topic, partition, offset) of batches
    that cannot be read and are to be left out. SourceError on trouble with the broker:
    open a new source then.
    """

    def __init__(
        self,
        connection: Mapping[str, Any],
        partitions: Iterable[tuple[str, int]],
        skips: Collection[tuple[str, int, int]] = (),
    ) -> None:
        self._partitions = [TopicPartition(*place) for place in partitions]
        with _told():
            self._consumer = KafkaConsumer(
                **connection,
                enable_auto_commit=False,
                auto_offset_reset="none",
                metadata_max_age_ms=30_000,
                reconnect_backoff_max_ms=2_000,
                fetch_max_wait_ms=100,
                request_timeout_ms=10_000,
                allow_auto_create_topics=False,
                isolation_level=isolation_of(connection),
            )
            self._halts = Halts(self._consumer, skips)
            wire.install(self._consumer, self._halts)
            self._consumer.assign(self._partitions)

    def spans(self) -> dict[tuple[str, int], Span]:
        """What each partition holds now."""
        with _told():
            beginnings = self._consumer.beginning_offsets(self._partitions)
            ends = self._consumer.end_offsets(self._partitions)
        return {
            (part.topic, part.partition): Span(beginnings[part], ends[part])
            for part in self._partitions
        }

    def seek(self, positions: Mapping[tuple[str, int], int]) -> None:
        """Go on from these offsets."""
        with _told():
            for (topic, partition), offset in positions.items():
                self._consumer.seek(TopicPartition(topic, partition), offset)

    def poll(self, timeout_ms: int, most: int = POLL_RECORDS) -> list[Any]:
        """Up to so many records, each partition in order; their fields stand in the
        places of kafka-python's ConsumerRecord.
        """
        with _told():
            polled = self._consumer.poll(timeout_ms, max_records=most)
        return list(chain.from_iterable(polled.values()))

    def positions(self) -> dict[tuple[str, int], int]:
        """The next offset of each partition: also past what is no record, as the
        marks of a transaction are.
        """
        with _told():
            found = {
                part: self._consumer.position(part, timeout_ms=0)
                for part in self._partitions
            }
        return _known(found)

    def ends(self) -> dict[tuple[str, int], int]:
        """The end of what may be read of each partition, as the last fetch saw it."""
        with _told():
            found = {part: self._consumer.highwater(part) for part in self._partitions}
        return _known(found)

    def halted(self) -> tuple[HaltStatus, ...]:
        """The partitions that cannot be read on; they are tried again now and then."""
        with _told():
            return self._halts.look()

    def passed(self) -> tuple[Passed, ...]:
        """What was left out, as a person said, since the last call."""
        return self._halts.passed()

    def close(self) -> None:
        """What a client says while it is thrown away changes nothing any more."""
        try:
            self._consumer.close(autocommit=False, timeout_ms=CLOSE_MS)
        except TROUBLE:
            LOG.exception("a consumer did not close in order")


def _known(found: Mapping[TopicPartition, int | None]) -> dict[tuple[str, int], int]:
    return {
        (part.topic, part.partition): offset
        for part, offset in found.items()
        if offset is not None
    }


def read_one(
    connection: Mapping[str, Any], topic: str, partition: int, offset: int
) -> Any | None:
    """One record by its place, or None when Kafka has dropped it or never had it."""
    topics = {facts.topic: facts.partitions for facts in describe(connection).topics}
    if partition not in topics.get(topic, ()):
        return None
    source = Source(connection, [(topic, partition)])
    try:
        span = source.spans()[topic, partition]
        if not span.beginning <= offset < span.end:
            return None
        source.seek({(topic, partition): offset})
        records = source.poll(READ_ONE_MS)
    finally:
        source.close()
    found = (ConsumerRecord._make(record) for record in records)
    return next((record for record in found if record.offset == offset), None)

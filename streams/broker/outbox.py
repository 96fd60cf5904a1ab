"""The one producer: every message this project writes goes out through here.

Idempotence is off on purpose: with it, one refused record makes every later send of
kafka-python 3.0.12 fail. One request in flight keeps the order; `id`+`version` and
`move_id` make repeats harmless.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from kafka import KafkaProducer
from kafka.errors import KafkaError

from streams.broker.knock import KnockError, knock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class OutboxError(Exception):
    """A message did not reach the broker; the text names the topic and the cause."""


class Outbox:
    """Sends messages and says what was refused.

    `bulk` trades a few milliseconds of delay for batches, as history loading needs.
    """

    def __init__(self, connection: Mapping[str, Any], *, bulk: bool = False) -> None:
        try:
            knock(connection)
            self._producer = KafkaProducer(
                **connection,
                enable_idempotence=False,
                acks="all",
                max_in_flight_requests_per_connection=1,
                batch_size=131_072 if bulk else 16_384,
                linger_ms=20 if bulk else 0,
                compression_type="lz4" if bulk else None,
                reconnect_backoff_max_ms=5_000,
            )
        except (KafkaError, KnockError) as error:
            raise OutboxError(f"no way to the broker: {error}") from error
        self._refused: list[str] = []
        self._partitions: dict[str, int] = {}

    def send(
        self,
        topic: str,
        key: bytes,
        value: bytes,
        at_ms: int | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> Any:
        """Queue one message and return its future; `flush` raises for the refused.

        OutboxError when it cannot even be queued, as for a topic that is not there.
        """
        try:
            future = self._producer.send(
                topic,
                value,
                key=key,
                headers=list(headers),
                partition=self._partition_of(topic, key),
                timestamp_ms=at_ms,
            )
        except KafkaError as error:
            raise OutboxError(f"{topic}: {error}") from error
        future.add_errback(self._refuse, topic)
        return future

    def _partition_of(self, topic: str, key: bytes) -> int:
        """The same key, the same partition: the client's own hash is Python and takes
        a third of a send.
        """
        count = self._partitions.get(topic)
        if count is None:
            count = len(self._producer.partitions_for(topic))
            self._partitions[topic] = count
        return crc32(key) % count

    def _refuse(self, topic: str, error: BaseException) -> None:
        self._refused.append(f"{topic}: {error}")

    def flush(self, timeout_s: float = 30.0) -> None:
        """Wait until all is with the broker; OutboxError names the first refused."""
        try:
            self._producer.flush(timeout=timeout_s)
        except KafkaError as error:
            raise OutboxError(f"the broker did not answer in time: {error}") from error
        refused, self._refused = self._refused, []
        if refused:
            raise OutboxError(f"{len(refused)} refused, first: {refused[0]}")

    def close(self, timeout_s: float = 5.0) -> None:
        self._producer.close(timeout=timeout_s)

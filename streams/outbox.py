"""The one producer: every message this project writes goes out through here.

Idempotence is off on purpose: with it, one refused record makes every later send of
kafka-python 3.0.12 fail. One request in flight keeps the order; `id`+`version` and
`move_id` make repeats harmless.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from zlib import crc32

from kafka import KafkaAdminClient, KafkaProducer
from kafka.errors import KafkaError, TopicAlreadyExistsError

from streams.events import ORDERED_TOPICS, TOPICS
from streams.knock import KnockError, knock
from streams.security import security_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOG = logging.getLogger(__name__)

_EMBEDDED_API_VERSION = (2, 3)
"""What the mock broker inside librdkafka speaks; it cannot be asked."""


class OutboxError(Exception):
    """A message did not reach the broker; the text names the topic and the cause."""


def connection_from(environ: Mapping[str, str]) -> dict[str, Any]:
    """Client settings from `KAFKA_*`: bootstrap servers, TLS and SASL.

    SecurityError, a ValueError, names the variable that does not fit.
    """
    settings = security_from(environ)
    servers = environ.get("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
    settings["bootstrap_servers"] = servers.split(",")
    if environ.get("CGC_BROKER_KIND") == "embedded":
        settings["api_version"] = _EMBEDDED_API_VERSION
    return settings


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


def ensure_topics(
    connection: Mapping[str, Any], *, partitions: int, timestamp_type: str
) -> list[str]:
    """Create the topics that are missing and return their names; nothing expires.

    Safe to repeat. Only for a broker that is ours: a city's cluster is set up by
    those who run it.
    """
    admin = KafkaAdminClient(**connection)
    try:
        missing = sorted(set(TOPICS) - set(admin.list_topics()))
        if missing:
            admin.create_topics(
                {name: _options(name, partitions, timestamp_type) for name in missing},
                wait_for_metadata=True,
            )
    except TopicAlreadyExistsError:
        # The client asks a slow broker again; what it asked for is there then.
        LOG.info("the topics were made meanwhile")
    finally:
        admin.close()
    return missing


def _options(topic: str, partitions: int, timestamp_type: str) -> dict[str, Any]:
    return {
        "num_partitions": 1 if topic in ORDERED_TOPICS else partitions,
        "replication_factor": 1,
        "configs": {"retention.ms": "-1", "message.timestamp.type": timestamp_type},
    }

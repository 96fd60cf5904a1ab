"""The one consumer: reads our topics from given offsets, without a group.

On any exception out of `poll`, throw the source away and open a new one: after a
leader was missing for a moment, kafka-python 3.0.12 never fetches those partitions
again.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import KafkaError
from msgspec import Struct

from streams.events import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TIMESTAMP_TYPE = "message.timestamp.type"
POLL_RECORDS = 10_000
READ_ONE_MS = 5_000
LOOK_S = 2.0


class SourceError(Exception):
    """The broker does not answer or refuses; the text says what it said."""


class TopicFacts(Struct, frozen=True):
    """One topic as the cluster describes it. Another id is another topic."""

    topic: str
    topic_id: str
    partitions: tuple[int, ...]
    timestamp_type: str


class ClusterFacts(Struct, frozen=True):
    """The cluster and those of our topics that exist on it."""

    cluster_id: str
    topics: tuple[TopicFacts, ...]


class Span(Struct, frozen=True):
    """The offsets that a partition holds: from `beginning` up to before `end`."""

    beginning: int
    end: int


def describe(connection: Mapping[str, Any]) -> ClusterFacts:
    """Ask the cluster for our topics. SourceError when it does not answer."""
    _require_listener(connection["bootstrap_servers"])
    try:
        if "api_version" in connection:
            return _describe_embedded(connection)
        return _describe(connection)
    except KafkaError as error:
        servers = ",".join(connection["bootstrap_servers"])
        raise SourceError(
            f"no answer from Kafka at {servers} ({error}); is it running, and is "
            "KAFKA_BOOTSTRAP_SERVERS right?",
        ) from error


def _require_listener(servers: Sequence[str]) -> None:
    """A client that cannot bootstrap leaves its thread behind, so look first."""
    refusals = []
    for server in servers:
        host, _, port = server.strip().rpartition(":")
        try:
            socket.create_connection((host.strip("[]"), int(port)), LOOK_S).close()
        except (OSError, ValueError) as error:
            refusals.append(f"{server}: {error}")
        else:
            return
    raise SourceError(
        f"no Kafka listens at {'; '.join(refusals)}. Is it running, and is "
        "KAFKA_BOOTSTRAP_SERVERS right?",
    )


def _describe(connection: Mapping[str, Any]) -> ClusterFacts:
    admin = KafkaAdminClient(**connection)
    try:
        described = [
            topic
            for topic in admin.describe_topics(list(TOPICS))
            if topic["error_code"] == 0
        ]
        types = _timestamp_types(admin, [topic["name"] for topic in described])
        cluster_id = str(admin.describe_cluster()["cluster_id"])
    finally:
        admin.close()
    return ClusterFacts(
        cluster_id,
        tuple(
            _topic_facts(topic, types[topic["name"]])
            for topic in sorted(described, key=lambda topic: str(topic["name"]))
        ),
    )


def _topic_facts(topic: Mapping[str, Any], timestamp_type: str) -> TopicFacts:
    partitions = sorted(part["partition_index"] for part in topic["partitions"])
    return TopicFacts(
        topic["name"], str(topic["topic_id"]), tuple(partitions), timestamp_type
    )


def _timestamp_types(admin: KafkaAdminClient, topics: list[str]) -> dict[str, str]:
    if not topics:
        return {}
    asked = [
        ConfigResource(ConfigResourceType.TOPIC, topic, {TIMESTAMP_TYPE: None})
        for topic in topics
    ]
    answer = admin.describe_configs(asked, config_filter="all")["topic"]
    return {topic: answer[topic][TIMESTAMP_TYPE]["value"] for topic in topics}


def _describe_embedded(connection: Mapping[str, Any]) -> ClusterFacts:
    """The mock broker takes no admin calls; a new address is a new broker there."""
    consumer = KafkaConsumer(**connection)
    try:
        partitions = {topic: consumer.partitions_for_topic(topic) for topic in TOPICS}
    finally:
        consumer.close()
    address = connection["bootstrap_servers"][0]
    facts = (
        TopicFacts(topic, f"embedded {address}", tuple(sorted(numbers)), "CreateTime")
        for topic, numbers in partitions.items()
        if numbers
    )
    return ClusterFacts(f"embedded {address}", tuple(facts))


class Source:
    """Reads partitions from given offsets; positions are (topic, partition).

    SourceError when the broker does not answer while it is made.
    """

    def __init__(
        self,
        connection: Mapping[str, Any],
        partitions: Iterable[tuple[str, int]],
    ) -> None:
        self._partitions = [TopicPartition(*partition) for partition in partitions]
        try:
            self._consumer = KafkaConsumer(
                **connection,
                enable_auto_commit=False,
                auto_offset_reset="none",
                metadata_max_age_ms=30_000,
                reconnect_backoff_max_ms=2_000,
                fetch_max_wait_ms=100,
                request_timeout_ms=10_000,
                allow_auto_create_topics=False,
            )
        except KafkaError as error:
            raise SourceError(f"{type(error).__name__}: {error}") from error
        self._consumer.assign(self._partitions)

    def spans(self) -> dict[tuple[str, int], Span]:
        """What each partition holds now. SourceError when the broker does not say."""
        try:
            beginnings = self._consumer.beginning_offsets(self._partitions)
            ends = self._consumer.end_offsets(self._partitions)
        except KafkaError as error:
            raise SourceError(f"{type(error).__name__}: {error}") from error
        return {
            (part.topic, part.partition): Span(beginnings[part], ends[part])
            for part in self._partitions
        }

    def seek(self, positions: Mapping[tuple[str, int], int]) -> None:
        """Go on from these offsets."""
        for (topic, partition), offset in positions.items():
            self._consumer.seek(TopicPartition(topic, partition), offset)

    def poll(self, timeout_ms: int) -> list[Any]:
        """Up to 10,000 of kafka-python's ConsumerRecords, each partition in order.

        SourceError on anything unexpected: open a new source then.
        """
        try:
            polled = self._consumer.poll(timeout_ms, max_records=POLL_RECORDS)
        except (KafkaError, ValueError, AssertionError) as error:
            raise SourceError(f"{type(error).__name__}: {error}") from error
        return [record for records in polled.values() for record in records]

    def ends(self) -> dict[tuple[str, int], int]:
        """The end of each partition as the last fetch saw it."""
        marks = {part: self._consumer.highwater(part) for part in self._partitions}
        return {
            (part.topic, part.partition): mark
            for part, mark in marks.items()
            if mark is not None
        }

    def close(self) -> None:
        self._consumer.close()


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
    return next((record for record in records if record.offset == offset), None)

"""What the cluster holds: our topics, their partitions, and where they end."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, OffsetSpec
from kafka.errors import KafkaError
from msgspec import Struct

from streams.broker.knock import KnockError, knock
from streams.events import TOPICS
from streams.status import CONNECTING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TIMESTAMP_TYPE = "message.timestamp.type"
UNKNOWN = {"value": "unknown"}
"""Of a topic whose options we may not see: reading goes on, the page says so."""
_COMMITTED, _WRITTEN = "read_committed", "read_uncommitted"
LOG = logging.getLogger(__name__)
PATIENCE = {"bootstrap_timeout_ms": 8_000, "request_timeout_ms": 8_000}
"""A cluster that takes longer is asked anew: the client waits half a minute else."""


TROUBLE = (KafkaError, OSError)
"""What brokers and the way to them do to a client. Whatever else is raised is a fault
of ours: a new client would not mend it, and it has to be seen."""


class SourceError(Exception):
    """The broker does not answer or refuses; the text says what it said.

    `alarm` is the code that a person is told, `status` what the hub is meanwhile.
    """

    alarm, status = "broker", CONNECTING


class TopicFacts(Struct, frozen=True):
    """One topic as the cluster describes it. Another id is another topic.

    `partitions` can be read; those in `leaderless` cannot until a broker leads them.
    """

    topic: str
    topic_id: str
    partitions: tuple[int, ...]
    timestamp_type: str
    leaderless: tuple[int, ...] = ()


class ClusterFacts(Struct, frozen=True):
    """The cluster and those of our topics that exist on it."""

    cluster_id: str
    topics: tuple[TopicFacts, ...]

    @property
    def places(self) -> list[tuple[str, int]]:
        """Every (topic, partition)."""
        return [
            (topic.topic, number)
            for topic in self.topics
            for number in topic.partitions
        ]


class Survey(Struct, frozen=True):
    """The cluster, and of each partition that has a leader to say it the end of what
    may be read, and of what was written: open transactions lie between the two.
    """

    facts: ClusterFacts
    ends: Mapping[tuple[str, int], int]
    written: Mapping[tuple[str, int], int]


def isolation_of(connection: Mapping[str, Any]) -> str:
    """Whether transactions are heeded: the embedded broker has none."""
    return _WRITTEN if "api_version" in connection else _COMMITTED


def describe(connection: Mapping[str, Any]) -> ClusterFacts:
    """Ask the cluster for our topics. SourceError when it does not answer."""
    with _asked(connection) as cluster:
        return cluster.facts()


def survey(connection: Mapping[str, Any]) -> Survey:
    """Ask for our topics and their ends. SourceError when nobody answers."""
    with _asked(connection) as cluster:
        facts = cluster.facts()
        ends = (_ends(cluster, facts, kind) for kind in (_COMMITTED, _WRITTEN))
        return Survey(facts, *ends)


@contextmanager
def _asked(connection: Mapping[str, Any]) -> Iterator[_Cluster | _EmbeddedCluster]:
    """Open a client to ask; trouble with it means that the cluster did not say."""
    servers = connection["bootstrap_servers"]
    try:
        knock(connection)
        kind = _EmbeddedCluster if "api_version" in connection else _Cluster
        cluster = kind({**PATIENCE, **connection})
        try:
            yield cluster
        finally:
            cluster.close()
    except KnockError as error:
        raise SourceError(str(error)) from error
    except TROUBLE as error:
        raise SourceError(
            f"no answer from Kafka at {','.join(servers)} ({error}); is it running, "
            "and is KAFKA_BOOTSTRAP_SERVERS right?",
        ) from error


def _ends(
    cluster: _Cluster | _EmbeddedCluster, facts: ClusterFacts, isolation: str
) -> dict[tuple[str, int], int]:
    try:
        parts = [TopicPartition(*place) for place in facts.places]
        ends = cluster.ends(parts, isolation)
    except KafkaError as error:
        # One partition without a leader spoils the answer; the next look asks anew.
        LOG.info("ends unknown reason=%s", type(error).__name__)
        return {}
    return {(part.topic, part.partition): end for part, end in ends.items()}


class _Cluster:
    """A cluster that takes admin calls."""

    def __init__(self, connection: Mapping[str, Any]) -> None:
        self._admin = KafkaAdminClient(**connection)

    def facts(self) -> ClusterFacts:
        described = [
            topic
            for topic in self._admin.describe_topics(list(TOPICS))
            if topic["error_code"] == 0
        ]
        types = self._timestamp_types([topic["name"] for topic in described])
        return ClusterFacts(
            str(self._admin.describe_cluster()["cluster_id"]),
            tuple(
                topic_facts(topic, types[topic["name"]])
                for topic in sorted(described, key=lambda topic: str(topic["name"]))
            ),
        )

    def ends(
        self, parts: Sequence[TopicPartition], isolation: str
    ) -> dict[TopicPartition, int]:
        asked = dict.fromkeys(parts, OffsetSpec.LATEST)
        found = self._admin.list_partition_offsets(asked, isolation)
        return {part: int(found[part].offset) for part in parts}

    def close(self) -> None:
        self._admin.close()

    def _timestamp_types(self, topics: Sequence[str]) -> dict[str, str]:
        if not topics:
            return {}
        asked = [
            ConfigResource(ConfigResourceType.TOPIC, topic, {TIMESTAMP_TYPE: None})
            for topic in topics
        ]
        answer = self._admin.describe_configs(asked, config_filter="all")["topic"]
        return {
            topic: answer[topic].get(TIMESTAMP_TYPE, UNKNOWN)["value"]
            for topic in topics
        }


def topic_facts(topic: Mapping[str, Any], timestamp_type: str) -> TopicFacts:
    """What the answer to a request for metadata says of one topic."""
    led: dict[bool, list[int]] = {True: [], False: []}
    for part in topic["partitions"]:
        led[part["leader_id"] >= 0].append(part["partition_index"])
    return TopicFacts(
        topic["name"],
        str(topic["topic_id"]),
        tuple(sorted(led[True])),
        timestamp_type,
        tuple(sorted(led[False])),
    )


class _EmbeddedCluster:
    """The mock broker takes no admin calls; a new address is a new broker there."""

    def __init__(self, connection: Mapping[str, Any]) -> None:
        self._name = f"embedded {connection['bootstrap_servers'][0]}"
        self._consumer = KafkaConsumer(**connection)

    def facts(self) -> ClusterFacts:
        partitions = {
            topic: self._consumer.partitions_for_topic(topic) for topic in TOPICS
        }
        return ClusterFacts(
            self._name,
            tuple(
                TopicFacts(topic, self._name, tuple(sorted(numbers)), "CreateTime")
                for topic, numbers in sorted(partitions.items())
                if numbers
            ),
        )

    def ends(
        self, parts: Sequence[TopicPartition], _isolation: str
    ) -> dict[TopicPartition, int]:
        found: dict[TopicPartition, int] = self._consumer.end_offsets(list(parts))
        return found

    def close(self) -> None:
        self._consumer.close()

"""The local broker really is Kafka, keeps its data, and loses it when told to."""

import socket
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaTimeoutError

from streams.local.broker import BrokerFailedError, LocalBroker
from streams.local.node import Node
from streams.local.probe import answers_kafka
from tests.support.broker import port_of
from tests.support.ports import free_port

TOPIC = "cgc.incidents"


def _topics(bootstrap: str) -> list[str]:
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        return list(admin.list_topics())
    finally:
        admin.close()


def _write_one(bootstrap: str) -> None:
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    admin.create_topics({TOPIC: {"num_partitions": 1, "replication_factor": 1}})
    admin.close()
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all")
    producer.send(TOPIC, b"{}", timestamp_ms=1).get(timeout=10)
    producer.close()


def _held(bootstrap: str) -> int:
    consumer = KafkaConsumer(bootstrap_servers=bootstrap)
    try:
        partition = TopicPartition(TOPIC, 0)
        return int(consumer.end_offsets([partition])[partition])
    finally:
        consumer.close()


def test_topics_are_made_on_purpose_only(broker: LocalBroker) -> None:
    producer = KafkaProducer(bootstrap_servers=broker.bootstrap, max_block_ms=1_000)
    with pytest.raises(KafkaTimeoutError):
        producer.send("cgc.never-made", b"{}")
    producer.close()
    assert "cgc.never-made" not in _topics(broker.bootstrap)


def test_a_stopped_and_a_killed_broker_come_back_with_their_data(
    own_broker: LocalBroker,
) -> None:
    own_broker.start()
    _write_one(own_broker.bootstrap)
    own_broker.restart()
    assert _held(own_broker.bootstrap) == 1
    own_broker.kill()
    assert not answers_kafka(port_of(own_broker))
    own_broker.start()
    assert _held(own_broker.bootstrap) == 1


def test_a_broker_restarted_empty_is_another_cluster_on_the_same_port(
    own_broker: LocalBroker,
) -> None:
    own_broker.start()
    _write_one(own_broker.bootstrap)
    own_broker.restart_empty()
    assert TOPIC not in _topics(own_broker.bootstrap)


def test_a_broker_on_a_taken_port_does_not_start(own_broker: LocalBroker) -> None:
    with (
        socket.create_server(("127.0.0.1", port_of(own_broker))),
        pytest.raises(BrokerFailedError, match="is taken"),
    ):
        own_broker.start()
    assert own_broker.pid is None


def test_a_broker_that_cannot_start_says_why_from_its_log(
    kafka_library: Path, tmp_path: Path
) -> None:
    node = Node(
        library=kafka_library, folder=tmp_path, port=free_port(), timestamp_type="Never"
    )
    with pytest.raises(BrokerFailedError, match="Invalid value Never"):
        LocalBroker(node).start()

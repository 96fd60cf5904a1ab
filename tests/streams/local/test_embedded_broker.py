"""The embedded broker speaks Kafka on a port that a restart keeps."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaConsumer, TopicPartition

from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox
from streams.events import ORDERED_TOPICS, TOPICS
from streams.local.probe import answers_kafka, wait_until
from tests.support.ports import free_port
from tests.support.processes import Process, python

FIRST = TopicPartition("cgc.handling", 0)


class Embedded:
    """The program under test, on one port."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        place = ("--port", str(self.port))
        command = python("-m", "streams.local.embedded_broker", *place)
        self.process = Process(command, folder / "broker.log")
        self.start()

    def start(self) -> None:
        self.process.start()
        assert wait_until(lambda: answers_kafka(self.port), seconds=20)

    def stop(self) -> tuple[int, str]:
        self.process.stop()
        return self.process.wait(0), self.process.told

    @property
    def connection(self) -> dict[str, Any]:
        address = f"127.0.0.1:{self.port}"
        return connection_from(
            {"KAFKA_BOOTSTRAP_SERVERS": address, "CGC_BROKER_KIND": "embedded"}
        )


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Embedded]:
    broker = Embedded(tmp_path)
    yield broker
    broker.process.kill()


def _send(embedded: Embedded, value: bytes) -> None:
    outbox = Outbox(embedded.connection)
    outbox.send(FIRST.topic, b"key", value, at_ms=1_700_000_000_000).wait()
    outbox.close()


def _consumer(embedded: Embedded) -> KafkaConsumer:
    consumer = KafkaConsumer(
        **embedded.connection, auto_offset_reset="earliest", enable_auto_commit=False
    )
    consumer.assign([FIRST])
    return consumer


def _values(consumer: KafkaConsumer) -> list[bytes]:
    polled = consumer.poll(timeout_ms=200).values()
    return [record.value for records in polled for record in records]


def test_every_topic_is_there_and_ordered_ones_have_one_partition(
    embedded: Embedded,
) -> None:
    consumer = _consumer(embedded)
    counts = {topic: len(consumer.partitions_for_topic(topic)) for topic in TOPICS}
    consumer.close()
    assert counts == {topic: 1 if topic in ORDERED_TOPICS else 6 for topic in TOPICS}


def test_what_is_sent_comes_back_with_its_own_time(embedded: Embedded) -> None:
    _send(embedded, b"one")
    consumer = _consumer(embedded)
    records: list[Any] = []

    def arrived() -> bool:
        records.extend(*consumer.poll(timeout_ms=200).values())
        return bool(records)

    assert wait_until(arrived, seconds=20)
    consumer.close()
    assert [(r.value, r.timestamp) for r in records] == [(b"one", 1_700_000_000_000)]


def test_a_restart_loses_the_data_and_keeps_the_port(embedded: Embedded) -> None:
    _send(embedded, b"lost")
    embedded.process.kill()
    embedded.start()
    consumer = _consumer(embedded)
    assert consumer.end_offsets([FIRST]) == {FIRST: 0}
    consumer.close()


def test_a_client_that_stayed_follows_the_restarted_broker(embedded: Embedded) -> None:
    consumer = _consumer(embedded)
    _values(consumer)
    embedded.process.kill()
    embedded.start()
    _send(embedded, b"after")
    assert wait_until(lambda: _values(consumer) == [b"after"], seconds=30)
    consumer.close()


def test_it_stops_quietly_when_asked(embedded: Embedded) -> None:
    assert embedded.stop() == (0, "")


def test_it_stops_quietly_while_somebody_is_connected(embedded: Embedded) -> None:
    consumer = _consumer(embedded)
    assert embedded.stop() == (0, "")
    consumer.close()

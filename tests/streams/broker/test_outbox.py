"""The outbox on a real broker: each message's fate is its sender's own."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from kafka import KafkaAdminClient

from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox, OutboxError
from streams.local.broker import LocalBroker
from tests.support.silence import silent_port
from tests.support.waiting import wait_for

TOPIC = "cgc.outbox-test"
TOO_LARGE = b"x" * 1_100_000
SENDERS, EACH = 8, 25


@pytest.fixture(scope="module")
def connection(kafka_broker: str) -> dict[str, Any]:
    found = connection_from({"KAFKA_BOOTSTRAP_SERVERS": kafka_broker})
    make_topic(found)
    return found


@pytest.fixture
def outbox(connection: dict[str, Any]) -> Iterator[Outbox]:
    found = Outbox(connection)
    yield found
    found.close()


def make_topic(connection: dict[str, Any]) -> None:
    admin = KafkaAdminClient(**connection)
    admin.create_topics(
        {TOPIC: {"num_partitions": 2, "replication_factor": 1}}, wait_for_metadata=True
    )
    admin.close()


def producers() -> int:
    """How many clients of Kafka this process runs: each has one thread."""
    return sum("producer" in thread.name for thread in threading.enumerate())


def test_a_refusal_is_told_to_its_sender_and_to_nobody_else(outbox: Outbox) -> None:
    good = outbox.send(TOPIC, b"a", b"good")
    with pytest.raises(OutboxError, match=TOPIC):
        outbox.send(TOPIC, b"b", TOO_LARGE).wait()
    good.wait()
    outbox.queue(TOPIC, b"c", b"queued")
    outbox.flush()


def test_what_is_queued_is_told_by_flush_once(outbox: Outbox) -> None:
    stamped_ahead = 4_102_444_800_000
    outbox.queue(TOPIC, b"a", b"from the year 2100", at_ms=stamped_ahead)
    with pytest.raises(OutboxError, match=r"1 refused, first: .*InvalidTimestamp"):
        outbox.flush()
    outbox.flush()


def test_many_threads_share_one_way_to_the_broker(outbox: Outbox) -> None:
    before = producers()

    def send(sender: int) -> None:
        for number in range(EACH):
            outbox.send(TOPIC, str(sender).encode(), str(number).encode()).wait()

    with ThreadPoolExecutor(SENDERS) as pool:
        assert list(pool.map(send, range(SENDERS))) == [None] * SENDERS
    assert producers() == before + 1


def test_a_broker_that_is_not_there_is_asked_again_with_the_next_message() -> None:
    outbox = Outbox(connection_from({"KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"}))
    for _ in range(2):
        with pytest.raises(OutboxError, match="no way to the broker"):
            outbox.send(TOPIC, b"a", b"b")


def test_whoever_comes_while_nobody_answers_waits_no_longer_than_the_first() -> None:
    with silent_port() as port:
        servers = {"KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{port}"}
        outbox = Outbox(connection_from(servers))

        def send(_: int) -> str:
            with pytest.raises(OutboxError) as told:
                outbox.send(TOPIC, b"a", b"b")
            return str(told.value)

        with ThreadPoolExecutor(SENDERS) as pool:
            told = pool.map(send, range(SENDERS), timeout=12)
        assert all("gave no answer within 8 s" in text for text in told)


def test_a_producer_that_got_no_answer_is_closed_and_the_next_message_gets_a_new_one(
    own_broker: LocalBroker,
) -> None:
    own_broker.start()
    before = producers()
    found = connection_from({"KAFKA_BOOTSTRAP_SERVERS": own_broker.bootstrap})
    make_topic(found)
    outbox = Outbox(found)
    outbox.send(TOPIC, b"a", b"before").wait()
    own_broker.kill()
    with pytest.raises(OutboxError, match=TOPIC):
        outbox.send(TOPIC, b"a", b"lost").wait()
    wait_for(lambda: producers() == before, "the end of the broken producer")
    own_broker.start()
    outbox.send(TOPIC, b"a", b"after").wait()
    assert producers() == before + 1
    outbox.close()
    wait_for(lambda: producers() == before, "the end of the last producer")

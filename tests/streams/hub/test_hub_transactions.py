"""A hub on a real broker whose senders use transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from confluent_kafka import Producer
from kafka import KafkaAdminClient, TopicPartition

from sql.store import Store
from streams.broker import transactions
from streams.broker.connection import connection_from
from streams.broker.topics import ensure_topics
from streams.events import HANDLING_TOPIC
from streams.hub.hub import Hub
from streams.landing import positions
from streams.local.broker import LocalBroker
from tests.support.hubs import counts, produce, running_in
from tests.support.messages import TOPICS, encoded, event, move
from tests.support.ready import ready_store
from tests.support.waiting import wait_for

TOPIC = TOPICS["incident"]


@pytest.fixture
def broker(broker: LocalBroker) -> LocalBroker:
    connection = connection_from(environment(broker))
    ensure_topics(connection, partitions=1, timestamp_type="CreateTime")
    return broker


def environment(broker: LocalBroker) -> dict[str, str]:
    return {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap, "CGC_DEMO": "1"}


@contextmanager
def transaction(broker: LocalBroker, name: str) -> Iterator[Producer]:
    """A sender within a transaction, which the test ends."""
    producer = Producer(
        {
            "bootstrap.servers": broker.bootstrap,
            "transactional.id": name,
            "log_level": 0,
        }
    )
    producer.init_transactions(10)
    producer.begin_transaction()
    yield producer


def alarms(hub: Hub) -> dict[str, str]:
    return {alarm.code: alarm.detail for alarm in hub.gauge.health().alarms}


def items(store: Store) -> list[str]:
    rows = store.query("message_counts").to_pylist()
    return [row["topic"] for row in rows if row["messages"]]


def test_what_is_not_committed_leaves_no_trace(broker: LocalBroker) -> None:
    store = ready_store()
    with running_in(store, environment(broker)) as hub:
        with transaction(broker, "taken-back") as sender:
            sender.produce(TOPIC, encoded(event("incident", 1)))
            sender.produce(HANDLING_TOPIC, encoded(move("incident", "start", 2)))
            sender.flush(10)
            produce(broker.bootstrap, (TOPICS["dispute"], encoded(event("dispute"))))
            wait_for(lambda: counts(store)["messages"] == 1, "what is committed")
            assert hub.gauge.health().lag_records == 0
            sender.abort_transaction(10)
        produce(broker.bootstrap, (TOPIC, encoded(event("incident", 3))))
        wait_for(lambda: counts(store)["messages"] == 2, "what came afterwards")
        assert items(store) == [TOPICS["dispute"], TOPIC]
        assert hub.gauge.health().lag_records == 0
        assert hub.gauge.health().rebuilds == 0


def test_a_transaction_left_open_is_an_alarm_and_its_end_the_alarms(
    broker: LocalBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "PATIENCE", timedelta(seconds=1))
    store = ready_store()
    with running_in(store, environment(broker)) as hub:
        with transaction(broker, "left-open") as sender:
            sender.produce(TOPIC, encoded(event("incident", 1)))
            sender.flush(10)
            wait_for(lambda: "open_transaction" in alarms(hub), "the alarm")
            assert f"{TOPIC}[0]" in alarms(hub)["open_transaction"]
            assert "offset 0" in alarms(hub)["open_transaction"]
            sender.commit_transaction(10)
        wait_for(lambda: "open_transaction" not in alarms(hub), "its end")
        wait_for(lambda: counts(store)["messages"] == 1, "the message")
    kept = store.query("alarms", row_limit=9).to_pylist()
    assert [row["alarm"] for row in kept] == ["open_transaction"]


def test_the_marks_of_a_transaction_that_kafka_drops_are_no_gap(
    broker: LocalBroker,
) -> None:
    """The store knows that the reader stands behind them."""
    store = ready_store()
    with running_in(store, environment(broker)):
        with transaction(broker, "dropped") as sender:
            sender.produce(TOPIC, encoded(event("incident", 1)))
            sender.flush(10)
            sender.abort_transaction(10)
        with transaction(broker, "dropped") as sender:
            sender.produce(TOPIC, encoded(event("incident", 2)))
            sender.commit_transaction(10)
        wait_for(lambda: counts(store)["messages"] == 1, "what was committed")
        wait_for(lambda: end_of(store) == 4, "the store to know where it stands")
    admin = KafkaAdminClient(bootstrap_servers=[broker.bootstrap])
    admin.delete_records({TopicPartition(TOPIC, 0): 4})
    admin.close()
    with running_in(store, environment(broker)) as hub:
        produce(broker.bootstrap, (TOPIC, encoded(event("incident", 3))))
        wait_for(lambda: counts(store)["messages"] == 2, "what came afterwards")
        assert "gap" not in alarms(hub)


def end_of(store: Store) -> int:
    found = positions.remember(store).offsets
    return next((at for place, at in found.items() if place[1] == TOPIC), 0)

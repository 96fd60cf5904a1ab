"""A hub on a real broker whose topics change behind its back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from confluent_kafka import Producer
from kafka import KafkaAdminClient, TopicPartition

from streams.broker import watch, watchdog
from streams.broker.cluster import Survey
from streams.broker.connection import connection_from
from streams.broker.source import Source
from streams.broker.topics import ensure_topics
from streams.hub.gauge import Gauge
from streams.hub.hub import Hub
from streams.local.broker import LocalBroker
from streams.status import OK, REFUSING
from tests.support.hubs import counts, produce, running_in
from tests.support.messages import TOPICS, encoded, event
from tests.support.ready import ready_store
from tests.support.waiting import wait_for

TOPIC = TOPICS["incident"]


@pytest.fixture
def broker(broker: LocalBroker) -> LocalBroker:
    prepare(broker)
    return broker


def environment(broker: LocalBroker) -> dict[str, str]:
    return {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap, "CGC_DEMO": "1"}


def prepare(broker: LocalBroker) -> None:
    connection = connection_from(environment(broker))
    ensure_topics(connection, partitions=1, timestamp_type="CreateTime")


@contextmanager
def admin_of(broker: LocalBroker) -> Iterator[KafkaAdminClient]:
    admin = KafkaAdminClient(bootstrap_servers=[broker.bootstrap])
    yield admin
    admin.close()


def produce_events(broker: LocalBroker, first: int, count: int) -> None:
    messages = (
        (TOPIC, encoded(event("incident", number)))
        for number in range(first, first + count)
    )
    produce(broker.bootstrap, *messages)


def alarms(hub: Hub) -> dict[str, str]:
    return {alarm.code: alarm.detail for alarm in hub.gauge.health().alarms}


def test_new_partitions_are_read_without_a_hand(broker: LocalBroker) -> None:
    store = ready_store()
    with running_in(store, environment(broker)) as hub:
        produce_events(broker, 0, 5)
        wait_for(lambda: counts(store)["accepted"] == 5, "the first events")
        with admin_of(broker) as admin:
            admin.create_partitions({TOPIC: 4})
        produce_events(broker, 5, 40)
        wait_for(lambda: counts(store)["accepted"] == 45, "all events")
        read = {
            one.partition
            for one in hub.gauge.health().partitions
            if one.topic == TOPIC and one.position
        }
        assert len(read) == 4
        assert hub.gauge.health().rebuilds == 0
    assert counts(store)["distinct_messages"] == counts(store)["messages"]


def test_records_that_retention_took_unread_are_alarmed_and_the_rest_is_read(
    broker: LocalBroker,
) -> None:
    store = ready_store()
    with running_in(store, environment(broker)):
        produce_events(broker, 0, 5)
        wait_for(lambda: counts(store)["accepted"] == 5, "the first events")
    produce_events(broker, 5, 20)
    with admin_of(broker) as admin:
        admin.delete_records({TopicPartition(TOPIC, 0): 12})
    with running_in(store, environment(broker)) as hub:
        wait_for(lambda: counts(store)["accepted"] == 5 + 20 - 7, "what is left")
        assert "7 records from offset 5 on" in alarms(hub)["gap"]
    kept = store.query("alarms", row_limit=9).to_pylist()
    assert [row["alarm"] for row in kept] == ["gap"]


def test_records_that_go_while_the_hub_reads_are_a_gap_as_well(
    broker: LocalBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The consumer would jump without a word if it were let."""
    store = ready_store()
    gate = threading.Event()
    poll = Source.poll

    def poll_when_open(source: Source, *given: int) -> list[Any]:
        gate.wait()
        return poll(source, *given)

    with running_in(store, environment(broker)) as hub:
        produce_events(broker, 0, 5)
        gate.set()
        monkeypatch.setattr(Source, "poll", poll_when_open)
        wait_for(lambda: counts(store)["accepted"] == 5, "the first events")
        gate.clear()
        wait_for(lambda: hub.gauge.still_s > 1, "the hub to be held")
        produce_events(broker, 5, 20)
        with admin_of(broker) as admin:
            admin.delete_records({TopicPartition(TOPIC, 0): 15})
        gate.set()
        wait_for(lambda: "gap" in alarms(hub), "the alarm")
        wait_for(lambda: counts(store)["accepted"] == 15, "what is left")


def test_a_recreated_topic_is_followed_under_a_new_epoch_and_taken_up_once(
    broker: LocalBroker,
) -> None:
    store = ready_store()
    with running_in(store, environment(broker)) as hub:
        produce_events(broker, 0, 5)
        wait_for(lambda: counts(store)["accepted"] == 5, "the first events")
        before = hub.gauge.health().epochs[TOPIC]
        with admin_of(broker) as admin:
            admin.delete_topics([TOPIC])
        wait_for(lambda: TOPIC in hub.gauge.health().missing_topics, "its absence")
        prepare(broker)
        produce_events(broker, 5, 3)
        wait_for(lambda: counts(store)["accepted"] == 8, "the events of the new topic")
        assert hub.gauge.health().epochs[TOPIC] > before
        assert "new_epoch" in alarms(hub)
    assert counts(store)["distinct_messages"] == counts(store)["messages"]


def test_a_store_that_is_ahead_of_its_topic_is_refused_in_words(
    broker: LocalBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broker that lost the end of its log would fill the same offsets anew."""
    store = ready_store()
    with running_in(store, environment(broker)):
        produce_events(broker, 0, 5)
        wait_for(lambda: counts(store)["accepted"] == 5, "the first events")
    spans = Source.spans

    def shorter(source: Source) -> dict[tuple[str, int], Any]:
        found = spans(source)
        found[TOPIC, 0] = type(found[TOPIC, 0])(0, 3)
        return found

    monkeypatch.setattr(Source, "spans", shorter)
    with running_in(store, environment(broker)) as hub:
        wait_for(lambda: "ahead" in alarms(hub), "the refusal")
        assert "ends at 3, but the store has read up to 5" in alarms(hub)["ahead"]
        assert hub.gauge.health().status == REFUSING


def test_a_consumer_that_falls_silent_is_replaced(
    broker: LocalBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "PATIENCE_S", 1.0)
    store = ready_store()
    silent = threading.Event()
    poll = Source.poll
    deaf: list[Source] = []

    def poll_unless_deaf(source: Source, timeout_ms: int, most: int) -> list[Any]:
        if silent.is_set() and not deaf:
            deaf.append(source)
        if source in deaf:
            threading.Event().wait(timeout_ms / 1_000)
            return []
        return poll(source, timeout_ms, most)

    monkeypatch.setattr(Source, "poll", poll_unless_deaf)
    with running_in(store, environment(broker)) as hub:
        wait_for(lambda: hub.gauge.health().status == OK, "the hub")
        silent.set()
        wait_for(lambda: deaf, "the silence")
        produce_events(broker, 0, 5)
        wait_for(lambda: counts(store)["accepted"] == 5, "the events")
        assert hub.gauge.health().rebuilds == 1
        assert "stands at 0" in alarms(hub).get("broker", "stands at 0")


def test_the_marks_of_a_transaction_are_neither_lag_nor_a_stall(
    broker: LocalBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They take an offset and are no record: the end is never the last record's."""
    monkeypatch.setattr(watchdog, "PATIENCE_S", 1.0)
    producer = Producer(
        {"bootstrap.servers": broker.bootstrap, "transactional.id": "system"}
    )
    producer.init_transactions()
    producer.begin_transaction()
    producer.produce(TOPIC, encoded(event("incident", 1)))
    producer.commit_transaction()
    store = ready_store()
    looks: list[int] = []
    seen = Gauge.seen
    monkeypatch.setattr(Gauge, "seen", lambda *told: (seen(*told), looks.append(1)))
    with running_in(store, environment(broker)) as hub:
        wait_for(lambda: counts(store)["accepted"] == 1, "the event")
        looks.clear()
        wait_for(lambda: len(looks) > 4, "some looks")
        assert hub.gauge.health().lag_records == 0
        assert hub.gauge.health().rebuilds == 0


def test_a_topic_change_is_taken_up_once(
    broker: LocalBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ready_store()
    taken, looks = [], []
    take_up, survey = Gauge.taken_up, watch.survey
    monkeypatch.setattr(
        Gauge, "taken_up", lambda *told: (taken.append(1), take_up(*told))
    )

    def counted(connection: dict[str, Any]) -> Survey:
        looks.append(1)
        return survey(connection)

    monkeypatch.setattr(watch, "survey", counted)
    with running_in(store, environment(broker)):
        wait_for(lambda: taken, "the hub")
        with admin_of(broker) as admin:
            admin.create_partitions({TOPIC: 2})
        wait_for(lambda: len(taken) > 1, "the new partitions")
        looks.clear()
        wait_for(lambda: len(looks) > 1, "two more looks")
    assert len(taken) == 2

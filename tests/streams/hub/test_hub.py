"""The line on a real broker: from a produced message to its row, exactly once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sql.store import Store
from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox
from streams.broker.topics import ensure_topics
from streams.events import HANDLING_TOPIC, STREAMS
from streams.hub.hub import Hub
from streams.local.broker import LocalBroker
from tests.support.hubs import counts, running_in
from tests.support.messages import TOPICS, encoded, event, move
from tests.support.ready import ready_store
from tests.support.waiting import wait_for

KINDS = [stream.kind for stream in STREAMS]


@contextmanager
def running(store: Store, bootstrap: str) -> Iterator[Hub]:
    environ = {"KAFKA_BOOTSTRAP_SERVERS": bootstrap, "CGC_DEMO": "1"}
    with running_in(store, environ) as hub:
        yield hub


@pytest.fixture
def broker(broker: LocalBroker) -> LocalBroker:
    prepare(broker)
    return broker


def prepare(broker: LocalBroker) -> None:
    connection = connection_from({"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap})
    ensure_topics(connection, partitions=2, timestamp_type="CreateTime")


def produce(broker: LocalBroker, *messages: tuple[str, bytes]) -> None:
    connection = connection_from({"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap})
    outbox = Outbox(connection, bulk=True)
    for topic, value in messages:
        outbox.queue(topic, b"key", value)
    outbox.flush()
    outbox.close()


@pytest.mark.quick
def test_an_event_and_its_moves_become_an_item_whatever_comes_first(
    broker: LocalBroker,
) -> None:
    store = ready_store()
    case = [move("dispute", name) for name in ("accept", "handle")]
    case.append(move("dispute", "close", outcome="settled"))
    with running(store, broker.bootstrap):
        produce(broker, *((HANDLING_TOPIC, encoded(step)) for step in case))
        wait_for(lambda: counts(store)["accepted"] == 3, "three moves")
        early = store.query("item", kind="dispute", id="dispute-1").to_pylist()[0]
        assert (early["status"], early["version"]) == ("closed", None)
        produce(broker, *((TOPICS[kind], encoded(event(kind))) for kind in KINDS))
        wait_for(lambda: counts(store)["accepted"] == 3 + len(KINDS), "four events")
    item = store.query("item", kind="dispute", id="dispute-1").to_pylist()[0]
    assert (item["status"], item["version"]) == ("closed", 1)
    assert store.query("item_moves", kind="dispute", id="dispute-1").num_rows == 3


@pytest.mark.parametrize("kind", KINDS)
def test_the_highest_version_counts_whatever_the_order(
    broker: LocalBroker, kind: str
) -> None:
    store = ready_store()
    versions = [2, 1, 3, 3, 2]
    with running(store, broker.bootstrap):
        for version in versions:
            message = event(kind, version=version, title=f"v{version}")
            produce(broker, (TOPICS[kind], encoded(message)))
        wait_for(lambda: counts(store)["accepted"] == len(versions), "all versions")
    item = store.query("item", kind=kind, id=f"{kind}-1").to_pylist()
    assert [(row["version"], row["title"]) for row in item] == [(3, "v3")]


def test_a_bad_message_is_kept_with_its_reason_and_its_place(
    broker: LocalBroker,
) -> None:
    store = ready_store()
    with running(store, broker.bootstrap):
        produce(broker, (TOPICS["incident"], b"not json"))
        wait_for(lambda: counts(store)["rejected"] == 1, "the reject")
    row = store.query("rejects_recent", row_limit=5).to_pylist()[0]
    assert (row["topic"], row["reason"]) == (TOPICS["incident"], "not_json")
    assert row["payload"] == "not json"


def test_a_real_record_is_refused_by_a_synthetic_store(broker: LocalBroker) -> None:
    store = ready_store()
    with running(store, broker.bootstrap):
        message = event("incident", synthetic=False)
        produce(broker, (TOPICS["incident"], encoded(message)))
        wait_for(lambda: counts(store)["rejected"] == 1, "the reject")
    row = store.query("rejects_recent", row_limit=5).to_pylist()[0]
    assert row["reason"] == "mixed_with_synthetic"


@pytest.mark.quick
def test_a_hub_goes_on_where_the_last_one_stopped(
    broker: LocalBroker, tmp_path: Path
) -> None:
    for round_number in range(3):
        with_one_more(broker, tmp_path / "board.duckdb", round_number)


def with_one_more(broker: LocalBroker, path: Path, number: int) -> None:
    store = Store(path)
    with running(store, broker.bootstrap):
        produce(broker, (TOPICS["incident"], encoded(event("incident", number))))
        wait_for(lambda: counts(store)["accepted"] == number + 1, "the event")
    assert counts(store)["distinct_messages"] == number + 1
    store.close()


def test_a_broker_that_comes_back_is_followed(broker: LocalBroker) -> None:
    store = ready_store()
    with running(store, broker.bootstrap):
        produce(broker, (TOPICS["incident"], encoded(event("incident", 1))))
        wait_for(lambda: counts(store)["accepted"] == 1, "the first event")
        broker.kill()
        broker.start()
        produce(broker, (TOPICS["incident"], encoded(event("incident", 2))))
        wait_for(lambda: counts(store)["accepted"] == 2, "the second event")
    assert counts(store)["messages"] == 2


def test_a_broker_that_lost_its_data_is_noticed_alarmed_and_followed(
    broker: LocalBroker,
) -> None:
    store = ready_store()
    with running(store, broker.bootstrap) as hub:
        produce(broker, (TOPICS["incident"], encoded(event("incident", 1))))
        wait_for(lambda: counts(store)["accepted"] == 1, "the first event")
        broker.restart_empty()
        prepare(broker)
        produce(broker, (TOPICS["incident"], encoded(event("incident", 2))))
        wait_for(lambda: counts(store)["accepted"] == 2, "the second event")
        assert any(alarm.code == "new_epoch" for alarm in hub.gauge.health().alarms)
    alarms = store.query("alarms", row_limit=20).to_pylist()
    assert "new_epoch" in {row["alarm"] for row in alarms}

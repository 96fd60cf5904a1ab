"""A hub on a real broker that holds what nobody can read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from confluent_kafka import Producer
from kafka import KafkaAdminClient, TopicPartition

from sql.flight import FlightServer
from sql.store import Store
from streams.broker.connection import connection_from
from streams.broker.topics import ensure_topics
from streams.hub import skip
from streams.hub.hub import Hub
from streams.hub.serve import serve
from streams.hub.settings import settings_from
from streams.local.broker import LocalBroker
from streams.status import HALTED, OK
from tests.support.hubs import counts, running_in
from tests.support.messages import TOPICS, encoded, event
from tests.support.ports import free_port
from tests.support.ready import ready_store
from tests.support.waiting import wait_for

TOPIC = TOPICS["incident"]


@pytest.fixture
def broker(own_broker: LocalBroker) -> LocalBroker:
    own_broker.start()
    connection = connection_from(environment(own_broker))
    ensure_topics(connection, partitions=2, timestamp_type="CreateTime")
    return own_broker


@pytest.fixture
def served(broker: LocalBroker, tmp_path: Path) -> dict[str, str]:
    return environment(broker) | {
        "CGC_HOME": str(tmp_path),
        "CGC_HUB_PORT": str(free_port()),
        "CGC_FLIGHT_PORT": str(free_port()),
    }


def environment(broker: LocalBroker) -> dict[str, str]:
    return {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap, "CGC_DEMO": "1"}


def send(broker: LocalBroker, partition: int, *numbers: int, codec: str) -> None:
    """One batch of events, compressed."""
    producer = Producer(
        {"bootstrap.servers": broker.bootstrap, "compression.type": codec}
        | {"linger.ms": 200, "log_level": 0}
    )
    for number in numbers:
        message = encoded(event("incident", number))
        producer.produce(TOPIC, message, partition=partition)
    producer.flush(10)


def damage(folder: Path, partition: int, at: int) -> None:
    """Change a byte of the log, counted from its end, as a bad disk does."""
    (log,) = folder.rglob(f"{TOPIC}-{partition}/*.log")
    with log.open("r+b") as file:
        data = file.read().rstrip(b"\0")
        file.seek(len(data) - at)
        file.write(bytes([data[-at] ^ 0xFF]))


def alarms(hub: Hub) -> dict[str, str]:
    return {alarm.code: alarm.detail for alarm in hub.gauge.health().alarms}


def events(store: Store) -> int:
    """Without the desk entries that tell the hub what to do."""
    rows = store.query("message_counts").to_pylist()
    return sum(row["accepted"] for row in rows if row["topic"] == TOPIC)


def lag_of(hub: Hub, partition: int) -> int:
    return next(
        one.lag
        for one in hub.gauge.health().partitions
        if (one.topic, one.partition) == (TOPIC, partition)
    )


@pytest.fixture
def flight(served: dict[str, str]) -> Iterator[Store]:
    store = ready_store()
    port = int(served["CGC_FLIGHT_PORT"])
    server = FlightServer(store, host="127.0.0.1", port=port)
    yield store
    server.shutdown()
    store.close()


def test_every_compression_is_read(broker: LocalBroker) -> None:
    store = ready_store()
    for number, codec in enumerate(("none", "gzip", "snappy", "lz4", "zstd")):
        first = number * 10
        send(broker, number % 2, *range(first, first + 10), codec=codec)
    with running_in(store, environment(broker)) as hub:
        wait_for(lambda: counts(store)["accepted"] == 50, "all events")
        assert hub.gauge.health().rebuilds == 0


def test_damage_halts_its_own_partition_until_a_person_goes_past_it(
    broker: LocalBroker, served: dict[str, str], flight: Store, tmp_path: Path
) -> None:
    send(broker, 0, 0, 1, codec="none")
    send(broker, 0, 2, 3, 4, codec="zstd")
    damage(tmp_path, 0, 20)
    send(broker, 0, 5, codec="none")
    settings = settings_from(served)
    words = [TOPIC, "0", "2"]
    with running_in(flight, served) as hub:
        http = serve(settings.http_port, hub.gauge)
        wait_for(lambda: hub.gauge.health().status == HALTED, "the halt")
        send(broker, 1, 6, 7, codec="snappy")
        wait_for(lambda: events(flight) == 4, "the other partition")
        assert f"{TOPIC}[0] halts at offset 2: " in alarms(hub)["halted"]
        assert lag_of(hub, 0) == 4
        assert hub.gauge.health().rebuilds == 0
        assert skip.main([TOPIC, "1", "2"], settings) == skip.REFUSED
        assert skip.main(words, settings) == skip.DONE
        wait_for(lambda: events(flight) == 5, "what comes behind it")
        wait_for(lambda: hub.gauge.health().status == OK, "the hub to be well")
        assert "offsets 2 to 4" in alarms(hub)["skipped"]
        http.shutdown()
        http.server_close()
    with running_in(flight, served) as hub:
        wait_for(lambda: hub.gauge.health().status == OK, "the hub anew")
        send(broker, 0, 8, codec="none")
        wait_for(lambda: events(flight) == 6, "what comes later")
    kept = [row["alarm"] for row in flight.query("alarms", row_limit=9).to_pylist()]
    assert sorted(kept) == ["halted", "skipped"]


def test_one_gap_is_one_alarm_however_often_the_hub_starts(
    broker: LocalBroker,
) -> None:
    store = ready_store()
    send(broker, 0, 0, codec="none")
    with running_in(store, environment(broker)):
        wait_for(lambda: counts(store)["accepted"] == 1, "the first event")
    send(broker, 0, 1, 2, 3, codec="none")
    admin = KafkaAdminClient(bootstrap_servers=[broker.bootstrap])
    admin.delete_records({TopicPartition(TOPIC, 0): 4})
    admin.close()
    for _ in range(3):
        with running_in(store, environment(broker)) as hub:
            wait_for(lambda hub=hub: hub.gauge.health().status == OK, "the hub")
    kept = store.query("alarms", row_limit=9).to_pylist()
    assert [row["alarm"] for row in kept] == ["gap"]
    assert "3 records from offset 1 on" in kept[0]["detail"]

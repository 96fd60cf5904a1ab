"""Clocks that disagree are counted where a person can see it, and change nothing."""

from datetime import timedelta

import pyarrow as pa
import pytest

from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox
from streams.broker.topics import ensure_topics
from streams.clock import now
from streams.events import HANDLING_TOPIC
from streams.landing.skew import entered_afterwards
from streams.local.broker import LocalBroker
from tests.support.hubs import running_in
from tests.support.messages import TOPICS, encoded, event, move
from tests.support.ready import ready_store
from tests.support.waiting import wait_for


@pytest.fixture
def broker(broker: LocalBroker) -> LocalBroker:
    ensure_topics(connection(broker), partitions=1, timestamp_type="CreateTime")
    return broker


def connection(broker: LocalBroker) -> dict[str, object]:
    return connection_from({"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap})


def stamped(minutes: float) -> int:
    return int((now() + timedelta(minutes=minutes)).timestamp() * 1_000)


def test_the_future_and_the_afterwards_are_counted_in_batch_health_and_metrics(
    broker: LocalBroker,
) -> None:
    store = ready_store()
    environ = {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap, "CGC_DEMO": "1"}
    outbox = Outbox(connection(broker), bulk=True)
    for number, minutes in enumerate((-600, 0, 4, 6, 30)):
        value = encoded(event("incident", number))
        outbox.queue(TOPICS["incident"], b"key", value, at_ms=stamped(minutes))
    outbox.queue(TOPICS["incident"], b"key", b"not json", at_ms=stamped(20))
    for name, late in (("accept", 0), ("handle", 4), ("assess", 6)):
        moved_at = (now() - timedelta(minutes=late)).isoformat()
        outbox.queue(
            HANDLING_TOPIC, b"key", encoded(move("incident", name, moved_at=moved_at))
        )
    again = (now() - timedelta(minutes=9)).isoformat()
    twice = encoded(move("incident", "note", note="said twice", moved_at=again))
    for _ in range(2):
        outbox.queue(HANDLING_TOPIC, b"key", twice)
    outbox.flush()
    outbox.close()
    with running_in(store, environ) as hub:
        wait_for(lambda: hub.gauge.health().rejects, "the reject")
        wait_for(lambda: hub.gauge.health().rows == 10, "all messages")
        health = hub.gauge.health()
        assert (health.future_records, health.entered_afterwards) == (3, 2)
        value = hub.gauge.metrics.registry.get_sample_value
        assert value("cgc_future_records_total") == 3
        assert value("cgc_moves_entered_afterwards_total") == 2
    batches = store.query("last_batches", row_limit=9).to_pylist()
    assert sum(row["future_records"] for row in batches) == 3
    assert sum(row["entered_afterwards"] for row in batches) == 2


def test_a_move_that_was_sent_again_is_entered_afterwards_once() -> None:
    verdicts = ["accepted", "repeated", "refused", "accepted"]
    logged = {
        "verdict": verdicts,
        "is_entered_afterwards": [True, True, True, False],
    }
    assert entered_afterwards(pa.table(logged)) == 2
    assert entered_afterwards(pa.table(logged).slice(4)) == 0

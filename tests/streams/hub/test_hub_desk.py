"""Desk entries on a real broker: carried out beside the commits, their results read."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest

from sql.store import Store
from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox
from streams.broker.topics import ensure_topics
from streams.clock import now
from streams.entries.operations import Resend
from streams.events import DESK_TOPIC
from streams.hub.desk import FAILED, GONE, SENT
from streams.hub.errands import Errands
from streams.landing.log_rows import Outcome
from streams.local.broker import LocalBroker
from tests.support.hubs import counts, hub_on, produce, running_in
from tests.support.messages import TOPICS, encoded, event, resend
from tests.support.ready import ready_store
from tests.support.silence import silent_port
from tests.support.waiting import wait_for

EVERY_S = 0.05
LONGEST_GAP_S = 5.0
"""On a busy machine; what used to hold the commits up takes at least 8 s."""
SILENT_S = 8.0


@pytest.fixture
def broker(own_broker: LocalBroker) -> LocalBroker:
    own_broker.start()
    connection = connection_from(environment(own_broker))
    ensure_topics(connection, partitions=2, timestamp_type="CreateTime")
    return own_broker


def environment(broker: LocalBroker) -> dict[str, str]:
    return {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap, "CGC_DEMO": "1"}


def result_of(store: Store, entry_id: str) -> dict[str, Any] | None:
    """What a sender reads who asks by the id of the entry."""
    since = now() - timedelta(minutes=5)
    rows = store.query("desk_results", entry_ids=entry_id, from_at=since).to_pylist()
    return rows[0] if rows else None


def rejected_place(store: Store) -> dict[str, Any]:
    row = store.query("rejects_recent", row_limit=1).to_pylist()[0]
    names = {"topic": "topic", "partition": "partition_no", "offset": "offset_no"}
    return {name: row[column] for name, column in names.items()}


@contextmanager
def arriving(broker: LocalBroker) -> Iterator[None]:
    """Twenty messages a second while the context is open."""
    outbox = Outbox(connection_from(environment(broker)))
    over, numbers = threading.Event(), count(1)

    def feed() -> None:
        while not over.wait(EVERY_S):
            message = encoded(event("incident", next(numbers)))
            outbox.send(TOPICS["incident"], b"key", message).wait()

    thread = threading.Thread(target=feed)
    thread.start()
    yield
    over.set()
    thread.join()
    outbox.close()


def gaps_s(store: Store) -> list[float]:
    """Seconds from each commit to the next, the longest first."""
    rows = store.query("last_batches", row_limit=10_000).to_pylist()
    moments = [row["written_at"] for row in reversed(rows)]
    spans = (later - earlier for earlier, later in pairwise(moments))
    return sorted((span.total_seconds() for span in spans), reverse=True)


def test_a_resend_to_a_cluster_that_does_not_answer_holds_up_nobody(
    broker: LocalBroker,
) -> None:
    store = ready_store()
    with silent_port() as port:
        silent = {"bootstrap_servers": [f"127.0.0.1:{port}"]}
        errands = Errands(store, silent)
        with running_in(store, environment(broker), errands), arriving(broker):
            wait_for(lambda: counts(store)["accepted"] > 20, "the first messages")
            produce(broker.bootstrap, (DESK_TOPIC, encoded(resend("E1"))))
            asked_at = now()
            result = wait_for(lambda: result_of(store, "E1"), "the result")
    assert result["written_at"] - asked_at > timedelta(seconds=SILENT_S - 1)
    assert result["result"] == FAILED
    assert "gave no answer within 8 s" in result["detail"]
    assert gaps_s(store)[0] < LONGEST_GAP_S


def test_a_resend_goes_through_the_same_checks_again(broker: LocalBroker) -> None:
    store = ready_store()
    with running_in(store, environment(broker)):
        produce(broker.bootstrap, (TOPICS["incident"], b"not json"))
        wait_for(lambda: counts(store)["rejected"] == 1, "the reject")
        wish = encoded(resend("E1", **rejected_place(store)))
        produce(broker.bootstrap, (DESK_TOPIC, wish), (DESK_TOPIC, wish))
        wait_for(lambda: counts(store)["rejected"] == 2, "the reject once more")
        assert wait_for(lambda: result_of(store, "E1"), "its result")["result"] == SENT
        produce(broker.bootstrap, (DESK_TOPIC, encoded(resend("E2", partition=9))))
        wait_for(lambda: result_of(store, "E2"), "what came of the next one")
    assert counts(store)["rejected"] == 2


@pytest.mark.parametrize(("partition", "offset"), [(99, 0), (0, 99)])
def test_a_resend_of_what_is_not_there_says_so_and_stops_nothing(
    broker: LocalBroker, partition: int, offset: int
) -> None:
    store = ready_store()
    wish = encoded(resend("E1", partition=partition, offset=offset))
    with running_in(store, environment(broker)):
        produce(broker.bootstrap, (DESK_TOPIC, wish))
        produce(broker.bootstrap, (TOPICS["incident"], encoded(event("incident"))))
        wait_for(lambda: counts(store)["accepted"] == 2, "the entry and the event")
        assert wait_for(lambda: result_of(store, "E1"), "its result")["result"] == GONE


def test_a_hub_that_ended_before_the_result_takes_the_entry_up_again(
    broker: LocalBroker, tmp_path: Path
) -> None:
    path, store = tmp_path / "board.duckdb", Store(tmp_path / "board.duckdb")
    taken, released = threading.Event(), threading.Event()

    def too_late(*_: object) -> Outcome:
        taken.set()
        released.wait()
        return Outcome("too late")

    connection = connection_from(environment(broker))
    stuck = Errands(store, connection, {Resend: too_late})
    with running_in(store, environment(broker), stuck):
        produce(broker.bootstrap, (TOPICS["incident"], b"not json"))
        wait_for(lambda: counts(store)["rejected"] == 1, "the reject")
        wish = encoded(resend("E1", **rejected_place(store)))
        produce(broker.bootstrap, (DESK_TOPIC, wish))
        assert taken.wait(30)
    released.set()
    store.close()
    again = Store(path)
    with running_in(again, environment(broker)):
        assert wait_for(lambda: result_of(again, "E1"), "its result")["result"] == SENT
        wait_for(lambda: counts(again)["rejected"] == 2, "the reject once more")
    again.close()


def test_a_fault_in_a_handler_ends_the_hub_once_and_not_for_ever(
    broker: LocalBroker,
) -> None:
    def broken(*_: object) -> Outcome:
        raise TypeError("a fault of ours")

    store = ready_store()
    connection = connection_from(environment(broker))
    errands = Errands(store, connection, {Resend: broken})
    hub = hub_on(store, environment(broker), errands)
    produce(broker.bootstrap, (DESK_TOPIC, encoded(resend("E1"))))
    with pytest.raises(TypeError, match="a fault of ours"):
        hub.run()
    result = result_of(store, "E1")
    assert result is not None
    assert (result["result"], result["detail"]) == (FAILED, "hub: TypeError")
    with running_in(store, environment(broker)):
        produce(broker.bootstrap, (TOPICS["incident"], encoded(event("incident"))))
        wait_for(lambda: counts(store)["accepted"] == 2, "the next message")

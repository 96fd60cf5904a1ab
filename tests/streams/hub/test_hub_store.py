"""A hub whose store cannot write: nothing is lost, all is told, it goes on alone."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sql.errors import StoreInvalidError, StoreUnavailableError
from sql.store import Store, Transaction
from streams.broker.connection import connection_from
from streams.broker.topics import ensure_topics
from streams.hub.hub import Hub
from streams.local.broker import LocalBroker
from streams.status import OK, STORE_FAILING
from tests.sql.limits import files_no_longer_than
from tests.support.hubs import STOP_S, counts, hub_on, produce, running_in
from tests.support.messages import TOPICS, encoded, event
from tests.support.ready import ready_store
from tests.support.waiting import wait_for

MANY = 300
LARGE, TOO_LITTLE = 20_000, "105MB"
MORE_THAN_ANY_DISK = 10**18


@pytest.fixture
def broker(broker: LocalBroker) -> LocalBroker:
    connection = connection_from(environment(broker))
    ensure_topics(connection, partitions=2, timestamp_type="CreateTime")
    return broker


def environment(broker: LocalBroker) -> dict[str, str]:
    return {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap, "CGC_DEMO": "1"}


def produce_events(broker: LocalBroker, first: int, count: int) -> None:
    messages = (
        (TOPICS["incident"], encoded(event("incident", number)))
        for number in range(first, first + count)
    )
    produce(broker.bootstrap, *messages)


def codes(hub: Hub) -> list[str]:
    return [alarm.code for alarm in hub.gauge.health().alarms]


def test_a_full_disk_is_told_and_survived_with_every_message(
    broker: LocalBroker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(tmp_path / "board.duckdb")
    log = tmp_path / "board.duckdb.wal"
    with running_in(store, environment(broker)) as hub:
        produce_events(broker, 0, 1)
        wait_for(lambda: counts(store)["accepted"] == 1, "the first event")
        with files_no_longer_than(log.stat().st_size + 1_000):
            produce_events(broker, 1, MANY)
            wait_for(lambda: hub.gauge.health().store_errors > 1, "a second try")
            assert hub.gauge.health().status == STORE_FAILING
            assert "store" in codes(hub)
            assert counts(store)["messages"] == 1
        wait_for(lambda: counts(store)["accepted"] == 1 + MANY, "all events")
        wait_for(lambda: hub.gauge.health().status == OK, "the end of the alarm")
        assert codes(hub) == []
    found = counts(store)
    assert found["distinct_messages"] == found["messages"] == 1 + MANY
    assert found["rejected"] == 0
    assert "Could not write file" in caplog.text
    assert "store" in [
        row["alarm"] for row in store.query("alarms", row_limit=9).to_pylist()
    ]


def test_a_hub_that_is_stopped_while_the_disk_is_full_loses_nothing(
    broker: LocalBroker, tmp_path: Path
) -> None:
    path = tmp_path / "board.duckdb"
    store = Store(path)
    log = tmp_path / "board.duckdb.wal"
    with running_in(store, environment(broker)) as hub:
        produce_events(broker, 0, 1)
        wait_for(lambda: counts(store)["accepted"] == 1, "the first event")
        with files_no_longer_than(log.stat().st_size + 1_000):
            produce_events(broker, 1, MANY)
            wait_for(lambda: hub.gauge.health().store_errors, "the first failure")
            hub.stop()
    store.close()
    again = Store(path)
    with running_in(again, environment(broker)):
        wait_for(lambda: counts(again)["accepted"] == 1 + MANY, "all events")
    assert counts(again)["distinct_messages"] == counts(again)["messages"]


def test_a_hub_that_starts_on_a_full_disk_serves_what_it_holds_and_says_so(
    broker: LocalBroker, tmp_path: Path
) -> None:
    path = tmp_path / "board.duckdb"
    store = Store(path)
    with running_in(store, environment(broker)):
        produce_events(broker, 0, MANY)
        wait_for(lambda: counts(store)["accepted"] == MANY, "all events")
    store.close()
    full = Store(path, disk_reserve=MORE_THAN_ANY_DISK)
    with running_in(full, environment(broker)) as hub:
        wait_for(lambda: hub.gauge.health().status == STORE_FAILING, "the alarm")
        produce_events(broker, MANY, 1)
        assert hub.gauge.health().lag_records is None
        assert counts(full)["accepted"] == MANY
    full.close()
    roomy = Store(path)
    with running_in(roomy, environment(broker)):
        wait_for(lambda: counts(roomy)["accepted"] == MANY + 1, "the one sent then")


class Liar(Store):
    """A store whose next transaction lands and is told as failed."""

    lies = False

    @contextmanager
    def transaction(self, *, into_reserve: bool = False) -> Iterator[Transaction]:
        with super().transaction(into_reserve=into_reserve) as transaction:
            yield transaction
        if self.lies:
            raise StoreUnavailableError("Failed to commit")


def test_a_batch_that_landed_after_all_is_not_written_twice(
    broker: LocalBroker,
) -> None:
    store = Liar(None)
    hub = hub_on(store, environment(broker))
    ended: list[BaseException] = []

    def run() -> None:
        try:
            hub.run()
        except StoreInvalidError as error:
            ended.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    wait_for(lambda: hub.gauge.health().status == OK, "the hub")
    store.lies = True
    produce_events(broker, 0, 1)
    thread.join(STOP_S)
    assert [str(error) for error in ended] == [
        "batch 1 landed though its commit was told as failed"
    ]
    assert counts(store)["messages"] == 1


def test_every_transaction_and_reject_can_be_told_from_the_log(
    broker: LocalBroker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "streams")
    store = ready_store()
    with running_in(store, environment(broker)):
        produce(broker.bootstrap, (TOPICS["incident"], b"not json: secret"))
        wait_for(lambda: counts(store)["rejected"] == 1, "the reject")
    lines = [record.getMessage() for record in caplog.records]
    begun = lines.index("transaction begins batch=1")
    reject = next(line for line in lines if line.startswith("reject "))
    assert "topic=cgc.incidents" in reject
    assert "offset=0" in reject
    assert "reason=not_json" in reject
    committed = next(line for line in lines if line.startswith("committed batch=1 "))
    assert begun < lines.index(committed)
    assert not any("secret" in line for line in lines)


def test_no_thread_of_a_hub_outlives_it(broker: LocalBroker) -> None:
    before = {thread.name for thread in threading.enumerate()}
    with running_in(ready_store(), environment(broker)) as hub:
        wait_for(lambda: hub.gauge.health().status == OK, "the hub")
    wait_for(
        lambda: {thread.name for thread in threading.enumerate()} <= before,
        "the threads to end",
    )


def test_a_batch_too_large_for_the_memory_is_written_in_parts(
    broker: LocalBroker, tmp_path: Path
) -> None:
    produce_events(broker, 0, LARGE)
    store = Store(tmp_path / "board.duckdb", memory_limit=TOO_LITTLE)
    with running_in(store, environment(broker)) as hub:
        wait_for(lambda: hub.gauge.health().rows == LARGE, "all events", 120)
        assert hub.gauge.health().store_errors > 0
        wait_for(lambda: codes(hub) == [], "the end of the alarm")
    found = counts(store)
    assert found["messages"] == found["distinct_messages"] == LARGE

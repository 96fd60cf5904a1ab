"""Leaders move, brokers go, answers come late or wrong: reading goes on every time.

`CGC_FAULTS` sets how often each fault happens: 2 here, 50 for acceptance. The figures
are seconds from the end of the fault to the last of its messages in the store.
"""

import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from confluent_kafka import Producer

from sql.store import Store
from streams.events import STREAMS, TOPICS
from tests.support.faults import (
    FETCH,
    LIST_OFFSETS,
    METADATA,
    FaultyCluster,
    partitions_of,
)
from tests.support.hubs import counts, running_in
from tests.support.messages import encoded, event
from tests.support.ready import ready_store
from tests.support.waiting import PATIENCE_S, wait_for

TIMES = int(os.environ.get("CGC_FAULTS", "2"))
BROKERS = 3
DOWN_S, SLOW_MS = 3.0, 500
NOT_LEADER, OUT_OF_RANGE, TIMED_OUT, UNKNOWN_TOPIC = 6, 1, 7, 3
STORAGE, SERVER, TRANSPORT, CORRUPT, NOT_AUTHORIZED = 56, -1, -195, 2, 29
REFUSALS = (
    (FETCH, NOT_LEADER),
    (FETCH, OUT_OF_RANGE),
    (FETCH, UNKNOWN_TOPIC),
    (FETCH, STORAGE),
    (FETCH, SERVER),
    (FETCH, TRANSPORT),
    (FETCH, CORRUPT),
    (METADATA, TIMED_OUT),
    (METADATA, TRANSPORT),
    (LIST_OFFSETS, NOT_LEADER),
)
REFUSED_IN_A_ROW = 5
PARTITION_REFUSALS = (
    NOT_LEADER,
    OUT_OF_RANGE,
    UNKNOWN_TOPIC,
    CORRUPT,
    NOT_AUTHORIZED,
    STORAGE,
    SERVER,
)


class Line:
    """A cluster, a hub on it, and messages through every partition of the events."""

    def __init__(self, cluster: FaultyCluster, store: Store) -> None:
        self.cluster = cluster
        self._store = store
        self._sent = 0
        servers = ",".join(cluster.addresses)
        self._producer = Producer(
            {
                "bootstrap.servers": servers,
                "reconnect.backoff.max.ms": 200,
                "topic.metadata.refresh.interval.ms": 500,
            }
        )

    def send(self) -> None:
        """One message to every partition; returns when the brokers have them."""
        for stream in STREAMS:
            for partition in range(partitions_of(stream.topic)):
                value = encoded(event(stream.kind, self._sent))
                self._producer.produce(stream.topic, value, partition=partition)
                self._sent += 1
        assert self._producer.flush(PATIENCE_S) == 0

    def resumed_s(self, since: float) -> float:
        """Send, and wait for all that was sent; seconds since then, or since the
        brokers had taken it.
        """
        self.send()
        since = max(since, time.monotonic())
        self.arrive()
        return time.monotonic() - since

    def arrive(self) -> None:
        wait_for(
            lambda: counts(self._store)["accepted"] == self._sent,
            f"{self._sent} messages",
            PATIENCE_S,
        )

    @property
    def is_exact(self) -> bool:
        found = counts(self._store)
        return found["messages"] == found["distinct_messages"] == self._sent


@contextmanager
def running_line() -> Iterator[Line]:
    cluster = FaultyCluster(BROKERS)
    store = ready_store()
    with running_in(store, cluster.environment):
        line = Line(cluster, store)
        line.send()
        line.arrive()
        yield line
    cluster.end()


def move_leaders(line: Line, number: int) -> float:
    line.cluster.lead_all(number % BROKERS + 1)
    return line.resumed_s(time.monotonic())


def lose_a_broker(line: Line, number: int) -> float:
    """Take down one broker, every sixth time all of them."""
    gone = line.cluster.brokers
    if number % 6:
        gone = range(number % BROKERS + 1, number % BROKERS + 2)
    for broker in gone:
        line.cluster.take_down(broker)
    threading.Event().wait(DOWN_S)
    for broker in gone:
        line.cluster.bring_up(broker)
    return line.resumed_s(time.monotonic())


def lose_a_broker_for_good(line: Line, number: int) -> float:
    """Another takes over what it led; it comes back later."""
    gone, heir = number % BROKERS + 1, (number + 1) % BROKERS + 1
    line.cluster.take_down(gone)
    line.cluster.lead_all(heir)
    seconds = line.resumed_s(time.monotonic())
    line.cluster.bring_up(gone)
    return seconds


def answer_late(line: Line, _: int) -> float:
    line.cluster.slow(SLOW_MS)
    seconds = line.resumed_s(time.monotonic())
    line.cluster.slow(0)
    return seconds


def hide_a_leader(line: Line, number: int) -> float:
    """The stall of the stock consumer, with the hub reading all the while.

    A renewed broker has another port; the first keeps the one that the hub was told.
    """
    hidden = number % (BROKERS - 1) + 2
    line.cluster.hide(hidden)
    for topic in TOPICS:
        line.cluster.lead(topic, 0, hidden)
    threading.Event().wait(1.0)
    line.cluster.renew(hidden)
    for topic in TOPICS:
        line.cluster.lead(topic, 0, hidden)
    return line.resumed_s(time.monotonic())


def refuse_requests(line: Line, number: int) -> float:
    request, error = REFUSALS[number % len(REFUSALS)]
    line.cluster.refuse(request, [error] * REFUSED_IN_A_ROW)
    return line.resumed_s(time.monotonic())


def refuse_a_partition(line: Line, number: int) -> float:
    """The answer as a whole is good, one partition in it is not, three times."""
    error = PARTITION_REFUSALS[number % len(PARTITION_REFUSALS)]
    topic = STREAMS[number % len(STREAMS)].topic
    line.cluster.refuse_partition(topic, 0, [error] * 3)
    return line.resumed_s(time.monotonic())


FAULTS: dict[str, Callable[[Line, int], float]] = {
    "leaders move": move_leaders,
    "a broker is down for 3 s": lose_a_broker,
    "another takes over": lose_a_broker_for_good,
    "answers come 500 ms late": answer_late,
    "requests are refused": refuse_requests,
    "a partition is refused": refuse_a_partition,
    "a leader is not listed": hide_a_leader,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_reading_goes_on_after(fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    with running_line() as line:
        times = [FAULTS[fault](line, number) for number in range(1, TIMES + 1)]
        assert line.is_exact
    with capsys.disabled():
        print(  # noqa: T201 - the figures that the acceptance asks for
            f"\n{fault}: {len(times)} times, resumed in "
            f"{statistics.median(times):.1f} s (median), {max(times):.1f} s (worst)",
        )

"""The consumer on faults that its library does not survive: the source is made anew."""

import ssl
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import (
    CorruptRecordError,
    KafkaTimeoutError,
    UnknownBrokerIdError,
    UnsupportedCodecError,
)

from streams.broker.cluster import SourceError, describe
from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox
from streams.broker.source import Source
from streams.events import STREAMS
from tests.support.faults import FaultyCluster
from tests.support.hubs import counts, running_in
from tests.support.messages import encoded, event
from tests.support.ready import ready_store
from tests.support.waiting import wait_for

INCIDENTS = STREAMS[0].topic
LOST = 2
POLLS, POLL_MS = 15, 200


@pytest.fixture
def cluster() -> Iterator[FaultyCluster]:
    """Give a cluster whose topic of incidents is led by brokers 1 and 2."""
    cluster = FaultyCluster(brokers=2)
    cluster.lead_all(1)
    cluster.lead(INCIDENTS, 1, LOST)
    yield cluster
    cluster.end()


def produce(cluster: FaultyCluster, count: int) -> None:
    outbox = Outbox(connection_from(cluster.environment))
    for number in range(count):
        at = str(number).encode()
        outbox.queue(INCIDENTS, at, encoded(event("incident", number)))
    outbox.flush()
    outbox.close()


def polled(poll: Callable[[], int]) -> int:
    return sum(poll() for _ in range(POLLS))


def lose_the_leader(cluster: FaultyCluster) -> None:
    """Name a leader that the list of brokers lacks, as a cluster does for a moment."""
    cluster.hide(LOST)
    cluster.lead(INCIDENTS, 1, LOST)


def find_the_leader(cluster: FaultyCluster) -> None:
    cluster.renew(LOST)
    cluster.lead(INCIDENTS, 1, LOST)


def test_the_stock_consumer_never_reads_a_partition_again_whose_leader_was_lost(
    cluster: FaultyCluster,
) -> None:
    """The reason for our watchdog: once fixed upstream, this fails."""
    lose_the_leader(cluster)
    consumer = KafkaConsumer(
        **connection_from(cluster.environment),
        auto_offset_reset="none",
        metadata_max_age_ms=500,
    )
    part = TopicPartition(INCIDENTS, 1)
    consumer.assign([part])
    consumer.seek(part, 0)
    with pytest.raises(UnknownBrokerIdError):
        consumer.poll(5_000)
    find_the_leader(cluster)
    produce(cluster, 20)
    assert polled(lambda: len(consumer.poll(POLL_MS))) == 0
    assert consumer.end_offsets([part])[part] > 0
    consumer.close()


def test_a_new_source_reads_what_the_old_one_never_would(
    cluster: FaultyCluster,
) -> None:
    lose_the_leader(cluster)
    connection = connection_from(cluster.environment)
    source = Source(connection, [(INCIDENTS, 1)])
    source.seek({(INCIDENTS, 1): 0})
    with pytest.raises(SourceError, match="UnknownBrokerIdError"):
        polled(lambda: len(source.poll(POLL_MS)))
    source.close()
    find_the_leader(cluster)
    produce(cluster, 20)
    source = Source(connection, [(INCIDENTS, 1)])
    source.seek({(INCIDENTS, 1): 0})
    assert polled(lambda: len(source.poll(POLL_MS))) > 0
    source.close()


@pytest.mark.alone
def test_a_hub_whose_leader_was_lost_goes_on_by_itself(cluster: FaultyCluster) -> None:
    store = ready_store()
    lose_the_leader(cluster)
    with running_in(store, cluster.environment) as hub:
        wait_for(lambda: hub.gauge.health().rebuilds, "the first consumer's end")
        find_the_leader(cluster)
        found = time.monotonic()
        produce(cluster, 20)
        wait_for(lambda: counts(store)["accepted"] == 20, "all events")
        assert time.monotonic() - found < 15


def failing_source(
    cluster: FaultyCluster, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> Source:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    source = Source(connection_from(cluster.environment), [(INCIDENTS, 0)])
    monkeypatch.setattr(KafkaConsumer, "poll", fail)
    return source


@pytest.mark.parametrize(
    "error",
    [
        KafkaTimeoutError(),
        CorruptRecordError(),
        UnsupportedCodecError("zstd"),
        ConnectionResetError(),
        TimeoutError(),
        ssl.SSLError(),
    ],
)
def test_what_kafka_or_the_system_raise_means_start_anew(
    cluster: FaultyCluster, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    source = failing_source(cluster, monkeypatch, error)
    with pytest.raises(SourceError, match=type(error).__name__):
        source.poll(10)
    source.close()


@pytest.mark.parametrize(
    "error", [ValueError("x"), AssertionError(), KeyError(1), TypeError()]
)
def test_a_fault_of_ours_is_no_trouble_with_the_broker(
    cluster: FaultyCluster, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    source = failing_source(cluster, monkeypatch, error)
    with pytest.raises(type(error)) as raised:
        source.poll(10)
    assert raised.value is error
    source.close()


def test_a_cluster_that_is_asked_wrongly_is_not_called_silent(
    cluster: FaultyCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise TypeError("a fault of ours")

    monkeypatch.setattr(KafkaConsumer, "partitions_for_topic", fail)
    with pytest.raises(TypeError, match="a fault of ours"):
        describe(connection_from(cluster.environment))


def test_a_hub_whose_client_fails_goes_on_with_a_new_one(
    cluster: FaultyCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, poll = ready_store(), KafkaConsumer.poll
    errors: list[Exception] = [KafkaTimeoutError(), ConnectionResetError()]

    def fail_first(*words: Any, **named: Any) -> Any:
        if errors:
            raise errors.pop()
        return poll(*words, **named)

    produce(cluster, 20)
    monkeypatch.setattr(KafkaConsumer, "poll", fail_first)
    with running_in(store, cluster.environment) as hub:
        wait_for(lambda: counts(store)["accepted"] == 20, "all events")
        assert hub.gauge.health().rebuilds == 2

"""Where to read on, when all is well and when the broker changed behind our back."""

from datetime import UTC, datetime

import pytest

from streams.broker.cluster import ClusterFacts, TopicFacts
from streams.broker.source import Span
from streams.landing import positions
from streams.landing.positions import AheadError, Memory
from tests.support.ready import ready_store

TOPIC = "cgc.disputes"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def cluster(topic_id: str, partitions: int = 2) -> ClusterFacts:
    facts = TopicFacts(TOPIC, topic_id, tuple(range(partitions)), "CreateTime")
    return ClusterFacts("cluster", (facts,))


def spans(beginning: int, end: int) -> dict[tuple[str, int], Span]:
    return {(TOPIC, number): Span(beginning, end) for number in range(2)}


def remembered(next_offset: int, topic_id: str = "a") -> Memory:
    offsets = {(1, TOPIC, number): next_offset for number in range(2)}
    return Memory({(TOPIC, topic_id): 1}, offsets)


def test_a_first_start_reads_from_the_beginning_in_epoch_one() -> None:
    plan = positions.plan(Memory({}, {}), cluster("a"), spans(0, 9))
    assert plan.epochs == {TOPIC: 1}
    assert plan.positions == {(TOPIC, 0): 0, (TOPIC, 1): 0}
    assert plan.alarms == ()


def test_a_restart_goes_on_where_the_store_stands() -> None:
    plan = positions.plan(remembered(5), cluster("a"), spans(0, 9))
    assert plan.positions == {(TOPIC, 0): 5, (TOPIC, 1): 5}
    assert plan.new_topics == ()


def test_a_recreated_topic_gets_a_new_epoch_and_an_alarm() -> None:
    plan = positions.plan(remembered(5), cluster("b"), spans(0, 2))
    assert plan.epochs == {TOPIC: 2}
    assert plan.positions == {(TOPIC, 0): 0, (TOPIC, 1): 0}
    assert [alarm.alarm for alarm in plan.alarms] == ["new_epoch"]


def test_records_that_kafka_dropped_unread_are_a_gap() -> None:
    plan = positions.plan(remembered(5), cluster("a"), spans(7, 9))
    assert plan.positions == {(TOPIC, 0): 7, (TOPIC, 1): 7}
    assert {alarm.alarm for alarm in plan.alarms} == {"gap"}
    assert "2 records" in plan.alarms[0].detail


def test_a_partition_that_is_new_to_a_known_topic_is_missed_from_its_beginning() -> (
    None
):
    memory = Memory({(TOPIC, "a"): 1}, {(1, TOPIC, 0): 5})
    plan = positions.plan(memory, cluster("a"), spans(3, 9))
    assert plan.holes == (positions.Hole(TOPIC, 1, 0, 3),)
    assert plan.positions == {(TOPIC, 0): 5, (TOPIC, 1): 3}
    (told,) = plan.alarms
    assert "a backup may hold them" in told.detail


def test_what_a_topic_no_longer_has_at_its_first_reading_is_a_hole() -> None:
    store, facts = ready_store(), cluster("a")
    plan = positions.plan(positions.remember(store), facts, spans(3, 9))
    assert {alarm.alarm for alarm in plan.alarms} == {"gap"}
    assert plan.positions == {(TOPIC, 0): 3, (TOPIC, 1): 3}
    positions.record(store, facts, plan, NOW)
    expected = {"topic_id": "a", "topic": TOPIC, "first_offset": 0, "until_offset": 3}
    assert store.query("holes").to_pylist() == [
        expected | {"partition_no": number} for number in range(2)
    ]
    again = positions.plan(positions.remember(store), facts, spans(3, 9))
    assert again.holes == ()


def test_a_store_ahead_of_the_same_topic_is_refused() -> None:
    with pytest.raises(AheadError, match=r"ends at 3.*read up to 5"):
        positions.plan(remembered(5), cluster("a"), spans(0, 3))


def test_an_embedded_broker_that_came_back_empty_gets_a_new_epoch() -> None:
    memory = remembered(5, "embedded here")
    plan = positions.plan(memory, cluster("embedded here"), spans(0, 3))
    assert plan.epochs == {TOPIC: 2}


def test_what_was_decided_is_remembered() -> None:
    store = ready_store()
    facts = cluster("a")
    plan = positions.plan(positions.remember(store), facts, spans(0, 9))
    positions.record(store, facts, plan, NOW)
    assert positions.remember(store).epochs == {(TOPIC, "a"): 1}
    again = positions.plan(positions.remember(store), facts, spans(0, 9))
    assert again.new_topics == ()

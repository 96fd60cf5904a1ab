"""What the cluster says of its topics, also when a part of it is missing."""

import pytest

from streams.broker.cluster import SourceError, describe, survey, topic_facts
from streams.broker.topics import ensure_topics
from streams.broker.watch import Watch
from streams.events import TOPICS
from streams.hub.gauge import Gauge
from streams.hub.settings import settings_from
from streams.landing.positions import Memory, plan
from streams.local.broker import LocalBroker
from tests.streams.landing.test_positions import TOPIC, cluster, spans

ANSWER = {
    "name": TOPIC,
    "topic_id": "a",
    "partitions": [
        {"partition_index": 1, "leader_id": 3},
        {"partition_index": 2, "leader_id": -1},
        {"partition_index": 0, "leader_id": 2},
    ],
}


def test_a_partition_without_a_leader_does_not_keep_the_others_from_being_read() -> (
    None
):
    facts = topic_facts(ANSWER, "CreateTime")
    assert (facts.partitions, facts.leaderless) == ((0, 1), (2,))


def test_it_is_an_alarm_until_a_broker_leads_it() -> None:
    settings = settings_from({})
    gauge = Gauge(settings, Watch(settings.connection))
    found = plan(Memory({}, {}), cluster("a"), spans(0, 9))
    without = type(cluster("a"))("cluster", (topic_facts(ANSWER, "CreateTime"),))
    gauge.taken_up(without, found)
    assert [alarm.detail for alarm in gauge.health().alarms] == [
        f"no broker leads {TOPIC}[2]"
    ]
    gauge.taken_up(cluster("a"), found)
    assert gauge.health().alarms == []


def test_the_ends_are_told_with_the_topics(broker: LocalBroker) -> None:
    connection = {"bootstrap_servers": [broker.bootstrap]}
    ensure_topics(connection, partitions=2, timestamp_type="CreateTime")
    found = survey(connection)
    assert found.facts == describe(connection)
    assert {place[0] for place in found.ends} == set(TOPICS)
    assert set(found.ends) == set(found.facts.places)


def test_nobody_at_the_address_is_said_with_the_setting() -> None:
    with pytest.raises(SourceError, match="KAFKA_BOOTSTRAP_SERVERS"):
        describe({"bootstrap_servers": ["127.0.0.1:1", "nonsense"]})

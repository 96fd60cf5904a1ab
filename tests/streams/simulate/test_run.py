"""The program against a real broker: history, live, stop, gap, a broker that forgot."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kafka.consumer.fetcher import ConsumerRecord

from streams.broker.cluster import describe
from streams.broker.connection import connection_from
from streams.broker.source import Source
from streams.broker.topics import ensure_topics
from streams.events import HANDLING_TOPIC
from streams.local.broker import LocalBroker
from streams.local.probe import answers_kafka, wait_until
from tests.support.broker import port_of
from tests.support.ports import free_port
from tests.support.processes import Process, ended, python
from tests.support.waiting import wait_for

VOLUMES = """\
kind,per_day,history_months,history_days,reduced_per_day,reduced_days
incident,240,0,2,,
dispute,60,0,2,,
camera_alert,6000,0,1,,
risk_lead,30,0,2,,
"""


class Feeding:
    """The demo feed as a program of its own, on a home of its own."""

    def __init__(self, home: Path, port: int, kind: str = "local") -> None:
        self.home = home
        self.environment = {
            "KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{port}",
            "CGC_BROKER_KIND": kind,
            "CGC_HOME": str(home),
        }
        self.connection = connection_from(self.environment)
        home.mkdir()
        volumes = home / "volumes.csv"
        volumes.write_text(VOLUMES, encoding="utf-8")
        self.options = ("--seed", "7", "--volumes", str(volumes))
        self.process = Process((), home / "feed.log", self.environment)

    def start(self, *words: str) -> None:
        command = python("-m", "streams.simulate", *self.options, *words)
        self.process = replace(self.process, command=command)
        self.process.start()

    def stop(self) -> float:
        """Stop it; return the seconds that took."""
        seconds = self.process.stop()
        assert self.process.status == 0, self.told
        return seconds

    @property
    def told(self) -> str:
        return self.process.told

    def file(self, name: str) -> dict[str, Any]:
        path = self.home / name
        content: dict[str, Any] = {}
        if path.exists():
            content = json.loads(path.read_bytes())
        return content

    def is_live(self) -> bool:
        return self.file("simulate-status.json").get("phase") == "live"

    def records(self) -> list[Any]:
        """All that the broker holds, as kafka-python's records."""
        parts = [
            (topic.topic, number)
            for topic in describe(self.connection).topics
            for number in topic.partitions
        ]
        source = Source(self.connection, parts)
        spans = source.spans()
        source.seek({part: span.beginning for part, span in spans.items()})
        wanted = sum(span.end - span.beginning for span in spans.values())
        found: list[Any] = []
        assert wait_until(
            lambda: found.extend(source.poll(100)) or len(found) >= wanted, seconds=30
        )
        source.close()
        return [ConsumerRecord._make(record) for record in found]


@pytest.fixture
def feeding(broker: LocalBroker, tmp_path: Path) -> Iterator[Feeding]:
    feed = Feeding(tmp_path / "home", port_of(broker))
    ensure_topics(feed.connection, partitions=2, timestamp_type="CreateTime")
    yield feed
    feed.process.kill()


def _move_ids(records: list[Any]) -> list[str]:
    return [
        json.loads(record.value)["move_id"]
        for record in records
        if record.topic == HANDLING_TOPIC
    ]


@pytest.mark.alone
def test_history_loads_and_a_restart_fills_the_gap(feeding: Feeding) -> None:
    feeding.start("--rate", "20")
    assert wait_until(feeding.is_live, seconds=60)
    assert wait_until(
        lambda: feeding.file("simulate-status.json").get("live_produced", 0) > 5,
        seconds=30,
    )
    assert feeding.stop() < 5
    assert "演示数据" in feeding.told
    status = feeding.file("simulate-status.json")
    assert (status["phase"], status["rate"], status["percent"]) == ("stopped", 20, 100)
    first = feeding.records()
    truth = feeding.file("simulate-truth.json")
    assert sum(truth["records"].values()) == len(first)
    events = [record for record in first if record.topic != HANDLING_TOPIC]
    assert 6_000 < len(events) < 8_500
    assert all(b'"synthetic":true' in record.value for record in first)

    feeding.start("--rate", "20")
    assert wait_until(
        lambda: len(feeding.file("simulate.json")["parts"]) > 0 and feeding.is_live(),
        seconds=60,
    )
    feeding.stop()
    second = feeding.records()
    assert len(second) >= len(first)
    before, after = Counter(_move_ids(first)), Counter(_move_ids(second))
    new = after - before
    assert all(before[move_id] == 0 for move_id in new)


def test_a_broker_that_lost_its_data_gets_the_history_anew(
    feeding: Feeding, broker: LocalBroker
) -> None:
    feeding.start("--history-only")
    assert feeding.process.wait(60) == 0
    anchor = feeding.file("simulate.json")["anchor_ms"]
    count = len(feeding.records())
    broker.restart_empty()
    ensure_topics(feeding.connection, partitions=2, timestamp_type="CreateTime")
    feeding.start("--history-only")
    assert feeding.process.wait(60) == 0
    assert feeding.file("simulate.json")["anchor_ms"] > anchor
    assert abs(len(feeding.records()) / count - 1) < 0.1


def test_another_seed_on_the_same_broker_is_refused(feeding: Feeding) -> None:
    feeding.start("--history-only")
    assert feeding.process.wait(60) == 0
    feeding.start("--seed", "8", "--history-only")
    assert feeding.process.wait(60) == 2
    assert "--seed" in feeding.told


@pytest.mark.alone
@pytest.mark.program
def test_it_waits_for_a_broker_and_stops_while_it_waits(tmp_path: Path) -> None:
    feed = Feeding(tmp_path / "home", free_port())
    feed.start()
    wait_for(lambda: "waiting: no answer at" in feed.told, "its first line")
    assert feed.stop() < 2


@pytest.mark.broker
@pytest.mark.program
def test_the_embedded_broker_gets_a_reduced_set_that_it_can_hold(
    tmp_path: Path,
) -> None:
    port = free_port()
    command = python("-m", "streams.local.embedded_broker", "--port", str(port))
    with ended(Process(command, tmp_path / "broker.log")) as broker:
        broker.start()
        assert wait_until(lambda: answers_kafka(port), seconds=20)
        feed = Feeding(tmp_path / "home", port, "embedded")
        feed.options = ()
        feed.start()
        assert wait_until(feed.is_live, seconds=60)
        feed.stop()
        assert feed.file("simulate-status.json")["reduced"] is True
        assert "缩减" in feed.told
        sent = sum(feed.file("simulate-truth.json")["records"].values())
        assert len(feed.records()) == sent > 15_000

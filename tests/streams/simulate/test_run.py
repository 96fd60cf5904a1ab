"""The program against a real broker: history, live, stop, gap, a broker that forgot."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
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
from streams.local.probe import answers_kafka, free_port, wait_until

ROOT = Path(__file__).parents[3]
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
        self.process: subprocess.Popen[str] | None = None

    def start(self, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streams.simulate", *self.options, *words],
            cwd=ROOT,
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def stop(self) -> float:
        """Stop it; return the seconds that took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.told, _ = self.process.communicate(timeout=20)
        assert self.process.returncode == 0, self.told
        return time.monotonic() - began

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
def feeding(own_broker: LocalBroker, tmp_path: Path) -> Iterator[Feeding]:
    own_broker.start()
    port = int(own_broker.bootstrap.rpartition(":")[2])
    feed = Feeding(tmp_path / "home", port)
    ensure_topics(feed.connection, partitions=2, timestamp_type="CreateTime")
    yield feed
    if feed.process is not None and feed.process.poll() is None:
        feed.process.kill()
        feed.process.wait()


def _move_ids(records: list[Any]) -> list[str]:
    return [
        json.loads(record.value)["move_id"]
        for record in records
        if record.topic == HANDLING_TOPIC
    ]


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
    feeding: Feeding, own_broker: LocalBroker
) -> None:
    feeding.start("--history-only")
    assert feeding.process is not None
    assert feeding.process.wait(60) == 0
    anchor = feeding.file("simulate.json")["anchor_ms"]
    count = len(feeding.records())
    own_broker.restart_empty()
    ensure_topics(feeding.connection, partitions=2, timestamp_type="CreateTime")
    feeding.start("--history-only")
    assert feeding.process.wait(60) == 0
    assert feeding.file("simulate.json")["anchor_ms"] > anchor
    assert abs(len(feeding.records()) / count - 1) < 0.1


def test_another_seed_on_the_same_broker_is_refused(feeding: Feeding) -> None:
    feeding.start("--history-only")
    assert feeding.process is not None
    assert feeding.process.wait(60) == 0
    feeding.start("--seed", "8", "--history-only")
    told, _ = feeding.process.communicate(timeout=60)
    assert feeding.process.returncode == 2
    assert "--seed" in told


def test_it_waits_for_a_broker_and_stops_while_it_waits(tmp_path: Path) -> None:
    feed = Feeding(tmp_path / "home", free_port())
    feed.start()
    assert feed.process is not None
    assert feed.process.stdout is not None
    assert "waiting: no answer at" in feed.process.stdout.readline()
    assert feed.stop() < 2


def test_the_embedded_broker_gets_a_reduced_set_that_it_can_hold(
    tmp_path: Path,
) -> None:
    port = free_port()
    broker = subprocess.Popen(
        [sys.executable, "-m", "streams.local.embedded_broker", "--port", str(port)],
        cwd=ROOT,
    )
    try:
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
    finally:
        broker.terminate()
        broker.wait()

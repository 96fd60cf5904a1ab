"""What is killed, and what keeps it busy: hubs with a readable log, and a feeder."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from confluent_kafka import Consumer, Producer, TopicPartition

from streams.events import TOPICS
from tests.journey.chaos_message import Message
from tests.journey.chaos_traffic import Traffic
from tests.journey.model.messages import Record
from tests.support.processes import ROOT, python
from tests.support.programs import Program
from tests.support.waiting import wait_for

MARK = re.compile(r"(transaction begins|committed) batch=(\d+)")
EXIT_S = 10.0


@dataclass
class HubProcess(Program):
    """One store and the hubs that follow each other on it, each with its own log."""

    most_deltas: int = 0
    lives: int = 0
    module: str = "tests.journey.chaos_hub"

    @property
    def database(self) -> Path:
        return self.home / "board.duckdb"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **super().environment,
            "CGC_BROKER_KIND": "local",
            "CGC_LOG_LEVEL": "DEBUG",
            "CGC_TEST_MOST_DELTAS": str(self.most_deltas),
        }

    @property
    def log_file(self) -> Path:
        return self.log_of(self.lives)

    def log_of(self, life: int) -> Path:
        return self.home / f"hub-{life}.log"

    def start(self, *, before: Callable[[], None] | None = None) -> None:
        """Start another one; its log begins empty."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.lives += 1
        super().start(before=before)

    def marks(self, life: int | None = None) -> list[tuple[str, int]]:
        """The begins and the commits of its transactions, as the log has them."""
        text = self.log_of(life or self.lives).read_text(errors="replace")
        return [(kind, int(number)) for kind, number in MARK.findall(text)]

    def kill(self) -> None:
        """End it like a power cut, which it must not have come before."""
        assert self.wait_or_none(0) is None, self.log[-2_000:]
        super().kill()

    def stop(self) -> float:
        """End it in order, and say how many seconds that took."""
        seconds = super().stop()
        assert self.wait(0) == 0, self.log[-2_000:]
        assert seconds < EXIT_S
        return seconds

    def verify(self) -> list[str]:
        """What `python -m streams verify` has to say against the store it left."""
        done = subprocess.run(
            python("-m", "streams", "verify"),
            cwd=ROOT,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return [done.stderr] if done.returncode else []

    def positions(self) -> dict[tuple[str, int], int]:
        """Up to where it has committed; nothing while it does not answer."""
        told = self.health().get("partitions", ())
        return {(part["topic"], part["partition"]): part["position"] for part in told}


class Feeder:
    """Sends traffic from a thread of its own: a burst, a breath, a burst.

    Brokers that die in between cost repeats and another order, which are fair.
    """

    def __init__(self, bootstrap: str, traffic: Traffic, *, rate: int) -> None:
        self._traffic = traffic
        self._rate = rate
        self._random = Random(rate)
        self._producer = Producer(
            {
                "bootstrap.servers": bootstrap,
                "acks": "all",
                "linger.ms": 5,
                "reconnect.backoff.max.ms": 500,
                "log_level": 0,
            }
        )
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.sent = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait until the broker has all."""
        self._stopping.set()
        self._thread.join()
        wait_for(lambda: self._producer.flush(1) == 0, "the broker to take all")

    def _run(self) -> None:
        while not self._stopping.is_set():
            burst = self._random.randint(1, self._rate // 4)
            for message in self._traffic.take(burst):
                self._send(message)
            self._producer.poll(0)
            self._stopping.wait(burst / self._rate)

    def _send(self, message: Message) -> None:
        self._producer.produce(
            message.topic,
            message.value,
            message.key,
            message.partition,
            timestamp=message.at_ms,
        )
        self.sent += 1


@contextmanager
def feeding(bootstrap: str, traffic: Traffic, *, rate: int) -> Iterator[Feeder]:
    feeder = Feeder(bootstrap, traffic, rate=rate)
    feeder.start()
    try:
        yield feeder
    finally:
        feeder.stop()


@contextmanager
def reading(bootstrap: str) -> Iterator[Consumer]:
    """A client that is not ours."""
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": "chaos",
            "enable.auto.commit": False,
            "log_level": 0,
        }
    )
    try:
        yield consumer
    finally:
        consumer.close()


def ends(bootstrap: str) -> dict[tuple[str, int], int]:
    """The end of every partition, as the broker says."""
    with reading(bootstrap) as consumer:
        known = consumer.list_topics(timeout=10).topics
        places = [(topic, part) for topic in TOPICS for part in known[topic].partitions]
        return {
            place: consumer.get_watermark_offsets(TopicPartition(*place))[1]
            for place in places
        }


def everything(bootstrap: str) -> list[Record]:
    """All that stands on the topics, partition by partition."""
    with reading(bootstrap) as consumer:
        return [
            record
            for (topic, partition), end in ends(bootstrap).items()
            for record in _partition(consumer, topic, partition, end)
        ]


def _partition(
    consumer: Consumer, topic: str, partition: int, end: int
) -> Iterator[Record]:
    consumer.assign([TopicPartition(topic, partition, 0)])
    next_offset = 0
    while next_offset < end:
        for message in consumer.consume(10_000, timeout=1):
            assert message.error() is None, message.error()
            next_offset = message.offset() + 1
            yield Record(
                topic=topic,
                partition=partition,
                offset=message.offset(),
                at=message.timestamp()[1] * 1_000,
                value=message.value(),
            )

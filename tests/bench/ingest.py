"""What an event costs the hub: decoding, and decoding with its whole transaction."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kafka.consumer.fetcher import ConsumerRecord

from sql.store import Store
from streams.admission import admission_of, rules_of
from streams.batches import sort
from streams.clock import now
from streams.decode import decode
from streams.events import HANDLING_TOPIC, STREAMS
from streams.writer import write
from tests.bench.figures import Figure, cpu_us
from tests.streams.messages import TOPICS, encoded, event, move

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH, BATCHES = 5_000, 12
KINDS = [stream.kind for stream in STREAMS]


def figures() -> Iterator[Figure]:
    """Decode alone, then a whole batch of 70 % events and 30 % moves."""
    store = Store(Path(tempfile.mkdtemp()) / "bench.duckdb")
    admission = admission_of(store, is_synthetic=True)
    rules = rules_of(store)
    message = encoded(event("incident", 1))
    at = now()

    def decode_many() -> None:
        for _ in range(BATCH):
            decode(TOPICS["incident"], message, (), at, admission.codes)

    yield Figure(
        name="decode_event",
        median=cpu_us(decode_many, per=BATCH, rounds=9),
        unit="us/event",
        n=BATCH,
        goal=12,
    )
    epochs = dict.fromkeys((*TOPICS.values(), HANDLING_TOPIC), 1)
    cpu, wall = [], []
    for number in range(BATCHES):
        records = list(_records(number))
        started, clock = time.process_time(), time.perf_counter()
        batch = sort(records, batch_no=number, epochs=epochs, admission=admission)
        write(
            store,
            batch,
            batch_no=number,
            written_at=now(),
            rules=rules,
            results={},
        )
        cpu.append((time.process_time() - started) / BATCH * 1e6)
        wall.append((time.perf_counter() - clock) * 1e3)
    yield Figure(
        name="batch_cpu",
        median=statistics.median(cpu),
        unit="us/message",
        n=BATCH * BATCHES,
        goal=45,
    )
    yield Figure(
        name="batch_commit",
        median=statistics.median(wall),
        unit="ms/5000",
        n=BATCHES,
    )


def _records(batch: int) -> Iterator[ConsumerRecord]:
    at_ms = int(time.time() * 1000)
    for place in range(BATCH):
        number = batch * BATCH + place
        kind = KINDS[number % len(KINDS)]
        topic, message = (
            (TOPICS[kind], event(kind, number))
            if place % 10 < 7
            else (HANDLING_TOPIC, move(kind, "accept", number - 4))
        )
        yield ConsumerRecord(
            topic,
            0,
            0,
            number,
            at_ms,
            0,
            b"key",
            encoded(message),
            (),
            None,
            3,
            600,
            -1,
        )

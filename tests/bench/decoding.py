"""What each step costs from a fetched batch to columns, on the demo feed's messages.

Every message is decoded once, as in life: what the hub remembers of one must help with
another, or it does not count.
"""

from __future__ import annotations

import random
import statistics
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from kafka import TopicPartition
from kafka.consumer.fetcher import Fetcher
from kafka.record import MemoryRecords
from kafka.record.memory_records import MemoryRecordsBuilder

from streams.broker import wire
from streams.clock import from_milliseconds
from streams.events import HANDLING_TOPIC, TOPICS
from streams.hub.garbage import spare_what_is_there
from streams.intake.admission import Admission, admitted
from streams.intake.decode import decode
from streams.landing import columns
from streams.landing.batches import sort
from tests.bench.figures import Figure
from tests.streams.simulate.city import ANCHOR_MS, SEED, history_of, volumes
from tests.support.reference import shipped_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

from streams.simulate.world import build_world

ROUNDS, SIZE, BATCH = 8, 3_000, 300
LZ4, MAGIC, ROOM = 3, 2, 2**24
EPOCHS = dict.fromkeys(TOPICS, 1)
FETCH = {
    "key_deserializer": None,
    "value_deserializer": None,
    "check_crcs": True,
    "isolation_level": 0,
}
STOCK = Fetcher.PartitionRecords
OURS = partial(wire._part, STOCK, None)  # noqa: SLF001 (the seam that a consumer is given)
Rounds = list[list[tuple[Any, ...]]]


def figures() -> Iterator[Figure]:
    """CPU per record of reading batches, decoding, sorting and laying out columns."""
    events, moves = _messages()
    spare_what_is_there()  # as the hub does
    yield from _reading(events)
    admission = Admission(shipped_codes(), is_synthetic=True)
    for name, rounds in (("event", events), ("move", moves)):
        yield _figure(f"decoding_{name}", rounds, partial(_decode, admission))
    batches: list[Any] = []
    yield _figure("decoding_sorted", events, partial(_sort, admission, batches))
    rows = [batch.events for batch in batches]
    yield _figure("decoding_columns", rows, partial(columns.table, columns.EVENTS))


def _messages() -> tuple[Rounds, Rounds]:
    """Events of all streams in the demo city's proportions, and moves."""
    world = build_world(SEED, ANCHOR_MS, volumes(days=14, camera_days=1))
    records = [
        (one.topic, 0, 0, place, one.at_ms, 0, one.key, one.value, ())
        for place, one in enumerate(history_of(world))
    ]
    random.Random(SEED).shuffle(records)
    events = [record for record in records if record[0] != HANDLING_TOPIC]
    moves = [record for record in records if record[0] == HANDLING_TOPIC]
    return _rounds(events), _rounds(moves)


def _rounds(records: Sequence[tuple[Any, ...]]) -> Rounds:
    return [list(records[n * SIZE : (n + 1) * SIZE]) for n in range(ROUNDS)]


def _reading(rounds: Rounds) -> Iterator[Figure]:
    fetched = [_laid_out(records) for records in rounds]
    ours = [_cost(partial(_read, OURS), data) for data in fetched]
    stock = [_cost(partial(_read, STOCK), data) for data in fetched]
    ratios = [one / other for one, other in zip(ours, stock, strict=True)]
    for name, costs, unit, goal in (
        ("decoding_batches", ours, "us/record", None),
        ("decoding_batches_stock", stock, "us/record", None),
        ("decoding_batches_to_stock", ratios, "ratio", 0.5),
    ):
        median = statistics.median(costs)
        yield Figure(name=name, median=median, unit=unit, n=ROUNDS * SIZE, goal=goal)


def _figure(name: str, rounds: Sequence[Any], work: Callable[[Any], object]) -> Figure:
    costs = [_cost(work, records) for records in rounds]
    median = statistics.median(costs[1:])
    return Figure(name=name, median=median, unit="us/record", n=len(costs) * SIZE)


def _cost(work: Callable[[Any], object], given: Any) -> float:
    started = time.process_time()
    work(given)
    return (time.process_time() - started) / SIZE * 1e6


def _decode(admission: Admission, records: Sequence[tuple[Any, ...]]) -> None:
    for topic, *_, at_ms, _, _, value, headers in records:
        decode(topic, value, headers, from_milliseconds(at_ms), admission.codes)


def _sort(admission: Admission, batches: list[Any], records: Any) -> None:
    batches.append(sort(admitted(records, admission), batch_no=1, epochs=EPOCHS))


def _laid_out(records: Sequence[tuple[Any, ...]]) -> bytes:
    """As a broker keeps them: compressed batches, one behind the other."""
    return b"".join(
        _batch(records[first : first + BATCH]) for first in range(0, SIZE, BATCH)
    )


def _batch(records: Sequence[tuple[Any, ...]]) -> bytes:
    builder = MemoryRecordsBuilder(MAGIC, LZ4, ROOM)
    for *_, at_ms, _, key, value, headers in records:
        builder.append(at_ms, key, value, list(headers))
    builder.close()
    return bytes(builder.buffer())


def _read(make: Callable[..., Any], data: bytes) -> None:
    part = make(0, TopicPartition(TOPICS[0], 0), MemoryRecords(data), **FETCH)
    while part:
        part.take(SIZE)

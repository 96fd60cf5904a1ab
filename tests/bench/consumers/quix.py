"""Quix Streams with a sink into the same tables; needs its own environment.

As its users write it: its JSON deserializer, fields into columns, no check, no mask,
no hash, no reject. `--same-decoder` gives it bytes, and our decoder does all that.
One flush is one transaction with the offsets, as its sinks allow.
"""

from __future__ import annotations

import sys
import tempfile
from typing import Any

import pyarrow as pa
from quixstreams import Application
from quixstreams.sinks.base import BatchingSink, SinkBatch

from streams.clock import from_milliseconds
from streams.landing import columns
from tests.bench.consumers.durable import DurableRows
from tests.bench.consumers.run import BATCH, Task, measure, task

SAME_DECODER = "--same-decoder"


class DuckDBSink(BatchingSink):
    """Flushes what came for all partitions as one transaction."""

    def __init__(self, rows: DurableRows) -> None:
        super().__init__()
        self._rows = rows

    def write(self, batch: SinkBatch) -> None:
        raise NotImplementedError("all partitions are written together")

    def flush(self) -> None:
        batches = list(self._batches.values())
        self._batches.clear()
        if batches:
            self._put(batches)

    def _put(self, batches: list[SinkBatch]) -> None:
        self._rows.write(
            _events(batches), rejects=[], offsets=[_offset(batch) for batch in batches]
        )


class DecodingSink(DuckDBSink):
    """The same with our decoder."""

    def _put(self, batches: list[SinkBatch]) -> None:
        self._rows.take(
            [
                (
                    *(batch.topic, batch.partition, None, item.offset),
                    *(item.timestamp, None, None, item.value, item.headers or ()),
                )
                for batch in batches
                for item in batch
            ]
        )


def _offset(batch: SinkBatch) -> tuple[Any, ...]:
    last = batch._buffer[-1]  # noqa: SLF001 - the batch offers its first offset only
    at = from_milliseconds(last.timestamp)
    return (1, batch.topic, batch.partition, last.offset + 1, at)


def _events(batches: list[SinkBatch]) -> pa.Table:
    """Fields into the columns of their names; what the hub works out stays empty."""
    items = [(batch, item) for batch in batches for item in batch]
    values = [item.value for _, item in items]
    known = {
        "epoch": [1] * len(items),
        "topic": [batch.topic for batch, _ in items],
        "partition_no": [batch.partition for batch, _ in items],
        "offset_no": [item.offset for _, item in items],
        "record_at": [item.timestamp * 1_000 for _, item in items],
        "kind": ["incident"] * len(items),
        "item_id": [value["id"] for value in values],
        "division_code": [int(value["division_code"]) for value in values],
        "severity": [value["level"] for value in values],
        "is_synthetic": [value["synthetic"] for value in values],
    }
    return pa.Table.from_arrays(
        [_column(field, known.get(field.name), values) for field in columns.EVENTS],
        schema=columns.EVENTS,
    )


def _column(field: pa.Field, known: list[Any] | None, values: list[Any]) -> pa.Array:
    if known is None:
        known = [value.get(field.name) for value in values]
    if known and isinstance(known[0], str) and pa.types.is_timestamp(field.type):
        return pa.array(known).cast(field.type)
    return pa.array(known, field.type)


def consume(told: Task, rows: DurableRows, sink: DuckDBSink, reads: str) -> int:
    with tempfile.TemporaryDirectory() as state:
        application = Application(
            broker_address=told.bootstrap,
            consumer_group=told.store.stem,
            auto_offset_reset="earliest",
            commit_every=BATCH,
            auto_create_topics=False,
            loglevel="WARNING",
            state_dir=state,
        )
        topic = application.topic(told.topic, value_deserializer=reads)
        application.dataframe(topic).sink(sink)
        application.run(count=told.events, collect=False)
    return rows.rows


if __name__ == "__main__":
    is_same = SAME_DECODER in sys.argv
    sys.argv = [given for given in sys.argv if given != SAME_DECODER]
    told = task()
    rows = DurableRows(told.store)
    sink, reads = (DecodingSink, "bytes") if is_same else (DuckDBSink, "json")
    measure(lambda: consume(told, rows, sink(rows), reads), told)

"""Ours: the hub's source, its decoder and its statements."""

from __future__ import annotations

import time
from typing import Any

from streams.broker.source import Source
from tests.bench.consumers.durable import DurableRows
from tests.bench.consumers.run import BATCH, COLLECT_S, Task, measure, task


def consume(told: Task, rows: DurableRows) -> int:
    partitions = [(told.topic, number) for number in range(told.partitions)]
    source = Source({"bootstrap_servers": [told.bootstrap]}, partitions)
    source.seek(dict.fromkeys(partitions, 0))
    while rows.rows < told.events:
        if records := _collect(source):
            rows.take(records)
    source.close()
    return rows.rows


def _collect(source: Source) -> list[Any]:
    until = time.monotonic() + COLLECT_S
    records: list[Any] = []
    while len(records) < BATCH and (left_s := until - time.monotonic()) > 0:
        records += source.poll(int(left_s * 1_000))
    return records


if __name__ == "__main__":
    told = task()
    rows = DurableRows(told.store)
    measure(lambda: consume(told, rows), told)

"""Ours without heeding transactions, as it was: what heeding them costs."""

from __future__ import annotations

from streams.broker import source
from tests.bench.consumers.durable import DurableRows
from tests.bench.consumers.ours import consume
from tests.bench.consumers.run import measure, task

if __name__ == "__main__":
    source.isolation_of = lambda _: "read_uncommitted"
    told = task()
    rows = DurableRows(told.store)
    measure(lambda: consume(told, rows), told)

"""When a record can be read through Flight: the hub is asked from the side."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sql.flight import FlightStore

if TYPE_CHECKING:
    import pyarrow as pa

EVERY_S = 0.01
"""A record counts as visible at most so much too late."""
ROW_LIMIT = 1_000_000


class Seen(NamedTuple):
    """The first answer that held a batch, and its moment (seconds since 1970)."""

    batch_no: int
    at_s: float


class Visibility:
    """Asks for the newest batch every 10 ms, and counts how often the log shrinks.

    The row of a batch lands in the transaction of its events: once it is seen, they
    can be read. A log that shrinks is a checkpoint.
    """

    def __init__(self, address: str, write_ahead_log: Path) -> None:
        self._store = FlightStore(address)
        self._log = write_ahead_log
        self._seen: list[Seen] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.checkpoints = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()
        self._store.close()

    def delays_ms(self, events: pa.Table) -> list[float]:
        """From a record's stamp until its batch was seen, by row of `events_since`."""
        batch_nos = events["batch_no"].to_pylist()
        stamps = events["record_at"].cast("int64").to_pylist()
        known = [seen.batch_no for seen in self._seen]
        return [
            (self._seen[bisect_left(known, batch_no)].at_s - stamp / 1e6) * 1_000
            for batch_no, stamp in zip(batch_nos, stamps, strict=True)
        ]

    def _run(self) -> None:
        last, size = 0, 0
        while not self._stopping.wait(EVERY_S):
            batch_no = newest_batch(self._store)
            if batch_no > last:
                self._seen.append(Seen(batch_no, time.time()))
                last = batch_no
            grown = size_of(self._log)
            self.checkpoints += grown < size
            size = grown


def size_of(path: Path) -> int:
    """Bytes of a file that may go at any moment; 0 without it."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def newest_batch(store: FlightStore) -> int:
    """The number of the newest transaction, 0 before the first."""
    found = store.query("last_batch")
    return int(found["batch_no"][0].as_py()) if found.num_rows else 0


class Follower:
    """Reads what came since it last read, as a board does."""

    def __init__(self, store: FlightStore) -> None:
        self._store = store
        self._last = newest_batch(store)

    def read(self) -> pa.Table:
        """One row per event since the last call."""
        found = self._store.query(
            "events_since", batch_no=self._last, row_limit=ROW_LIMIT
        )
        self._last = max(found["batch_no"].to_pylist(), default=self._last)
        return found

"""A backlog of millions: how long it takes to drain, and to come back on that store."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sql.errors import StoreError
from tests.bench.figures import Figure
from tests.bench.line import PATIENCE_S, Line, line
from tests.bench.memory import peak_mib
from tests.bench.place import scratch
from tests.bench.preload import backlog, fill, fill_backlog
from tests.bench.visible import newest_batch
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOK_S = 0.2
MEANWHILE = 1_000
"""Messages that come while the hub is down."""
SLOWEST_PER_S = 1_000


def figures(*, events: int = 200_000) -> Iterator[Figure]:
    """Drain, kill -9 with what is not checkpointed, start again."""
    with scratch() as folder, line(folder) as started:
        fill_backlog(started.bootstrap, events)
        seconds = _drain(started, events)
        peak = peak_mib(started.pid("hub"))
        yield Figure(name="backlog_seconds", median=seconds, unit="s", n=events)
        yield Figure(
            name="backlog_rate", median=events / seconds, unit="events/s", n=events
        )
        yield Figure(name="backlog_peak", median=peak, unit="MiB", n=events)
        yield Figure(
            name="backlog_restart",
            median=_restart(started, events),
            unit="s",
            n=events,
            against="kill -9 to the first commit, from the start of the process",
        )
        peak = peak_mib(started.pid("hub"))
        yield Figure(name="backlog_restart_peak", median=peak, unit="MiB", n=events)


def _drain(started: Line, events: int) -> float:
    """Seconds from the start of the hub until it has all of it."""
    clock = time.monotonic()
    started.launch_hub()
    while _taken(started) < events:
        if time.monotonic() - clock > PATIENCE_S + events / SLOWEST_PER_S:
            raise RuntimeError(f"the hub has {_taken(started)} of {events} messages")
        time.sleep(LOOK_S)
    return time.monotonic() - clock


def _taken(started: Line) -> int:
    health = started.health()
    return int(health.get("rows", 0)) + int(health.get("rejects", 0))


def _restart(started: Line, events: int) -> float:
    """Seconds from the start of the process to a commit of what came meanwhile."""
    store = started.reader()
    last = newest_batch(store)
    started.kill("hub")
    fill(started.bootstrap, backlog(first=events, events=MEANWHILE))
    clock = time.monotonic()
    started.launch_hub()

    def has_committed() -> bool:
        try:
            return newest_batch(store) > last
        except StoreError:
            return False

    wait_for(has_committed, "the first commit", PATIENCE_S)
    seconds = time.monotonic() - clock
    store.close()
    return seconds

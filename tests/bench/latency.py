"""Produce → queryable through Flight, at steady rates, with and without checkpoints."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.child import Child
from tests.bench.figures import Figure
from tests.bench.line import Line, line
from tests.bench.place import scratch
from tests.bench.visible import Follower, Visibility
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

P99_GOAL_MS = 250.0
WARM_UP_S, READ_EVERY_S = 5, 1.0
CHECKPOINTS = {"shipped": "", "seldom": "128MB", "none": "1TB"}
"""As shipped (16 MB), an eighth as often and longer, and never."""


class Run(NamedTuple):
    """One rate for some seconds; `first` numbers the items."""

    rate: int
    seconds: int
    first: int


class Delays(NamedTuple):
    """Milliseconds from stamp to sight of each event, and the checkpoints meanwhile."""

    each_ms: list[float]
    checkpoints: int


def figures(
    *, rates: Iterable[int] = (1_000, 5_000), seconds: int = 30
) -> Iterator[Figure]:
    """p50 and p99 at each rate under each checkpoint threshold."""
    for name, threshold in CHECKPOINTS.items():
        with scratch() as folder, line(folder, checkpoint=threshold) as started:
            started.start_hub()
            delays(started, Run(1_000, WARM_UP_S, 0))
            first = 1_000_000
            for rate in rates:
                found = delays(started, Run(rate, seconds, first))
                first += rate * seconds
                yield from _figures(f"{rate}_{name}", found)


def delays(started: Line, run: Run) -> Delays:
    """Send, read along, and find for every event when it could be read."""
    visibility = Visibility(started.flight, started.home / "board.duckdb.wal")
    visibility.start()
    reader = started.reader()
    follower = Follower(reader)
    sending = Child("tests.bench.produce", started.bootstrap, *map(str, run))
    rows = [follower.read() for _ in each_second(run.seconds)]
    sent = sending.answer()["events"]

    def has_all() -> bool:
        rows.append(follower.read())
        return sum(table.num_rows for table in rows) >= sent

    wait_for(has_all, f"{sent} events")
    time.sleep(READ_EVERY_S)
    visibility.stop()
    reader.close()
    found = [delay for table in rows for delay in visibility.delays_ms(table)]
    return Delays(found, visibility.checkpoints)


def each_second(count: int) -> Iterator[int]:
    """One after the other, a second apart, however long the reading takes."""
    started = time.monotonic()
    for number in range(count):
        yield number
        time.sleep(max(0.0, started + number + READ_EVERY_S - time.monotonic()))


def _figures(name: str, found: Delays) -> Iterator[Figure]:
    quantiles = statistics.quantiles(found.each_ms, n=100, method="inclusive")
    n = len(found.each_ms)
    yield Figure(name=f"latency_p50_{name}", median=quantiles[49], unit="ms", n=n)
    yield Figure(
        name=f"latency_p99_{name}",
        median=quantiles[98],
        unit="ms",
        n=n,
        goal=P99_GOAL_MS,
        against=f"{found.checkpoints} checkpoints",
    )

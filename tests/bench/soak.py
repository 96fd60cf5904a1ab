"""Half an hour of steady traffic, a wall and a reader: what grows shows as a slope.

One line a minute on the screen; slopes over all minutes after the first fifth.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.child import Child
from tests.bench.figures import Figure
from tests.bench.latency import each_second
from tests.bench.line import Line, line
from tests.bench.memory import resident_mib
from tests.bench.place import scratch
from tests.bench.visible import Follower, Visibility
from tests.bench.wall import Wall

if TYPE_CHECKING:
    from collections.abc import Iterator

MINUTE_S, MINUTES_PER_HOUR = 60, 60
PROGRAMS = ("hub", "board")
UNITS = {
    "p50": "ms",
    "p99": "ms",
    "silence": "s",
    "standstill": "s",
    "hub": "MiB",
    "board": "MiB",
}
WALL = {
    "silence": "the longest time between two pushes",
    "standstill": "the longest time between two pushes with new figures",
}


class Minute(NamedTuple):
    """What a minute showed: delays, how long the wall heard nothing at most, how long
    its figures stood still, and what the programs held at its end.
    """

    p50_ms: float
    p99_ms: float
    silence_s: float
    standstill_s: float
    hub_mib: float
    board_mib: float


def figures(*, minutes: int = 30, rate: int = 2_000) -> Iterator[Figure]:
    """Levels and slopes of delay and memory."""
    with scratch() as folder, line(folder) as started:
        started.start_hub()
        started.start_board()
        wall = Wall(started.board_port)
        wall.start()
        found = list(_minutes(started, wall, minutes, rate))
        wall.leave()
    settled = found[minutes // 5 :]
    for name, unit in UNITS.items():
        values = [getattr(minute, f"{name}_{unit.lower()}") for minute in settled]
        yield Figure(
            name=f"soak_{name}",
            median=statistics.median(values),
            unit=unit,
            n=len(values),
            against=f"first {values[0]:.1f}, last {values[-1]:.1f}",
        )
        yield Figure(
            name=f"soak_{name}_slope",
            median=_slope(values) * MINUTES_PER_HOUR,
            unit=f"{unit}/h",
            n=len(values),
        )
    for name, meaning in WALL.items():
        yield Figure(
            name=f"soak_wall_{name}",
            median=max(getattr(minute, f"{name}_s") for minute in found),
            unit="s",
            n=wall.pushes,
            against=meaning,
        )


def _minutes(started: Line, wall: Wall, minutes: int, rate: int) -> Iterator[Minute]:
    visibility = Visibility(started.flight, started.home / "board.duckdb.wal")
    visibility.start()
    reader = started.reader()
    follower = Follower(reader)
    given = (rate, minutes * MINUTE_S, 0)
    sending = Child("tests.bench.produce", started.bootstrap, *map(str, given))
    for number in range(minutes):
        tables = [follower.read() for _ in each_second(MINUTE_S)]
        delays = [delay for rows in tables for delay in visibility.delays_ms(rows)]
        quantiles = statistics.quantiles(delays, n=100, method="inclusive")
        memory = (resident_mib(started.pid(name)) for name in PROGRAMS)
        gaps = (wall.silence.take_s(), wall.standstill.take_s())
        minute = Minute(quantiles[49], quantiles[98], *gaps, *memory)
        print(number + 1, minute, visibility.checkpoints, flush=True)  # noqa: T201
        yield minute
    sending.answer()
    visibility.stop()
    reader.close()


def _slope(values: list[float]) -> float:
    if len(values) < 2:
        return 0.0
    return statistics.linear_regression(range(len(values)), values).slope

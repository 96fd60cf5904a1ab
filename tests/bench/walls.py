"""A thousand walls, one for each division, over the push route at once.

The board is measured from outside, on a line of its own with steady traffic; a wall
and a district page in a browser beside them say when a commit is seen.
"""

from __future__ import annotations

from contextlib import closing
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from tests.bench.child import Child
from tests.bench.figures import Figure
from tests.bench.line import Line, line
from tests.bench.place import scratch
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

STOCK_RATE, STOCK_S = 2_000, 10
SENDING_S = 3_600
"""Longer than all of it: whoever measures ends it."""
ROW_LIMIT = 100_000
GOALS = {"walls_push_p95": 250.0}
MEANINGS = {
    "walls_push_p95": "from the push's own clock to the viewer",
    "walls_picture_p95": "from the question to the hub to the viewer",
    "walls_board_cores": "cores that the board took",
    "walls_board_memory": "the most that the board held",
    "walls_pushes": "all viewers together",
    "wall_pixel_p50": "from the commit to the painted row of a wall",
    "wall_pixel_p95": "from the commit to the painted row of a wall",
    "district_pixel_p50": "from the commit to the painted row of a district page",
    "district_pixel_p95": "from the commit to the painted row of a district page",
}


def figures(
    *, seconds: int = 60, rate: int = 5, walls: int = 1_064, districts: int = 60
) -> Iterator[Figure]:
    """Delay, CPU and memory with that many viewers, each of another division."""
    with scratch() as folder, line(folder) as started:
        started.start_hub()
        _fill(started)
        started.start_board()
        found = _watched(started, seconds, rate, (walls, districts))
    values = {
        "walls_push_p95": (found["push_p95_ms"], "ms"),
        "walls_picture_p95": (found["picture_p95_ms"], "ms"),
        "walls_board_cores": (found["board_cores"], "cores"),
        "walls_board_memory": (found["board_mib"], "MiB"),
        "walls_pushes": (found["pushes_per_s"], "pushes/s"),
    }
    for name, (value, unit) in values.items():
        yield _figure(name, value, unit, int(found["viewers"]))
    for page, delays in found["painted"].items():
        cuts = quantiles(delays, n=100, method="inclusive")
        yield _figure(f"{page}_pixel_p50", cuts[49], "ms", len(delays))
        yield _figure(f"{page}_pixel_p95", cuts[94], "ms", len(delays))


def _figure(name: str, value: float, unit: str, n: int) -> Figure:
    return Figure(
        name=name,
        median=value,
        unit=unit,
        n=n,
        goal=GOALS.get(name),
        against=MEANINGS[name],
    )


def _fill(started: Line) -> None:
    """Something to show everywhere."""
    given = (STOCK_RATE, STOCK_S, 0)
    Child("tests.bench.produce", started.bootstrap, *map(str, given)).answer()
    wait_for(started.is_drained, "the stock")


def _watched(
    started: Line, seconds: int, rate: int, viewers: tuple[int, int]
) -> dict[str, Any]:
    """What the viewers heard while new items came in at the rate; then, with all of
    them still there, what a browser showed.
    """
    place = (started.board_port, started.pid("board"), seconds, *viewers)
    given = (rate, SENDING_S, STOCK_RATE * STOCK_S)
    sending = Child("tests.bench.produce", started.bootstrap, *map(str, given))
    watching = Child("tests.bench.watch", *map(str, place))
    found = watching.next_answer()
    found["painted"] = {
        page: _delays(started, Child("tests.bench.pixel", *words).answer())
        for page in ("wall", "district")
        if (words := (str(started.board_port), page, str(seconds)))
    }
    watching.stop()
    sending.stop()
    return found


def _delays(started: Line, painted: dict[str, Any]) -> list[float]:
    """From the commit of each item that came while a page was open to its row (ms)."""
    with closing(started.reader()) as reader:
        events = reader.query("events_since", batch_no=0, row_limit=ROW_LIMIT)
    committed = {
        f"{row['kind']} {row['item_id']}": row["written_at"].timestamp() * 1_000
        for row in events.to_pylist()
    }
    return [
        at_ms - committed[key]
        for key, at_ms in painted["rows"].items()
        if committed[key] > painted["since"]
    ]

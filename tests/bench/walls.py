"""A thousand walls, one for each division, over the push route at once.

The board is measured from outside, on a line of its own with steady traffic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.child import Child
from tests.bench.figures import Figure
from tests.bench.line import Line, line
from tests.bench.place import scratch
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

STOCK_RATE, STOCK_S = 2_000, 10
GOALS = {"walls_push_p95": 250.0}
MEANINGS = {
    "walls_push_p95": "from the push's own clock to the viewer",
    "walls_picture_p95": "from the question to the hub to the viewer",
    "walls_board_cores": "cores that the board took",
    "walls_board_memory": "the most that the board held",
    "walls_pushes": "all viewers together",
}


def figures(*, seconds: int = 60, rate: int = 20) -> Iterator[Figure]:
    """Delay, CPU and memory with a viewer of every division."""
    with scratch() as folder, line(folder) as started:
        started.start_hub()
        _fill(started)
        started.start_board()
        found = _watched(started, seconds, rate)
    values = {
        "walls_push_p95": (found["push_p95_ms"], "ms"),
        "walls_picture_p95": (found["picture_p95_ms"], "ms"),
        "walls_board_cores": (found["board_cores"], "cores"),
        "walls_board_memory": (found["board_mib"], "MiB"),
        "walls_pushes": (found["pushes_per_s"], "pushes/s"),
    }
    for name, (value, unit) in values.items():
        yield Figure(
            name=name,
            median=value,
            unit=unit,
            n=int(found["viewers"]),
            goal=GOALS.get(name),
            against=MEANINGS[name],
        )


def _fill(started: Line) -> None:
    """Something to show everywhere."""
    given = (STOCK_RATE, STOCK_S, 0)
    Child("tests.bench.produce", started.bootstrap, *map(str, given)).answer()
    wait_for(started.is_drained, "the stock")


def _watched(started: Line, seconds: int, rate: int) -> dict[str, float]:
    """What the viewers heard while new items came in at the rate."""
    place = (started.board_port, started.pid("board"), seconds)
    watching = Child("tests.bench.watch", *map(str, place))
    given = (rate, 2 * seconds, STOCK_RATE * STOCK_S)
    sending = Child("tests.bench.produce", started.bootstrap, *map(str, given))
    found = watching.answer()
    sending.stop()
    return found

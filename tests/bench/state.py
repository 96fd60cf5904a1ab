"""Level 2: full state. The hub's own sort, write and compact on stores that are full.

Figures: CPU of the whole process per event (compaction and checkpoints in it), and a
commit's p50 and p99. Every run has a fresh copy of its store.
"""

from __future__ import annotations

import shutil
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.bench.child import Child
from tests.bench.figures import Figure
from tests.bench.finished import store_of
from tests.bench.place import scratch
from tests.bench.state_mix import PICKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MILLION = 1_000_000
COMMITS = {1_000: 150, 5_000: 60}
"""So many commits of each size are measured: enough that a p99 says something."""
GOAL_AT = (5_000, 10 * MILLION)
CPU_GOAL_US, GROWTH_GOAL = 25.0, 1.2
READINGS = (
    ("p50_ms", "p50", "ms"),
    ("p99_ms", "p99", "ms"),
    ("peak_mib", "peak", "MiB"),
    ("start_s", "start", "s"),
)


class Case(NamedTuple):
    """One run: items that are finished already, rows of a commit, how old ones come."""

    finished: int
    size: int
    pick: str

    @property
    def name(self) -> str:
        return f"{self.size}_{self.finished / MILLION:g}m_{self.pick}"


def figures(finished: Iterable[int] = (100_000, MILLION)) -> Iterator[Figure]:
    """All commit sizes and picks on each store, then the growth between them.

    What is compared runs one after the other: a machine changes its pace.
    """
    stores = tuple(finished)
    costs: dict[Case, float] = {}
    for size, pick, items in product(COMMITS, PICKS, stores):
        case = Case(items, size, pick)
        told = _run(case)
        costs[case] = told["cpu_us"]
        yield from _figures(case, told)
    if len(stores) > 1:
        yield from _growth(costs, min(stores), max(stores))


def _run(case: Case) -> dict[str, Any]:
    made = store_of(case.finished)
    with scratch() as folder:
        path = shutil.copyfile(made, folder / "board.duckdb")
        commits = COMMITS[case.size]
        given = (path, case.finished, case.size, commits, case.pick)
        return Child("tests.bench.state_run", *map(str, given)).answer()


def _figures(case: Case, told: dict[str, Any]) -> Iterator[Figure]:
    commits = COMMITS[case.size]
    yield Figure(
        name=f"state_cpu_{case.name}",
        median=told["cpu_us"],
        unit="us/event",
        n=commits * case.size,
        goal=CPU_GOAL_US if (case.size, case.finished) == GOAL_AT else None,
        against=f"{case.pick} finished items",
    )
    for reading, name, unit in READINGS:
        yield Figure(
            name=f"state_{name}_{case.name}",
            median=told[reading],
            unit=unit,
            n=commits,
        )


def _growth(costs: dict[Case, float], low: int, high: int) -> Iterator[Figure]:
    for case, cost in costs.items():
        if case.finished == high:
            yield Figure(
                name=f"state_growth_{case.name}",
                median=cost / costs[case._replace(finished=low)],
                unit="ratio",
                n=COMMITS[case.size] * case.size,
                goal=GROWTH_GOAL,
                against=f"against {low / MILLION:g} M finished items",
            )

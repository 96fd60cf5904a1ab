"""A figure of a benchmark, and where it is written."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One median: at or below `goal` is good; `against` says what it is held to."""

    name: str
    median: float
    unit: str
    n: int
    goal: float | None = None
    against: str | None = None


def cpu_us(work: Callable[[], object], *, per: int, rounds: int) -> float:
    """Median CPU microseconds of this process per unit of `work`."""
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        taken.append((time.process_time() - started) / per * 1e6)
    return statistics.median(taken)


def write(figures: Iterable[Figure], folder: Path) -> None:
    """Write `NAME.jsonl` per figure into `folder` and a table on the screen."""
    folder.mkdir(parents=True, exist_ok=True)
    for figure in figures:
        line = msgspec.json.encode(figure)
        (folder / f"{figure.name}.jsonl").write_bytes(line + b"\n")
        goal = "" if figure.goal is None else f"goal {figure.goal:g}"
        print(  # noqa: T201 - the table is what a person reads
            f"{figure.name:<36}{figure.median:>12.2f} {figure.unit:<14}"
            f"n={figure.n:<9}{goal:<12}{figure.against or ''}",
            flush=True,
        )

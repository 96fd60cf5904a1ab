"""How far the demo feed is: a small file for the board, a line for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from streams.simulate.storage import write_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

WRITE_EVERY_S = 1.0
SAY_EVERY_S = 5.0
FULL_PERCENT = 100.0
NEARLY_PERCENT = 99.9


class Status(Struct, frozen=True, kw_only=True):
    """What the board shows of the demo feed.

    `rate` other than 1 means 加速, `reduced` 缩减; `total` is an estimate until all of
    the history is sent; `produced` counts records of history, `live_produced` the rest.
    """

    phase: Literal["history", "live", "stopped"]
    produced: int
    total: int
    percent: float
    live_produced: int
    rate: float
    reduced: bool
    since: datetime
    updated_at: datetime
    synthetic: bool = True


def percent_of(produced: int, total: int) -> float:
    """Percent of an estimate: below 100 until it is known that all is sent."""
    return min(NEARLY_PERCENT, round(produced * FULL_PERCENT / max(total, 1), 1))


class Reporter:
    """Writes the status about once a second and says it every few seconds."""

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        self._path = path
        self._say = say
        self._written_s = self._said_s = float("-inf")

    def is_due(self, now_s: float) -> bool:
        return now_s - self._written_s >= WRITE_EVERY_S

    def report(self, status: Status, now_s: float) -> None:
        write_json(self._path, status)
        self._written_s = now_s
        if now_s - self._said_s >= SAY_EVERY_S:
            self._say(line_of(status))
            self._said_s = now_s


def line_of(status: Status) -> str:
    """One line for a terminal."""
    marks = f"{' 缩减' if status.reduced else ''}"
    if status.rate != 1:
        marks += f" 加速 ×{status.rate:g}"
    if status.phase == "history":
        return (
            f"演示数据 history {status.percent:5.1f} % "
            f"({status.produced:,} of about {status.total:,} records)"
            f", live {status.live_produced:,}{marks}"
        )
    return f"演示数据 {status.phase}: {status.live_produced:,} records live{marks}"

"""How far the demo history is, while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value
from board.views.common.contents import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.look.texts import Texts
    from board.reads.health import Progress

FINISHED = 100.0
RUNNING = frozenset({"history", "live"})


def progress_notice(progress: Progress | None, words: Texts, now: datetime) -> Notice:
    """What is loaded, how fast and how much left out; empty when nothing runs."""
    if progress is None or progress.phase_at(now) not in RUNNING:
        return Notice("")
    texts = (words.template(key) for key in _said(progress))
    return Notice(
        " · ".join(texts),
        {
            "percent": Value(round(progress.percent), "count"),
            "produced": Value(progress.produced, "count"),
            "rate": _rate(progress.rate),
        },
    )


def progress_share(progress: Progress | None) -> float:
    return min(progress.percent, FINISHED) / FINISHED if progress else 0.0


def _said(progress: Progress) -> Iterator[str]:
    if progress.phase == "history":
        yield "progress.history"
    if progress.rate != 1:
        yield "progress.faster"
    if progress.reduced:
        yield "progress.reduced"


def _rate(rate: float) -> Value:
    """Whole as a rule, and then said so."""
    return Value(rate, "count" if rate == round(rate) else "decimal")

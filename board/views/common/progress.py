"""How far the demo history is, while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.common.figures import age_s

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts
    from board.reads.health import Progress

FINISHED = 100.0
SILENT_S = 900.0
"""A simulator that said nothing for so long no longer runs."""
RUNNING = frozenset({"history", "live"})


def loads_history(progress: Progress | None, now: datetime) -> bool:
    return _phase(progress, now) == "history"


def progress_text(progress: Progress | None, words: Texts, now: datetime) -> str:
    """What is loaded, how fast and how much left out; empty when nothing runs."""
    if progress is None or _phase(progress, now) not in RUNNING:
        return ""
    parts = []
    if progress.phase == "history":
        parts.append(
            words(
                "progress.history",
                percent=f"{progress.percent:.0f}",
                produced=f"{progress.produced:,}",
            )
        )
    if progress.rate != 1:
        parts.append(words("progress.faster", rate=f"{progress.rate:g}"))
    if progress.reduced:
        parts.append(words("progress.reduced"))
    return " · ".join(parts)


def progress_share(progress: Progress | None) -> float:
    return min(progress.percent, FINISHED) / FINISHED if progress else 0.0


def _phase(progress: Progress | None, now: datetime) -> str:
    if progress is None or (age_s(progress.updated_at, now) or 0.0) > SILENT_S:
        return ""
    return progress.phase

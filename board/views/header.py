"""The band on top: whose picture this is, how old, and whether anything is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.clock import clock_text
from board.rollup import total
from board.snapshot import Snapshot, tally
from board.views.figures import NOTHING, age_s, age_text, epoch_ms

if TYPE_CHECKING:
    from datetime import datetime

    from board.rows import HubHealth, Progress
    from board.texts import Texts

LONG_WITHOUT_S = 5.0
FINISHED = 100.0


class Header(Struct, frozen=True, kw_only=True):
    """`as_of` is when the hub last answered, in epoch milliseconds; `banner` is empty
    when all is well; `progress` is empty when no demo history is being loaded.
    """

    title: str
    place: str
    as_of: int | None
    as_of_text: str
    banner: str
    banner_level: str
    progress: str
    progress_share: float
    is_synthetic: bool
    total_text: str


def header(snapshot: Snapshot, *, scope: int, words: Texts, now: datetime) -> Header:
    banner, level = _banner(snapshot, words, now)
    progress = snapshot.progress
    count = total(tally(snapshot.pulse.received, scope))
    return Header(
        title=words("wall.title", place=_place(snapshot, scope)),
        place=_place(snapshot, scope),
        as_of=epoch_ms(snapshot.as_of),
        as_of_text=words("wall.as_of", time=clock_text(snapshot.as_of)),
        banner=banner,
        banner_level=level,
        progress=_progress(progress, words) if progress else "",
        progress_share=min(progress.percent, FINISHED) / FINISHED if progress else 0.0,
        is_synthetic=snapshot.health.is_synthetic if snapshot.health else True,
        total_text=words("wall.total", count=f"{count:,}"),
    )


def _place(snapshot: Snapshot, scope: int) -> str:
    known = snapshot.geography.divisions
    return snapshot.geography.name(scope) if scope in known else ""


def _banner(snapshot: Snapshot, words: Texts, now: datetime) -> tuple[str, str]:
    if snapshot.as_of is None:
        return words("banner.never"), "bad"
    if snapshot.is_stale:
        age = age_text(age_s(snapshot.as_of, now), words)
        time = clock_text(snapshot.as_of)
        return words("banner.hub_gone", time=time, age=age), "bad"
    return _hub_banner(snapshot.health, words) if snapshot.health else ("", "")


def _hub_banner(health: HubHealth, words: Texts) -> tuple[str, str]:
    if health.alarms:
        first = health.alarms[0]
        name = words.known("alarm", first.code)
        return words("banner.alarm", alarm=name, count=len(health.alarms)), "warn"
    if health.status not in {"ok", "unknown"}:
        status = words.known("hub_status", health.status)
        return words("banner.hub_status", status=status), "warn"
    return "", ""


def _progress(progress: Progress, words: Texts) -> str:
    if not progress.phase or progress.phase in {"done", "stopped"}:
        return ""
    phase = words.known("phase", progress.phase)
    parts = [phase]
    if progress.total:
        parts.append(
            words(
                "progress.share",
                percent=f"{progress.percent:.0f}",
                produced=f"{progress.produced:,}",
                total=f"{progress.total:,}",
            )
        )
    if progress.reduced:
        parts.append(words("progress.reduced"))
    return " · ".join(parts) or NOTHING

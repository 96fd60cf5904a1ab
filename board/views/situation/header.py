"""The band on top: whose picture this is, how old, and whether anything is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import clock_text
from board.picture.geography import TIERS
from board.picture.rollup import total
from board.picture.snapshot import Snapshot, tally
from board.reads.health import HubHealth
from board.views.common.figures import age_s, age_text, epoch_ms
from board.views.common.progress import progress_share, progress_text
from board.views.situation.feed_state import dead_feeds

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts

RECENT_S = 900.0
FEEDS_NAMED = 3
BROKER_GONE = "broker"
STORE_FAILING = "store"


class Header(Struct, frozen=True, kw_only=True):
    """`as_of` is when the hub last answered, in epoch milliseconds; `banner` is empty
    when all is well; `progress` is empty when no demo history is being loaded.
    """

    title: str
    tier: str
    as_of: int | None
    banner: str
    banner_level: str
    progress: str
    progress_share: float
    is_synthetic: bool
    total_text: str


def header(
    snapshot: Snapshot, *, page: str, scope: int, words: Texts, now: datetime
) -> Header:
    known = snapshot.geography.divisions
    banner, level = _banner(snapshot, words, now)
    progress = snapshot.progress
    count = total(tally(snapshot.pulse.received, scope))
    return Header(
        title=words(f"title.{page}", place=_place(snapshot, scope)),
        tier=known[scope].tier if scope in known else TIERS[0],
        as_of=epoch_ms(snapshot.as_of),
        banner=banner,
        banner_level=level,
        progress=progress_text(progress, words, now),
        progress_share=progress_share(progress),
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
    hub = _hub_banner(snapshot, words, now)
    return hub if hub[0] else _dead_feeds(snapshot, words, now)


def _dead_feeds(snapshot: Snapshot, words: Texts, now: datetime) -> tuple[str, str]:
    dead = dead_feeds(snapshot, words, now)
    if not dead:
        return "", ""
    feeds = "、".join(dead[:FEEDS_NAMED])
    if len(dead) > FEEDS_NAMED:
        feeds = words("banner.dead_more", feeds=feeds, count=len(dead))
    return words("banner.dead", feeds=feeds), "warn"


def _hub_banner(snapshot: Snapshot, words: Texts, now: datetime) -> tuple[str, str]:
    """What stops the picture comes first; what is long known is left to operators."""
    health = snapshot.health or HubHealth()
    stop = _stop(health)
    if stop:
        written_at = snapshot.batch.written_at if snapshot.batch else None
        age = age_text(age_s(written_at, now), words)
        return words(f"banner.{stop}", age=age), "bad"
    if not health.is_well:
        status = words.known("hub_status", health.status)
        return words("banner.hub_status", status=status), "warn"
    recent = [one for one in health.alarms if (age_s(one.since, now) or 0.0) < RECENT_S]
    if recent:
        name = words.known("alarm", recent[0].code)
        return words("banner.alarm", alarm=name, count=len(recent)), "warn"
    return "", ""


def _stop(health: HubHealth) -> str:
    codes = {alarm.code for alarm in health.alarms}
    if STORE_FAILING in codes:
        return "store_failing"
    is_cut_off = BROKER_GONE in codes or health.status == "connecting"
    return "broker_gone" if is_cut_off else ""

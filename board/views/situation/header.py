"""The band on top: whose picture this is, how old, and whether anything is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import astuple

from board.look.formats import Value
from board.picture.geography import TIERS
from board.picture.rollup import total
from board.picture.snapshot import Snapshot, tally
from board.reads.health import HubHealth
from board.reads.hubs_seen import CHANGED
from board.views.common.contents import Contents, Figure, Notice
from board.views.common.figures import age_s, epoch_ms
from board.views.common.progress import progress_notice, progress_share
from board.views.common.standing import STANDINGS, opened_as
from board.views.common.suppression import URGENT
from board.views.situation.feed_state import dead_feeds

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts
    from board.reads.hubs_seen import HubsSeen

RECENT_S = 900.0
FEEDS_NAMED = 3
WATCHED = frozenset({"wall", "district"})
OPERATIONS = "pipeline"
BROKER_GONE = "broker"
STORE_FAILING = "store"


def header(
    snapshot: Snapshot, *, page: str, scope: int, words: Texts, now: datetime
) -> Contents:
    """Notices: `banner`, `progress` and `urgent` (of pages that are looked at all day)
    are empty when there is nothing to say. Figures: `as_of` is when the hub last
    answered.
    """
    counts = {one: Value(_received(snapshot, scope, one), "count") for one in STANDINGS}
    return Contents(
        title=words(f"title.{page}", place=_place(snapshot, scope)),
        notices={
            "total": Notice(words.template("wall.total"), counts),
            "banner": _banner(snapshot, page, words, now),
            "progress": progress_notice(snapshot.progress, words, now),
            URGENT: _urgent(snapshot, page, scope, words),
        },
        figures=(
            Figure(value=epoch_ms(snapshot.as_of), form="age", key="as_of"),
            *(
                Figure(*astuple(value), key=f"received_{one}", indicator="received")
                for one, value in counts.items()
            ),
            Figure(
                value=progress_share(snapshot.progress), form="share", key="progress"
            ),
            Figure(value=tier_of(snapshot, scope), form="code", key="tier"),
            Figure(value=int(snapshot.is_synthetic), form="flag", key="synthetic"),
        ),
    )


def _urgent(snapshot: Snapshot, page: str, scope: int, words: Texts) -> Notice:
    """How many urgent notices wait for a signature: never what they say."""
    n = snapshot.unsigned(scope) if page in WATCHED else 0
    if not n:
        return Notice("")
    said = words.template("notice.wall")
    return Notice(said, {"n": Value(n, "count")}, level="warn")


def _received(snapshot: Snapshot, scope: int, standing: str) -> int:
    return total(opened_as(tally(snapshot.pulse.received, scope), standing))


def tier_of(snapshot: Snapshot, scope: int) -> str:
    """The tier of a scope; before the first picture that of the city."""
    known = snapshot.geography.divisions
    return known[scope].tier if scope in known else TIERS[0]


def _place(snapshot: Snapshot, scope: int) -> str:
    known = snapshot.geography.divisions
    return snapshot.geography.name(scope) if scope in known else ""


def _banner(snapshot: Snapshot, page: str, words: Texts, now: datetime) -> Notice:
    if snapshot.as_of is None:
        return Notice(words("banner.never"), level="bad")
    if snapshot.is_past:
        then = Value(epoch_ms(snapshot.as_of), "moment")
        said = "banner.past" if snapshot.pulse.is_whole else "banner.past_loading"
        return Notice(words.template(said), {"time": then}, level="warn")
    if snapshot.is_stale:
        as_of = epoch_ms(snapshot.as_of)
        values = {"time": Value(as_of, "time"), "age": Value(as_of, "age")}
        return Notice(words.template("banner.hub_gone"), values, level="bad")
    if snapshot.hubs.is_behind:
        return behind(snapshot.hubs, words)
    hub = _hub_banner(snapshot, page, words, now)
    return hub if hub.text else _dead_feeds(snapshot, words, now)


def behind(hubs: HubsSeen, words: Texts) -> Notice:
    """That the hub which answers has read less than was shown already."""
    said = "banner.standby_behind" if hubs.asked else "banner.hub_behind"
    if hubs.whole_until is None:
        return Notice(words(f"{said}_untold"), level="bad")
    until = Value(epoch_ms(hubs.whole_until), "time")
    return Notice(words.template(said), {"time": until}, level="bad")


def _dead_feeds(snapshot: Snapshot, words: Texts, now: datetime) -> Notice:
    dead = dead_feeds(snapshot, words, now)
    if not dead:
        return Notice("")
    named = Value(words.listed(dead[:FEEDS_NAMED]))
    more = "banner.dead_more" if len(dead) > FEEDS_NAMED else "banner.dead"
    values = {"feeds": named, "count": Value(len(dead), "count")}
    return Notice(words.template(more), values, level="warn")


def _hub_banner(snapshot: Snapshot, page: str, words: Texts, now: datetime) -> Notice:
    """What stops the picture comes first; what is long known is left to operators, and
    which hub answers is told to them alone.
    """
    health = snapshot.health or HubHealth()
    stop = stopped(health)
    if stop:
        written_at = snapshot.batch.written_at if snapshot.batch else None
        age = Value(epoch_ms(written_at), "age")
        return Notice(words.template(f"banner.{stop}"), {"age": age}, level="bad")
    kept_out = _halted(health, words) or _refused(health, words)
    if kept_out:
        return kept_out
    if not health.is_well:
        status = words.known("hub_status", health.status)
        return Notice(words("banner.hub_status", status=status), level="warn")
    recent = [
        one
        for one in health.alarms
        if (age_s(one.since, now) or 0.0) < RECENT_S
        and (one.code != CHANGED or page == OPERATIONS)
    ]
    if not recent:
        return Notice("")
    values = {
        "alarm": Value(words.known("alarm", recent[0].code)),
        "count": Value(len(recent), "count"),
    }
    return Notice(words.template("banner.alarm"), values, level="warn")


def _halted(health: HubHealth, words: Texts) -> Notice | None:
    if not health.halted:
        return None
    first = health.halted[0]
    values = {
        "topic": Value(first.topic),
        "partition": Value(first.partition, "code"),
        "offset": Value(first.offset, "code"),
        "count": Value(len(health.halted), "count"),
    }
    return Notice(words.template("banner.halted"), values, level="bad")


def _refused(health: HubHealth, words: Texts) -> Notice | None:
    if not health.refused_sources:
        return None
    worst = health.refused_sources[0]
    values = {
        "source": Value(worst.source or worst.topic),
        "reason": Value(words.known("reason", worst.reason)),
        "refused": Value(worst.refused, "count"),
        "messages": Value(worst.messages, "count"),
        "count": Value(len(health.refused_sources), "count"),
    }
    return Notice(words.template("banner.refused_source"), values, level="bad")


def stopped(health: HubHealth) -> str:
    """What keeps the hub from writing down what comes; empty for nothing."""
    codes = {alarm.code for alarm in health.alarms}
    if STORE_FAILING in codes:
        return "store_failing"
    is_cut_off = BROKER_GONE in codes or health.status == "connecting"
    return "broker_gone" if is_cut_off else ""

"""Whether the feeds live: a quiet one keeps to its expected silence, a dead one not.

Silence is judged only by a picture that holds what was last sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import SHANGHAI
from board.reads.health import holds_all
from board.views.common.figures import age_s
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot
    from board.reads import rows

LIVE_S = 90


class Feed(Struct, frozen=True):
    """Whether a stream lives; `state` is live, quiet, dead, behind (what it last sent
    may not be here yet) or none.
    """

    state: str
    heard_at: datetime | None


def feed_state(snapshot: Snapshot, *, kind: str, now: datetime) -> Feed:
    """A quiet feed is one within its expected silence; beyond that it is dead. While
    the picture is behind it is neither.
    """
    last = next(
        (one.last_heard_at for one in snapshot.pulse.feeds if one.kind == kind), None
    )
    state = _state(snapshot, kind, age=age_s(last, now), now=now)
    return Feed(state, last)


def _state(snapshot: Snapshot, kind: str, *, age: float | None, now: datetime) -> str:
    if age is None:
        return "none"
    if age <= LIVE_S:
        return "live"
    if _is_behind(snapshot, now):
        return "behind"
    expected_s = _expected_s(snapshot, kind, now)
    return "quiet" if expected_s is None or age <= expected_s else "dead"


def _is_behind(snapshot: Snapshot, now: datetime) -> bool:
    """Then all feeds look old; just after it the ages are still those of before."""
    holds = holds_all(snapshot.health, snapshot.progress, now)
    return snapshot.is_stale or not snapshot.pulse.is_whole or not holds


def dead_feeds(snapshot: Snapshot, words: Texts, now: datetime) -> list[str]:
    """The streams that are dead as a whole, then single sources of the others."""
    if _is_behind(snapshot, now):
        return []
    dead = [
        stream.kind
        for stream in STREAMS
        if feed_state(snapshot, kind=stream.kind, now=now).state == "dead"
    ]
    sources = (
        words(
            "banner.dead_source",
            kind=words.known("kind", one.kind),
            source=words.known("source", one.source),
        )
        for one in snapshot.pulse.sources
        if one.kind not in dead and _is_dead(one, snapshot, now)
    )
    return [*(words.known("kind", kind) for kind in dead), *sources]


def _is_dead(one: rows.SourceAge, snapshot: Snapshot, now: datetime) -> bool:
    rules = [
        rule.minutes
        for rule in _rules(snapshot, one.kind, now)
        if rule.source == one.source
    ]
    age = age_s(one.last_heard_at, now)
    return bool(rules) and age is not None and age > max(rules) * 60


def _expected_s(snapshot: Snapshot, kind: str, now: datetime) -> float | None:
    """A stream as a whole may be silent as long as its busiest source."""
    minutes = [rule.minutes for rule in _rules(snapshot, kind, now)]
    return min(minutes) * 60.0 if minutes else None


def _rules(snapshot: Snapshot, kind: str, now: datetime) -> Iterator[rows.Silence]:
    """What the kind's sources are allowed at this hour."""
    hour = now.astimezone(SHANGHAI).hour
    for rule in snapshot.background.silences:
        if rule.kind == kind and rule.hour_from <= hour < rule.hour_to:
            yield rule

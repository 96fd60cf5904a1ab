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


class Silent(Struct, frozen=True):
    """A stream, or one source of it, that is silent for longer than it should be."""

    kind: str
    source: str = ""


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
    if not is_judged(snapshot, now):
        return "behind"
    expected_s = _expected_s(snapshot, kind, now)
    return "quiet" if expected_s is None or age <= expected_s else "dead"


def is_judged(snapshot: Snapshot, now: datetime) -> bool:
    """Whether a silence means something. While the picture is behind all feeds look
    old; just after it the ages are still those of before.
    """
    holds = holds_all(snapshot.health, snapshot.progress, now)
    return holds and snapshot.pulse.is_whole and not snapshot.is_stale


def dead_feeds(snapshot: Snapshot, words: Texts, now: datetime) -> list[str]:
    """The names of those that are silent."""
    return [named(one, words) for one in silent_feeds(snapshot, now)]


def silent_feeds(snapshot: Snapshot, now: datetime) -> list[Silent]:
    """The streams that are dead as a whole, then single sources of the others."""
    if not is_judged(snapshot, now):
        return []
    dead = [
        stream.kind
        for stream in STREAMS
        if feed_state(snapshot, kind=stream.kind, now=now).state == "dead"
    ]
    sources = (
        Silent(one.kind, one.source)
        for one in snapshot.pulse.sources
        if one.kind not in dead and _is_dead(one, snapshot, now)
    )
    return [*map(Silent, dead), *sources]


def named(silent: Silent, words: Texts) -> str:
    """A stream, or one of its sources, in words."""
    kind = words.known("kind", silent.kind)
    if not silent.source:
        return kind
    source = words.known("source", silent.source)
    return words("banner.dead_source", kind=kind, source=source)


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

"""One tile per stream: received today and its changes, open, severity, 24 hours."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import hour_key
from board.look.theme import SEVERITY_SHAPES
from board.picture.rollup import Rollup, Tally, by_part, total
from board.picture.snapshot import Snapshot, tally
from board.views.common.figures import Change, change, share
from board.views.situation.feed_state import Feed, feed_state
from streams.events import STREAMS, Stream

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts

HOURS_SHOWN = 24


class SeverityPart(Struct, frozen=True):
    severity: str
    name: str
    shape: str
    count: int
    share: float


class Tile(Struct, frozen=True, kw_only=True):
    kind: str
    name: str
    received: str
    received_label: str
    day: Change
    year: Change
    open: str
    closed: str
    severities: tuple[SeverityPart, ...]
    trend: tuple[int, ...]
    trend_label: str
    feed: Feed


def tiles(
    snapshot: Snapshot, *, scope: int, words: Texts, now: datetime
) -> tuple[Tile, ...]:
    return tuple(
        _tile(stream, snapshot=snapshot, scope=scope, words=words, now=now)
        for stream in STREAMS
    )


def _tile(
    stream: Stream, *, snapshot: Snapshot, scope: int, words: Texts, now: datetime
) -> Tile:
    kind = stream.kind
    received = tally(snapshot.pulse.received, scope)
    count = total(received, part0=kind)
    against = partial(_against, scope=scope, kind=kind, count=count, words=words)
    return Tile(
        kind=kind,
        name=words.known("kind", kind),
        received=f"{count:,}",
        received_label=words(f"tile.received.{stream.opens_as}"),
        day=against(snapshot.comparison.yesterday),
        year=against(snapshot.comparison.last_year),
        open=f"{total(tally(snapshot.pulse.open, scope), part0=kind):,}",
        closed=f"{total(tally(snapshot.pulse.closed, scope), part0=kind):,}",
        severities=severity_parts(
            {key: n for key, n in received.items() if key[0] == kind}, words
        ),
        trend=trend(snapshot, scope=scope, kind=kind, now=now),
        trend_label=words(
            "trend.own" if counted_scope(snapshot, scope) == scope else "trend.town"
        ),
        feed=feed_state(snapshot, kind=kind, words=words, now=now),
    )


def _against(
    base: Rollup, *, scope: int, kind: str, count: int, words: Texts
) -> Change:
    return change(count, total(tally(base, scope), part0=kind), words)


def severity_parts(received: Tally, words: Texts) -> tuple[SeverityPart, ...]:
    """The four severities of what was received, all of them, the gravest first."""
    counts = by_part(received, 1)
    whole = sum(counts.values())
    return tuple(
        SeverityPart(
            code,
            words.known("severity_short", code),
            shape,
            counts.get(code, 0),
            share(counts.get(code, 0), whole),
        )
        for code, shape in SEVERITY_SHAPES.items()
    )


def trend(
    snapshot: Snapshot, *, scope: int, kind: str, now: datetime
) -> tuple[int, ...]:
    """The last 24 hours, oldest first; a village shows its town's."""
    hourly = tally(snapshot.comparison.hourly, counted_scope(snapshot, scope))
    moments = (now - timedelta(hours=n) for n in range(HOURS_SHOWN - 1, -1, -1))
    return tuple(hourly.get((kind, hour_key(one)), 0) for one in moments)


def counted_scope(snapshot: Snapshot, scope: int) -> int:
    """Hours and days are counted down to the town: a village shows its town's."""
    division = snapshot.geography.divisions.get(scope)
    return division.town_code if division and division.tier == "village" else scope

"""One tile per stream: received today and its changes, open, severity, 24 hours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from board.look.clock import hour_key
from board.look.theme import SEVERITY_SHAPES
from board.picture.rollup import Tally, by_part, told, total
from board.picture.snapshot import Snapshot, tally
from board.views.common.contents import Chart, Column, Contents, Series, Table, table
from board.views.common.figures import change, epoch_ms
from board.views.common.standing import CASE, SIGNAL, open_as, standing_as
from board.views.situation.feed_state import Feed, feed_state
from streams.events import STREAMS, Stream

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts

HOURS_SHOWN = 24
DAYS_BACK = 366
"""What is kept for less has no year to be compared with."""
DISMISSED = "false_alarm"
RECEIVED = {CASE: "received", SIGNAL: "signals_received"}
OPEN = {CASE: "open", SIGNAL: "waiting"}
ENDED = {CASE: "closed", SIGNAL: "judged"}
"""What came in, is open and was ended, as the dictionary has it."""


def tiles(snapshot: Snapshot, *, scope: int, words: Texts, now: datetime) -> Contents:
    """Tables: `tiles`, a stream a row, and `trend`, an hour a row."""
    rows = (
        _tile(stream, snapshot=snapshot, scope=scope, words=words, now=now)
        for stream in STREAMS
    )
    is_own = counted_scope(snapshot, scope) == scope
    return Contents(
        note=words("trend.own" if is_own else "trend.town"),
        tables=(
            table("tiles", _columns(words), rows),
            _trend(snapshot, scope=scope, words=words, now=now),
        ),
        charts=(
            Chart(
                name="trend",
                table="trend",
                x=("hour",),
                series=tuple(
                    Series(column=one.kind, colour=f"kind-{one.kind}", mark="line")
                    for one in STREAMS
                ),
            ),
        ),
    )


def _columns(words: Texts) -> tuple[Column, ...]:
    items = words("tile.unit")
    return (
        Column(key="kind", form="code"),
        Column(key="name", name=words("column.kind")),
        Column(key="label", name=words("column.label")),
        Column(key="received_indicator", form="code"),
        _count("received", words("column.received"), items),
        *_against("day", "yesterday", words, "period_on_period"),
        *_against("year", "last_year", words, "year_on_year"),
        Column(key="has_year", form="flag"),
        Column(key="open_label"),
        Column(key="open_indicator", form="code"),
        _count("open", words("column.open"), items),
        Column(key="ended_label"),
        Column(key="ended_indicator", form="code"),
        _count("ended", words("column.ended"), items),
        *(
            _count(key, words(f"tile.{key}"), items, key, part_of="ended")
            for key in ("dismissed", "confirmed")
        ),
        *severity_columns(words, part_of="received"),
        Column(key="feed", form="code"),
        Column(key="feed_text", name=words("column.feed")),
        Column(
            key="heard", form="age", name=words("column.heard"), indicator="data_age"
        ),
    )


def _count(
    key: str, name: str, unit: str, indicator: str = "", *, part_of: str = ""
) -> Column:
    """A count; without an indicator each row says its own."""
    return Column(
        key=key,
        form="count",
        name=name,
        unit=unit,
        indicator=indicator,
        part_of=part_of,
    )


def _against(
    key: str, base: str, words: Texts, indicator: str
) -> tuple[Column, Column]:
    """The base of a change, and the change: of what is received, neither is better."""
    return (
        _count(base, words(f"column.{base}"), words("tile.unit")),
        Column(
            key=key,
            form="change",
            name=words(f"tile.{key}"),
            numerator="received",
            denominator=base,
            indicator=indicator,
        ),
    )


def _tile(
    stream: Stream, *, snapshot: Snapshot, scope: int, words: Texts, now: datetime
) -> dict[str, Any]:
    kind = stream.kind
    received = tally(snapshot.pulse.received, scope)
    count = total(received, part0=kind)
    yesterday = told(snapshot.base(snapshot.pulse.yesterday, scope), part0=kind)
    last_year = told(snapshot.base(snapshot.pulse.last_year, scope), part0=kind)
    feed = feed_state(snapshot, kind=kind, now=now)
    opens_as = stream.opens_as
    return {
        "kind": kind,
        "name": words.known("kind", kind),
        "label": words(f"tile.received.{opens_as}"),
        "received": count,
        "yesterday": yesterday,
        "day": change(count, yesterday).value,
        "last_year": last_year,
        "year": change(count, last_year).value,
        "has_year": int(stream.kept_days is None or stream.kept_days > DAYS_BACK),
        "open_label": words(f"tile.open.{opens_as}"),
        "received_indicator": RECEIVED[opens_as],
        "open_indicator": OPEN[opens_as],
        "open": told(open_as(snapshot, scope, opens_as), part0=kind),
        "ended_label": words(f"tile.ended.{opens_as}"),
        "ended_indicator": ENDED[opens_as],
        **_ended(stream, snapshot, scope),
        "feed": feed.state,
        "feed_text": _feed_text(feed, snapshot, scope, words),
        "heard": epoch_ms(feed.heard_at),
        **severities({key: n for key, n in received.items() if key[0] == kind}),
    }


def _feed_text(feed: Feed, snapshot: Snapshot, scope: int, words: Texts) -> str:
    """Below the city it says that it is the whole stream's: none is a town's own."""
    state = words(f"feed.{feed.state}")
    is_whole = scope == snapshot.geography.city
    return state if is_whole else words("feed_of.whole", state=state)


def _ended(stream: Stream, snapshot: Snapshot, scope: int) -> dict[str, int | None]:
    """What was done today: cases closed, or signals judged and which way."""
    ended = standing_as(tally(snapshot.pulse.closed, scope), stream.opens_as)
    confirmed = total(tally(snapshot.pulse.confirmed, scope), part0=stream.kind)
    is_signal = stream.opens_as == SIGNAL
    dismissed = total(ended, part0=stream.kind, part1=DISMISSED)
    return {
        "ended": total(ended, part0=stream.kind) + confirmed,
        "dismissed": dismissed if is_signal else None,
        "confirmed": confirmed if is_signal else None,
    }


def severity_columns(
    words: Texts, *, part_of: str, indicator: str = ""
) -> tuple[Column, ...]:
    """A count for each severity, the gravest first, which add up to `part_of`."""
    return tuple(
        Column(
            key=f"severity-{code}",
            form="count",
            name=words.known("severity_short", code),
            unit=words("tile.unit"),
            indicator=indicator,
            part_of=part_of,
        )
        for code in SEVERITY_SHAPES
    )


def severities(received: Tally) -> dict[str, int]:
    counts = by_part(received, 1)
    return {f"severity-{code}": counts.get(code, 0) for code in SEVERITY_SHAPES}


def _trend(snapshot: Snapshot, *, scope: int, words: Texts, now: datetime) -> Table:
    """The last 24 hours, oldest first; a village shows its town's."""
    hourly = tally(snapshot.pulse.hourly, counted_scope(snapshot, scope))
    last = snapshot.counted_at(now)
    hours = [last - timedelta(hours=n) for n in range(HOURS_SHOWN - 1, -1, -1)]
    columns = (
        Column(key="hour", form="moment", name=words("column.hour")),
        *stream_columns(words),
    )
    rows = (
        {"hour": epoch_ms(_full(hour))}
        | {one.kind: hourly.get((one.kind, key), 0) for one in STREAMS}
        for hour, key in zip(hours, map(hour_key, hours), strict=True)
    )
    return table("trend", columns, rows)


def stream_columns(words: Texts) -> tuple[Column, ...]:
    """A count for each stream."""
    return tuple(
        Column(
            key=one.kind,
            form="count",
            name=words.known("kind", one.kind),
            unit=words("unit.items"),
            indicator=RECEIVED[one.opens_as],
        )
        for one in STREAMS
    )


def _full(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def counted_scope(snapshot: Snapshot, scope: int) -> int:
    """Hours and days are counted down to the town: a village shows its town's."""
    division = snapshot.geography.divisions.get(scope)
    return division.town_code if division and division.tier == "village" else scope

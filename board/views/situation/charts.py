"""Charts of what came in, hours of today and the last 30 days: cases as bars, signals
as a line on an axis of their own.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from board.look.clock import DAY, SHANGHAI, hour_key
from board.picture.rollup import by_part
from board.picture.snapshot import Snapshot, tally
from board.views.common.contents import Chart, Column, Contents, Series, table
from board.views.common.standing import CASE, SIGNAL, streams_of
from board.views.situation.tiles import RECEIVED, counted_scope, stream_columns
from streams.events import STREAMS

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts
    from board.picture.rollup import Tally

DAYS = 30
HOURS = range(24)
SIGNALS = "signals"


def hours(snapshot: Snapshot, *, scope: int, words: Texts, now: datetime) -> Contents:
    """Received by hour of day; yesterday's cases as a dotted line."""
    hourly = tally(snapshot.pulse.hourly, counted_scope(snapshot, scope))
    last = snapshot.counted_at(now)
    both = zip(HOURS, _hours_of(last), _hours_of(last - DAY), strict=True)
    has_base = snapshot.pulse.is_whole
    rows = (
        {
            "hour": hour,
            "yesterday": _cases(hourly, before) if has_base else None,
            **_by_stream(hourly, today),
            SIGNALS: _signals(hourly, today) if today <= hour_key(last) else None,
        }
        for hour, today, before in both
    )
    columns = (
        Column(key="hour", form="hour", name=words("column.hour")),
        *_counts(words),
        Column(
            key="yesterday",
            form="count",
            name=words("chart.yesterday"),
            unit=words("unit.items"),
            indicator=RECEIVED[CASE],
        ),
    )
    line = Series(column="yesterday", colour="ink", mark="dotted")
    return Contents(
        title=words("label.hours"),
        note=_note("hours", snapshot, scope=scope, words=words),
        tables=(table("hours", columns, rows),),
        charts=(_chart("hours", "hour", line, every=3, legend=False),),
    )


def days(snapshot: Snapshot, *, scope: int, words: Texts, now: datetime) -> Contents:
    """Received by day, the last 30 days."""
    counted = counted_scope(snapshot, scope)
    today = snapshot.counted_at(now).astimezone(SHANGHAI).date()
    daily = {
        **tally(snapshot.background.daily, counted),
        **_of_today(tally(snapshot.pulse.received, counted), today.isoformat()),
    }
    shown = [today - timedelta(days=n) for n in range(DAYS - 1, -1, -1)]
    rows = (
        {"day": day.isoformat()} | _by_stream(daily, day.isoformat()) for day in shown
    )
    columns = (
        Column(key="day", form="day", name=words("column.day")),
        *_counts(words),
    )
    return Contents(
        title=words("label.days"),
        note=_note("days", snapshot, scope=scope, words=words),
        tables=(table("days", columns, rows),),
        charts=(_chart("days", "day", every=5),),
    )


def _by_stream(counted: Tally, when: str) -> dict[str, int]:
    counts = {one.kind: counted.get((one.kind, when), 0) for one in STREAMS}
    return counts | {SIGNALS: _signals(counted, when)}


def _signals(counted: Tally, when: str) -> int:
    return _opened_as(SIGNAL, counted, when)


def _cases(counted: Tally, when: str) -> int:
    return _opened_as(CASE, counted, when)


def _opened_as(standing: str, counted: Tally, when: str) -> int:
    return sum(counted.get((one.kind, when), 0) for one in streams_of(standing))


def _of_today(received: Tally, day: str) -> dict[tuple[str, ...], int]:
    """Today's bar is what the tiles say."""
    return {(kind, day): count for kind, count in by_part(received, 0).items()}


def _counts(words: Texts) -> tuple[Column, ...]:
    """A count for each stream, and the signals together."""
    name, unit = words("column.signals"), words("unit.items")
    signals = Column(
        key=SIGNALS, form="count", name=name, unit=unit, indicator=RECEIVED[SIGNAL]
    )
    return (*stream_columns(words), signals)


def _chart(name: str, x: str, *lines: Series, every: int, legend: bool = True) -> Chart:
    cases = streams_of(CASE)
    bars = (Series(column=one.kind, colour=f"kind-{one.kind}") for one in cases)
    signals = Series(column=SIGNALS, colour="accent", mark="line", axis="right")
    return Chart(
        name=name,
        table=name,
        x=(x,),
        series=(*bars, *lines, signals),
        every=every,
        legend=legend,
    )


def _note(part: str, snapshot: Snapshot, *, scope: int, words: Texts) -> str:
    """The unit of a chart; a village's also says that its town is drawn."""
    is_own = counted_scope(snapshot, scope) == scope
    return words(f"label.{part}_note" if is_own else f"label.{part}_note_town")


def _hours_of(moment: datetime) -> list[str]:
    start = moment.astimezone(SHANGHAI).replace(hour=0)
    return [hour_key(start + timedelta(hours=hour)) for hour in HOURS]

"""Charts of what came in: hours of today against yesterday, the last 30 days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from board.look.clock import DAY, SHANGHAI, hour_key
from board.picture.rollup import by_part
from board.picture.snapshot import Snapshot, tally
from board.views.common.contents import Chart, Column, Contents, Series, table
from board.views.situation.tiles import counted_scope, stream_columns
from streams.events import STREAMS

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts
    from board.picture.rollup import Tally

DAYS = 30
HOURS = range(24)


def hours(snapshot: Snapshot, *, scope: int, words: Texts, now: datetime) -> Contents:
    """Received by hour of day, stacked by stream, with yesterday's total as a line."""
    hourly = tally(snapshot.pulse.hourly, counted_scope(snapshot, scope))
    last = snapshot.counted_at(now)
    both = zip(HOURS, _hours_of(last), _hours_of(last - DAY), strict=True)
    has_base = snapshot.pulse.is_whole
    rows = (
        {
            "hour": hour,
            "yesterday": _sum(hourly, before) if has_base else None,
            **_by_stream(hourly, today),
        }
        for hour, today, before in both
    )
    columns = (
        Column(key="hour", form="hour", name=words("column.hour")),
        *stream_columns(words),
        Column(
            key="yesterday",
            form="count",
            name=words("chart.yesterday"),
            unit=words("unit.items"),
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
    """Received by day, stacked by stream, the last 30 days."""
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
        *stream_columns(words),
    )
    return Contents(
        title=words("label.days"),
        note=_note("days", snapshot, scope=scope, words=words),
        tables=(table("days", columns, rows),),
        charts=(_chart("days", "day", every=5),),
    )


def _by_stream(counted: Tally, when: str) -> dict[str, int]:
    return {one.kind: counted.get((one.kind, when), 0) for one in STREAMS}


def _sum(counted: Tally, when: str) -> int:
    return sum(_by_stream(counted, when).values())


def _of_today(received: Tally, day: str) -> dict[tuple[str, ...], int]:
    """Today's bar is what the tiles say."""
    return {(kind, day): count for kind, count in by_part(received, 0).items()}


def _chart(name: str, x: str, *lines: Series, every: int, legend: bool = True) -> Chart:
    bars = (Series(column=one.kind, colour=f"kind-{one.kind}") for one in STREAMS)
    return Chart(
        name=name,
        table=name,
        x=(x,),
        series=(*bars, *lines),
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

"""Figures as dicts: hours of today against yesterday, the last 30 days, commits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from board.look.clock import DAY, SHANGHAI, hour_key
from board.picture.snapshot import Snapshot, tally
from board.views.situation.tiles import counted_scope
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from board.look.texts import Texts
    from board.look.theme import Palette

DAYS = 30
HOURS = range(24)
Figure: TypeAlias = dict[str, Any]


def hours_figure(
    snapshot: Snapshot,
    *,
    scope: int,
    words: Texts,
    palette: Palette,
    now: datetime,
) -> Figure:
    """Received by hour of day, stacked by stream, with yesterday's total as a line."""
    hourly = tally(snapshot.comparison.hourly, counted_scope(snapshot, scope))
    today = _hours_of(now)
    yesterday = _hours_of(now - DAY)
    labels = [f"{hour:02d}" for hour in HOURS]
    bars = [
        _bar(
            words.known("kind", stream.kind),
            labels,
            [hourly.get((stream.kind, hour), 0) for hour in today],
            palette.kind[stream.kind],
        )
        for stream in STREAMS
    ]
    before = [
        sum(hourly.get((stream.kind, hour), 0) for stream in STREAMS)
        for hour in yesterday
    ]
    line = _line(words("chart.yesterday"), labels, before, palette.ink)
    frame = layout(palette, unit=words("unit.items"))
    frame |= {"showlegend": False, "xaxis": frame["xaxis"] | {"dtick": 3}}
    note = _note("hours", snapshot, scope=scope, words=words)
    return {"data": [*bars, line], "layout": frame, "note": note}


def days_figure(
    snapshot: Snapshot,
    *,
    scope: int,
    words: Texts,
    palette: Palette,
    now: datetime,
) -> Figure:
    """Received by day, stacked by stream, the last 30 days."""
    daily = tally(snapshot.comparison.daily, counted_scope(snapshot, scope))
    today = now.astimezone(SHANGHAI).date()
    days = [today - timedelta(days=n) for n in range(DAYS - 1, -1, -1)]
    labels = [day.strftime("%m-%d") for day in days]
    bars = [
        _bar(
            words.known("kind", stream.kind),
            labels,
            [daily.get((stream.kind, day.isoformat()), 0) for day in days],
            palette.kind[stream.kind],
        )
        for stream in STREAMS
    ]
    frame = layout(palette, unit=words("unit.items"))
    frame |= {"xaxis": frame["xaxis"] | {"dtick": 5, "tickangle": 0}}
    note = _note("days", snapshot, scope=scope, words=words)
    return {"data": bars, "layout": frame, "note": note}


def _note(part: str, snapshot: Snapshot, *, scope: int, words: Texts) -> str:
    """The unit of a chart; a village's also says that its town is drawn."""
    is_own = counted_scope(snapshot, scope) == scope
    return words(f"label.{part}_note" if is_own else f"label.{part}_note_town")


def layout(palette: Palette, *, unit: str = "") -> Figure:
    """The common frame of every chart: no box, thin lines, legend on top."""
    axis = {
        "color": palette.faint,
        "gridcolor": palette.line,
        "zerolinecolor": palette.line,
        "fixedrange": True,
        "tickfont": {"size": 11},
    }
    return {
        "barmode": "stack",
        "bargap": 0.35,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": palette.ink, "size": 12, "family": "inherit"},
        "margin": {"l": 40, "r": 6, "t": 22, "b": 22},
        "legend": {
            "orientation": "h",
            "x": 1,
            "xanchor": "right",
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 11, "color": palette.faint},
        },
        "xaxis": {**axis, "type": "category", "showgrid": False},
        "yaxis": {
            **axis,
            "rangemode": "tozero",
            "nticks": 5,
            "title": {
                "text": unit,
                "font": {"size": 11, "color": palette.faint},
                "standoff": 4,
            },
        },
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": palette.line, "font": {"color": palette.ink}},
    }


def _hours_of(moment: datetime) -> list[str]:
    start = moment.astimezone(SHANGHAI).replace(hour=0)
    return [hour_key(start + timedelta(hours=hour)) for hour in HOURS]


def _bar(
    name: str, labels: Sequence[str], counts: Sequence[int], colour: str
) -> Figure:
    return {
        "type": "bar",
        "name": name,
        "x": list(labels),
        "y": list(counts),
        "marker": {"color": colour, "line": {"width": 0}},
    }


def _line(
    name: str, labels: Sequence[str], counts: Sequence[int], colour: str
) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(labels),
        "y": list(counts),
        "line": {"color": colour, "width": 1.5, "dash": "dot", "shape": "spline"},
    }

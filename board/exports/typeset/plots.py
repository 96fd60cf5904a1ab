"""Charts as drawings: bars on top of each other, lines, two axes, their legend."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from board.exports.typeset.amounts import amount
from board.exports.typeset.font import width
from board.exports.typeset.paper import Box, Key, Lying, Plot, Stroke, Tick
from board.look.formats import Value, written
from board.look.theme import LIGHT, SEVERITY_SHAPES, roles
from board.views.common.contents import cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from board.exports.typeset.paper import Point
    from board.look.formats import Scalar
    from board.look.texts import Texts
    from board.views.common.contents import Chart, Column, Series, Table

LYING_ROWS = 20
"""More bars than so many nobody compares; their table has all."""
LONGEST_NAME = 0.42
"""Of the width of a chart."""
TICKS = 4
BAR_ROOM = 0.72
"""Of the room that each row has on the axis."""
WORDS = {"text", "code"}
LYING = {"bar", "flow"}
BARS = {"bar", "hollow"}


class Plotter:
    """Draws the charts of one document; so many letters fit into their width."""

    def __init__(self, words: Texts, now: datetime, *, letters: float) -> None:
        self._words, self._now, self._letters = words, now, letters
        self._roles = roles(LIGHT)

    def plot(self, chart: Chart, table: Table, *, title: str) -> Plot | None:
        """The chart of its table; None where there is nothing to draw."""
        columns = {one.key: one for one in table.columns}
        records = list(table.records())[: chart.first or None]
        if not _has_values(chart, records):
            return None
        legend = tuple(
            self._key(one, columns[one.column])
            for one in chart.series
            if one.mark != "flow"
        )
        if _is_lying(chart, columns):
            return self._lying(chart, columns, records, title=title, legend=legend)
        return self._upright(chart, columns, records, title=title, legend=legend)

    def _key(self, series: Series, column: Column) -> Key:
        unit = f" ({column.unit})" if column.unit else ""
        axis = f" {self._words('print.right')}" if series.axis == "right" else ""
        shape = SEVERITY_SHAPES.get(series.colour.removeprefix("severity-"), "")
        mark = shape if shape and series.mark == "bar" else series.mark
        return Key(mark, self._roles[series.colour], f"{column.name}{unit}{axis}")

    def _colour(self, series: Series, record: Mapping[str, Scalar]) -> str:
        """Of the series; of a flow that of where it ends."""
        if series.mark != "flow":
            return self._roles[series.colour]
        end = str(record["flow"]).rpartition(".")[2]
        return self._roles[f"{series.colour}-{end}"]

    def _written(self, column: Column, record: Mapping[str, Scalar]) -> str:
        return written(cell(column, record), self._words, self._now)

    def _named(
        self,
        chart: Chart,
        columns: Mapping[str, Column],
        record: Mapping[str, Scalar],
    ) -> str:
        return " ".join(self._written(columns[key], record) for key in chart.x)

    def _lying(
        self,
        chart: Chart,
        columns: Mapping[str, Column],
        records: Sequence[Mapping[str, Scalar]],
        *,
        title: str,
        legend: tuple[Key, ...],
    ) -> Plot:
        shown = records[:LYING_ROWS]
        widest = max(_sum(chart.series, one) for one in records)
        form = columns[chart.series[0].column].form
        rows = tuple(
            Lying(
                self._named(chart, columns, one),
                tuple(
                    (amount(one[each.column]) / widest, self._colour(each, one))
                    for each in chart.series
                ),
                written(Value(_sum(chart.series, one), form), self._words, self._now),
            )
            for one in shown
        )
        names = max(width(row.name) for row in rows)
        is_cut = len(shown) < len(records)
        counts = {"shown": len(shown), "total": len(records)}
        return Plot(
            title=title,
            legend=legend if len(legend) > 1 else (),
            note=self._words("print.rows", **counts) if is_cut else "",
            rows=rows,
            names=min(names, LONGEST_NAME * self._letters) + 0.5,
        )

    def _upright(
        self,
        chart: Chart,
        columns: Mapping[str, Column],
        records: Sequence[Mapping[str, Scalar]],
        *,
        title: str,
        legend: tuple[Key, ...],
    ) -> Plot:
        sides = {
            side: [one for one in chart.series if one.axis == side]
            for side in ("left", "right")
        }
        steps = {
            side: _steps(
                _highest(own, records, is_beside=chart.beside),
                is_counted=all(columns[one.column].form == "count" for one in own),
            )
            for side, own in sides.items()
        }
        tops = {side: found[-1] for side, found in steps.items()}
        ticks = {
            side: self._ticks(steps[side], columns[own[0].column]) if own else ()
            for side, own in sides.items()
        }
        names = [self._named(chart, columns, one) for one in records]
        return Plot(
            title=title,
            legend=legend,
            left=ticks["left"],
            right=ticks["right"],
            below=_below(names, chart.every, self._letters),
            boxes=tuple(self._boxes(chart, records, tops)),
            strokes=tuple(self._strokes(chart.series, records, tops)),
        )

    def _ticks(self, steps: Sequence[float], column: Column) -> tuple[Tick, ...]:
        return tuple(
            Tick(
                1 - step / steps[-1],
                written(Value(step, column.form), self._words, self._now),
            )
            for step in steps
        )

    def _boxes(
        self,
        chart: Chart,
        records: Sequence[Mapping[str, Scalar]],
        tops: Mapping[str, float],
    ) -> Iterator[Box]:
        bars = [one for one in chart.series if one.mark in BARS]
        room = 1 / len(records)
        wide = room * BAR_ROOM / (len(bars) if chart.beside else 1)
        for place, record in enumerate(records):
            foot = dict.fromkeys(tops, 1.0)
            left = (place + (1 - BAR_ROOM) / 2) * room
            for nth, one in enumerate(bars):
                height = amount(record[one.column]) / tops[one.axis]
                at = left + nth * wide if chart.beside else left
                top = (1.0 if chart.beside else foot[one.axis]) - height
                foot[one.axis] = top
                if height:
                    yield self._box(one, (at, top), (wide, height))

    def _box(
        self, one: Series, at: tuple[float, float], size: tuple[float, float]
    ) -> Box:
        return Box(*at, *size, self._roles[one.colour], one.mark == "hollow")

    def _strokes(
        self,
        series: Sequence[Series],
        records: Sequence[Mapping[str, Scalar]],
        tops: Mapping[str, float],
    ) -> Iterator[Stroke]:
        for one in series:
            if one.mark not in BARS:
                values = [record[one.column] for record in records]
                for points in _unbroken(values, tops[one.axis]):
                    yield Stroke(self._roles[one.colour], one.mark == "dotted", points)


def _has_values(chart: Chart, records: Sequence[Mapping[str, Scalar]]) -> bool:
    return any(
        amount(record[one.column]) > 0 for record in records for one in chart.series
    )


def _is_lying(chart: Chart, columns: Mapping[str, Column]) -> bool:
    """Names are read along their bars, times along an axis; a flow is the bar of its
    two names.
    """
    are_words = all(columns[key].form in WORDS for key in chart.x)
    return are_words and all(one.mark in LYING for one in chart.series)


def _sum(series: Sequence[Series], record: Mapping[str, Scalar]) -> float:
    return sum(amount(record[one.column]) for one in series)


def _highest(
    series: Sequence[Series],
    records: Sequence[Mapping[str, Scalar]],
    *,
    is_beside: bool = False,
) -> float:
    """The highest pile of bars, bar beside others, or point of a line."""
    bars = [one for one in series if one.mark in BARS]
    alone = series if is_beside else [one for one in series if one.mark not in BARS]
    piles = [] if is_beside else [_sum(bars, record) for record in records]
    singles = [amount(record[one.column]) for one in alone for record in records]
    return max((*piles, *singles), default=0.0)


def _steps(highest: float, *, is_counted: bool) -> list[float]:
    """Round numbers from 0 to the first at or above the highest; counts are whole."""
    top = highest if highest > 0 else 1.0
    power = 10.0 ** math.floor(math.log10(top / TICKS))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= top / TICKS)
    step = max(step, 1.0) if is_counted else step
    return [n * step for n in range(math.ceil(top / step) + 1)]


def _below(names: Sequence[str], every: int, letters: float) -> tuple[Tick, ...]:
    """Every so many names, each under the middle of its own; fewer where they find no
    room, and then none that sticks out.
    """
    if not every:
        return ()
    needed = max(map(width, names)) + 1.5
    step = every * math.ceil(needed * len(names) / letters / every)
    first = step // 2 if step > every else 0
    return tuple(
        Tick((place + 0.5) / len(names), names[place])
        for place in range(first, len(names), step)
    )


def _unbroken(values: Sequence[Scalar], top: float) -> Iterator[tuple[Point, ...]]:
    """The line in pieces: nothing is drawn where nothing is known."""
    piece: list[Point] = []
    for place, value in enumerate(values):
        if value is None and piece:
            yield tuple(piece)
            piece = []
        if value is not None:
            piece.append(((place + 0.5) / len(values), 1 - amount(value) / top))
    if piece:
        yield tuple(piece)

"""The same table as bars: in the colours of streams and severities, or of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.common.contents import Chart, Series

if TYPE_CHECKING:
    from board.look.definitions import Definition
    from board.views.common.contents import Table
    from board.views.statistics.counting import Counted

COLOURED = frozenset({"kind", "severity"})
MOST_DRAWN = 60
MOST_NAMES = 10


def charts(counted: Counted, table: Table) -> tuple[Chart, ...]:
    """Bars of the first count, on top of each other where its columns have colours of
    their own; beside it the second one, where there are no columns.
    """
    rows = min(len(table.rows) - 1, MOST_DRAWN)
    series = _series(counted)
    if rows < 1 or not series:
        return ()
    return (
        Chart(
            name=table.name,
            table=table.name,
            x=("name",),
            series=series,
            every=max(1, -(-rows // MOST_NAMES)),
            legend=len(series) > 1,
            beside=not counted.columns,
            first=rows,
        ),
    )


def _series(counted: Counted) -> tuple[Series, ...]:
    measures = counted.choice.defined
    counts = [one for one in measures if one.form == "count"]
    if not counts:
        return (_bar(measures[0], "t", "accent"),)
    first, *others = counts
    if counted.columns and counted.choice.columns in COLOURED:
        family = counted.choice.columns
        return tuple(
            _bar(first, f"c{place}", f"{family}-{one.key}")
            for place, one in enumerate(counted.columns)
            if counted.value(first, None, one).value
        )
    second = () if counted.columns else tuple(others[:1])
    hollow = (_bar(one, "t", "ink", mark="hollow") for one in second)
    return (_bar(first, "t", "accent"), *hollow)


def _bar(one: Definition, side: str, colour: str, *, mark: str = "bar") -> Series:
    column = f"{side}_{one.indicator}"
    if mark == "hollow":
        return Series(column=column, colour=colour, mark="hollow")
    return Series(column=column, colour=colour)

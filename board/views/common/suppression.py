"""What is for people outside (对外): small counts are left out, single items are not
told. An empty cell takes their place, so that screen and files leave out the same.

A count of nought says nothing of anybody and stays. A count that could be had from the
others (its column's or its group's sum is known elsewhere) takes the next smallest
with it.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from msgspec import structs

from board.look.formats import Value
from board.views.common.contents import Contents
from board.views.common.more import MORE
from board.views.common.withheld import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.formats import Form, Scalar, Sentence
    from board.views.common.contents import Column, Figure, Notice, Row, Table

Cell: TypeAlias = tuple[int, int]
"""A row and a column by their places."""
LEAST = 5
"""The smallest count that is told."""
URGENT = "urgent"
"""A sentence that is the center's own and told nobody outside."""


def sums_of(contents: Contents) -> Contents:
    """What a part says to whom no single items are told: nor how many it shows."""
    tables = tuple(one for one in contents.tables if not one.of_items)
    kept = {one.name for one in tables}
    is_whole = len(tables) == len(contents.tables)
    notices = contents.notices.items()
    return structs.replace(
        contents,
        notices={key: one for key, one in notices if is_whole or key != MORE},
        tables=tables,
        charts=tuple(one for one in contents.charts if one.table in kept),
        layers=tuple(one for one in contents.layers if one.table in kept),
    )


def outside(contents: Contents) -> Contents:
    """What a part says to people outside."""
    told = sums_of(contents)
    return structs.replace(
        told,
        notices={
            key: _notice(one) for key, one in told.notices.items() if key != URGENT
        },
        figures=tuple(map(_figure, told.figures)),
        tables=tuple(map(_table, told.tables)),
    )


def kept_in(contents: Contents, why: str) -> Contents:
    """What is left of a part of which people outside are told nothing: why."""
    return Contents(title=contents.title, note=why)


def _is_small(value: Scalar) -> bool:
    return isinstance(value, int) and 0 < value < LEAST


def _is_telling(form: Form, numerator: Scalar, denominator: Scalar) -> bool:
    """Whether a share lets one know a small count, or how few lack to the whole; the
    base of a change is no whole.
    """
    counts = [one for one in (numerator, denominator) if isinstance(one, int)]
    rest = counts[1] - counts[0] if len(counts) > 1 and form != "change" else 0
    return any(map(_is_small, (*counts, rest)))


def _value(one: Value) -> Value:
    is_count = one.form == "count" and _is_small(one.value)
    if is_count or _is_telling(one.form, one.numerator, one.denominator):
        return structs.replace(one, value=None, numerator=None, denominator=None)
    return one


def _figure(one: Figure) -> Figure:
    left = _value(Value(one.value, one.form, one.numerator, one.denominator))
    return structs.replace(
        one,
        value=left.value,
        numerator=left.numerator,
        denominator=left.denominator,
    )


def _notice(one: Notice) -> Notice:
    sentence: Sentence = one
    values = {key: _value(value) for key, value in sentence.values.items()}
    return structs.replace(one, values=values)


def _table(table: Table) -> Table:
    if table.is_crossed:
        return _without(table, hidden(table, _is_small))
    left_out = _left_out(table)
    left_out |= {
        (row, place)
        for place, column in enumerate(table.columns)
        if column.numerator and column.denominator
        for row, told in enumerate(table.rows)
        if _is_known(column, told, row, _counts_of(column, table), left_out)
    }
    return _without(table, left_out)


def _without(table: Table, left_out: set[Cell]) -> Table:
    rows = (
        tuple(
            None if (row, place) in left_out else value
            for place, value in enumerate(told)
        )
        for row, told in enumerate(table.rows)
    )
    return structs.replace(table, rows=tuple(rows))


def _left_out(table: Table) -> set[Cell]:
    """The small counts, and as many others as keep each of them from being known."""
    found = {
        cell
        for line in _lines(table)
        for cell, count in line.items()
        if _is_small(count)
    }
    found |= set(_telling(table))
    lines = list(_lines(table))
    while more := {one for line in lines if (one := _next(line, found))}:
        found |= more
    return found


def _lines(table: Table) -> Iterator[dict[Cell, Scalar]]:
    """Counts that add up: columns, and in a row what is part of the same."""
    places = [n for n, one in enumerate(table.columns) if one.form == "count"]
    for place in places:
        yield {(row, place): told[place] for row, told in enumerate(table.rows)}
    wholes = {one.part_of for one in table.columns if one.part_of}
    for whole, (row, told) in product(sorted(wholes), enumerate(table.rows)):
        parts = [n for n, one in enumerate(table.columns) if one.part_of == whole]
        yield {(row, place): told[place] for place in parts}


def _next(line: dict[Cell, Scalar], left_out: set[Cell]) -> Cell | None:
    """What has to go with the one count of a line that is left out."""
    gone = [cell for cell in line if cell in left_out]
    others = [
        (count, cell)
        for cell, count in line.items()
        if isinstance(count, int) and count and cell not in left_out
    ]
    return min(others)[1] if len(gone) == 1 and others else None


def _telling(table: Table) -> Iterator[Cell]:
    """Numerators that, beside their denominator, tell how few lack to the whole."""
    for column in table.columns:
        if column.numerator and column.denominator:
            over, under = _counts_of(column, table)
            for row, told in enumerate(table.rows):
                if _is_telling(column.form, told[over], told[under]):
                    yield row, over


def _counts_of(column: Column, table: Table) -> tuple[int, int]:
    """The places of what a share stands on."""
    keys = [one.key for one in table.columns]
    return keys.index(column.numerator), keys.index(column.denominator)


def _is_known(
    column: Column, told: Row, row: int, counts: tuple[int, int], left_out: set[Cell]
) -> bool:
    """Whether a share would tell what is left out."""
    is_gone = any((row, place) in left_out for place in counts)
    return is_gone or _is_telling(column.form, *(told[place] for place in counts))

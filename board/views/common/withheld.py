"""Which cells of a statistical table are left out for people outside."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from board.look.definitions import definitions
from board.views.common.crossing import Matrix, left_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from board.views.common.contents import Column, Table
    from board.views.common.crossing import Cell


def hidden(table: Table, is_small: Callable[[int], bool]) -> set[Cell]:
    """The cells of a crossed table that are left out, by row and place of a column.

    Rates are told where neither of their counts nor what lacks to the whole is small;
    what stands on the same days is told or left out together, for one count is often
    the base of another's rate. Changes tell of other days, and are left out.
    """
    keys = {one.key: place for place, one in enumerate(table.columns)}
    found = {
        (row, place)
        for row in range(len(table.rows))
        for place, one in enumerate(table.columns)
        if one.form in {"change", "points"} or "_changed" in one.key
    }
    for measures in _families(table).values():
        matrices = [made for one in measures for made in _matrices(one, table, keys)]
        small = {
            cell
            for one in matrices
            for cell, count in one.counts.items()
            if is_small(count)
        }
        for row, column in left_out(matrices, small):
            for one in measures:
                found |= {(row, place) for place in _places(one[column], keys)}
    return found


def _families(table: Table) -> dict[str, list[list[Column]]]:
    """The measures that stand on the same days, each as its columns with its sum last;
    what is of now tells nothing of each other.
    """
    found: dict[str, list[list[Column]]] = defaultdict(list)
    known = definitions()
    for total in table.columns:
        if total.indicator and not total.part_of:
            parts = [one for one in table.columns if one.part_of == total.key]
            one = known[total.indicator]
            family = one.axis if one.is_of_period else one.indicator
            found[family].append([*parts, total])
    return found


def _places(column: Column, keys: Mapping[str, int]) -> list[int]:
    """Of a value and of the counts that it stands on."""
    told = (column.key, column.numerator, column.denominator)
    return [keys[one] for one in told if one]


def _matrices(
    columns: list[Column], table: Table, keys: Mapping[str, int]
) -> Iterator[Matrix]:
    """Its counts; of a rate both that it stands on, and what lacks to the whole."""
    if columns[0].numerator:
        over, under = (
            [[row[keys[name]] for name in names] for row in table.rows]
            for names in (
                [one.numerator for one in columns],
                [one.denominator for one in columns],
            )
        )
        yield _matrix(over)
        yield _matrix(under)
        yield _matrix(
            [
                [_int(b) - _int(a) for a, b in zip(one, other, strict=True)]
                for one, other in zip(over, under, strict=True)
            ]
        )
    else:
        yield _matrix([[row[keys[one.key]] for one in columns] for row in table.rows])


def _matrix(rows: Sequence[Sequence[object]]) -> Matrix:
    """What has no value counts nothing."""
    counts = {
        (row, column): _int(value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    }
    return Matrix(counts, len(rows), len(rows[0]))


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0

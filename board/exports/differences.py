"""What a file says and the board does not: by sheet, row and column."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, structs

from board.exports.canonical import tagged
from board.exports.cells import writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from board.exports.cells import Cell
    from board.exports.export import Export
    from board.exports.grids import Grid
    from board.exports.reading import ReadFile

Record: TypeAlias = "Mapping[str, Cell]"
BEYOND = "+"
HEADER = 1
"""The row of the header; the first row of values is the second, as in a spreadsheet."""


What: TypeAlias = Literal[
    "cell",
    "header",
    "row_missing",
    "row_extra",
    "column_missing",
    "column_extra",
    "sheet_missing",
    "sheet_extra",
]
"""A cell or header says something else; the rest is missing in the file, or extra."""


class Difference(Struct, frozen=True, kw_only=True):
    """`sheet` and `column` are keys; a cell right of the last column is `+1`, `+2`."""

    what: What
    sheet: str
    row: int = 0
    column: str = ""
    in_file: Cell = None
    on_board: Cell = None


def differences(file: ReadFile, export: Export) -> Iterator[Difference]:
    """Of a file and the same document made anew (the part that the format holds), in
    the order of the page; rows are matched by their position.
    """
    found = {grid.key: grid for grid in file.grids}
    for expected in export.grids:
        grid = found.pop(expected.key, None)
        if grid is None:
            yield Difference(what="sheet_missing", sheet=expected.key)
        else:
            yield from _of_sheet(grid, expected)
    for name in (*found, *file.unknown):
        yield Difference(what="sheet_extra", sheet=name)


def _of_sheet(found: Grid, expected: Grid) -> Iterator[Difference]:
    yield from _of_columns(found, expected)
    both = [key for key in expected.keys if key in found.keys]
    yield from _of_headers(found, expected, both)
    pairs = zip_longest(found.rows, expected.rows, fillvalue=())
    for number, (theirs, ours) in enumerate(pairs, HEADER + 1):
        place = Difference(what="cell", sheet=expected.key, row=number)
        yield from _of_row(place, _record(found, theirs), _record(expected, ours), both)


def _of_columns(found: Grid, expected: Grid) -> Iterator[Difference]:
    for key in expected.keys:
        if key not in found.keys:
            yield Difference(what="column_missing", sheet=expected.key, column=key)
    for key in found.keys:
        if key not in expected.keys:
            yield Difference(what="column_extra", sheet=expected.key, column=key)


def _of_headers(
    found: Grid, expected: Grid, both: Iterable[str]
) -> Iterator[Difference]:
    theirs = dict(zip_longest(found.keys, found.headers[: len(found.keys)]))
    ours = dict(zip(expected.keys, map(writable, expected.headers), strict=True))
    for key in both:
        if theirs[key] != ours[key]:
            yield Difference(
                what="header",
                sheet=expected.key,
                row=HEADER,
                column=key,
                in_file=theirs[key],
                on_board=ours[key],
            )


def _of_row(
    place: Difference, theirs: Record, ours: Record, both: Iterable[str]
) -> Iterator[Difference]:
    if not theirs and not ours:
        return
    if not theirs or not ours:
        yield structs.replace(place, what="row_extra" if theirs else "row_missing")
        return
    beyond = (key for key in theirs if key.startswith(BEYOND))
    for key in (*both, *beyond):
        found, expected = theirs.get(key), ours.get(key)
        if tagged(found) != tagged(expected):
            yield structs.replace(place, column=key, in_file=found, on_board=expected)


def _record(grid: Grid, row: tuple[Cell, ...]) -> Record:
    """The cells of a row that say something, by the keys of their columns."""
    beyond = range(1, len(row) - len(grid.keys) + 1)
    keys = (*grid.keys[: len(row)], *(f"{BEYOND}{number}" for number in beyond))
    pairs = zip(keys, row, strict=True)
    return {key: one for key, one in pairs if one is not None}

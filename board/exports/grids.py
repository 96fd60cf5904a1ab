"""A sheet as typed cells: made from a document, or read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.exports.cells import cell
from board.exports.document import FIGURE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from board.exports.cells import Cell
    from board.exports.document import Sheet
    from board.look.texts import Texts
    from board.views.common.contents import Column, Row, Table

UNITS = {"duration": "export.seconds", "points": "points.unit"}
"""What a cell is in by its form alone: on a screen that stands in the value."""
BY_ROW = "by_row"
"""The form of a column whose rows name theirs in the column `form`."""
VALUE, FORM = "value", "form"


class Grid(Struct, frozen=True, kw_only=True):
    """Rows of cells under `headers` in the reader's language. `keys` and `forms` are
    those of the columns; `total` rows there were before the cap of the export.
    """

    key: str
    title: str
    headers: tuple[str, ...]
    keys: tuple[str, ...]
    forms: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def grid(sheet: Sheet, words: Texts) -> Grid:
    """A sheet of a document; raises TypeError or ValueError on a value that is not of
    the form of its column.
    """
    table = sheet.table
    title = sheet.title
    if _is_of_figures(table):
        title = words("export.figures", title=title)
    keys = tuple(column.key for column in table.columns)
    forms = _forms(table)
    return Grid(
        key=sheet.key,
        title=title,
        headers=_headers(table, words),
        keys=keys,
        forms=forms,
        rows=tuple(_cells(keys, forms, table.rows)),
        total=sheet.total,
    )


def row_forms(
    keys: Sequence[str], forms: Sequence[str], row: Sequence[object]
) -> Sequence[str]:
    """The form of each cell of a row; raises ValueError where none is named."""
    if BY_ROW not in forms:
        return forms
    named = str(row[keys.index(FORM)])
    return [named if form == BY_ROW else form for form in forms]


def _cells(
    keys: Sequence[str], forms: Sequence[str], rows: Iterable[Row]
) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        pairs = zip(row, row_forms(keys, forms, row), strict=True)
        yield tuple(cell(value, form) for value, form in pairs)


def _is_of_figures(table: Table) -> bool:
    return table.columns == FIGURE_COLUMNS


def _forms(table: Table) -> tuple[str, ...]:
    forms = {column.key: str(column.form) for column in table.columns}
    if _is_of_figures(table):
        forms[VALUE] = BY_ROW
    return tuple(forms.values())


def _headers(table: Table, words: Texts) -> tuple[str, ...]:
    if _is_of_figures(table):
        return tuple(words(f"figure_column.{one.key}") for one in table.columns)
    return tuple(_header(column, words) for column in table.columns)


def _header(column: Column, words: Texts) -> str:
    """The name of a column with its unit; a column for programs shows its key."""
    if not column.name:
        return column.key
    known = UNITS.get(column.form)
    unit = words(known) if known else column.unit
    return words("export.header", name=column.name, unit=unit) if unit else column.name

"""A page as a workbook: a cover, then a sheet per table with typed cells."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from board.exports.canonical import as_text
from board.exports.cells import WHOLE_END, shortened, writable
from board.exports.grids import row_forms
from board.exports.manifest import manifest
from board.exports.xlsx_cover import draw_cover
from board.exports.xlsx_names import sheet_names
from board.exports.xlsx_styles import Styles, widths
from board.look.clock import SHANGHAI
from board.look.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from board.exports.cells import Cell
    from board.exports.export import Export
    from board.exports.grids import Grid

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
MOST_ROWS = 1_048_575
"""Below the header."""
FIRST_YEAR = 1901
"""Spreadsheets count days from 1900, and wrongly in that year."""
A4 = 9
FOOTER_LONGEST = 100
"""A footer holds 255 UTF-16 units, with its commands and each & twice."""


def write(export: Export, path: Path) -> None:
    """Raises ValueError on a sheet with more rows than a workbook holds."""
    _refuse_too_long(export.grids)
    titles = [grid.title for grid in export.grids]
    words = texts(export.document.language)
    cover_name, *names = sheet_names([words("export.cover"), *titles])
    with Workbook(str(path), OPTIONS) as book:
        book.set_properties(_properties(export))
        styles = Styles(book)
        cover = _sheet(book, cover_name, export)
        for grid, name in zip(export.grids, names, strict=True):
            _fill(_sheet(book, name, export), grid, styles)
        draw_cover(cover, export, manifest(export, names), styles)


def _refuse_too_long(grids: Iterable[Grid]) -> None:
    for grid in grids:
        if len(grid.rows) > MOST_ROWS:
            raise ValueError(f"{grid.key} has more than {MOST_ROWS} rows")


def _properties(export: Export) -> dict[str, Any]:
    at = export.document.at.astimezone(SHANGHAI).replace(tzinfo=None)
    return {"title": writable(export.document.title), "created": at}


def _sheet(book: Workbook, name: str, export: Export) -> Worksheet:
    """Prints on A4, as wide as the page, the watermark below."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    said = shortened(writable(export.document.watermark), FOOTER_LONGEST)
    sheet.set_footer(f"&L&8 {said.replace('&', '&&')}&R&8 &P / &N")
    return sheet


def _fill(sheet: Worksheet, grid: Grid, styles: Styles) -> None:
    for number, width in enumerate(widths(grid)):
        sheet.set_column(number, number, width)
    _head(sheet, grid, styles)
    for number, row in enumerate(grid.rows, 1):
        forms = row_forms(grid.keys, grid.forms, row)
        for column, (cell, form) in enumerate(zip(row, forms, strict=True)):
            if cell is not None:
                _put(sheet, number, column, cell, styles.of(cell, form))


def _head(sheet: Worksheet, grid: Grid, styles: Styles) -> None:
    """Stays in sight and on each printed page; a column for programs is pale."""
    for number, (header, key) in enumerate(zip(grid.headers, grid.keys, strict=True)):
        look = styles.look("header_of_programs" if header == key else "header")
        sheet.write_string(0, number, writable(header), look)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(grid.rows), len(grid.keys) - 1)


def _put(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    """As what it is; as a text where a spreadsheet has no such number or date."""
    if isinstance(cell, str) or not _fits(cell):
        sheet.write_string(row, column, as_text(cell), style)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, style)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell.replace(tzinfo=None), style)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, style)
    else:
        sheet.write_number(row, column, cell, style)


def _fits(cell: Cell) -> bool:
    if isinstance(cell, date):
        return cell.year >= FIRST_YEAR
    return not isinstance(cell, int) or abs(cell) < WHOLE_END

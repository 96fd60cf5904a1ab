"""A workbook of ours read back, also after somebody opened and saved it."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

from board.exports.manifest import decoded
from board.exports.reading import ReadFile, UnreadableFileError, read_grid
from board.exports.xlsx_cover import found_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from board.exports.cells import Cell
    from board.exports.grids import Grid
    from board.exports.manifest import Entry, Manifest


COVER_ROWS = 1_000
"""More than any cover of ours has."""
MOST_BELOW = 10_000
"""What somebody wrote below a sheet is compared with nothing, so far it is read."""


def read(path: Path) -> ReadFile:
    """Raises UnreadableFileError."""
    try:
        book = CalamineWorkbook.from_path(path)
        cover, said = _manifest(book, path.name)
        held = [entry for entry in said.sheets if entry.name in book.sheet_names]
        grids = tuple(_grid(book, entry) for entry in held)
    except (CalamineError, msgspec.DecodeError) as fault:
        raise UnreadableFileError(f"{path.name}: {fault}") from fault
    known = {cover, *(entry.name for entry in said.sheets)}
    return ReadFile(said, grids, tuple(sorted(set(book.sheet_names) - known)))


def _manifest(book: CalamineWorkbook, name: str) -> tuple[str, Manifest]:
    """The cover is the first sheet that says it is one, wherever it was moved to."""
    for sheet in book.sheet_names:
        text = found_manifest(_rows(book, sheet, nrows=COVER_ROWS))
        if text:
            return sheet, decoded(text)
    raise UnreadableFileError(f"{name} has no cover of ours")


def _grid(book: CalamineWorkbook, entry: Entry) -> Grid:
    if book.get_sheet_by_name(entry.name).total_height > entry.rows + MOST_BELOW:
        raise UnreadableFileError(
            f"{entry.name} is larger than any file of ours: {entry.rows} rows were "
            f"written, and something stands more than {MOST_BELOW} below them"
        )
    rows = _rows(book, entry.name) or [[]]
    return read_grid(entry, rows[0], rows[1:])


def _rows(
    book: CalamineWorkbook, name: str, nrows: int | None = None
) -> list[list[Cell]]:
    sheet = book.get_sheet_by_name(name)
    found = sheet.to_python(skip_empty_area=False, nrows=nrows)
    return [[_cell(one) for one in row] for row in found]


def _cell(found: Cell | time | timedelta) -> Cell:
    """A time without a day is none of our cells, so it stands as a text."""
    return str(found) if isinstance(found, time | timedelta) else found

"""Somebody's list as rows of cells, and the rows that were not taken as a workbook."""

from __future__ import annotations

import csv
from datetime import time, timedelta
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from board.desk.columns import header_at
from board.desk.importing import MOST_ROWS, Given
from board.exports.canonical import as_text
from board.exports.cells import writable
from board.exports.xlsx import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.worksheet import Worksheet

    from board.desk.said import Raw

MOST_BYTES = 10_000_000
MOST_UNPACKED = 200_000_000
"""A workbook is packed: what it becomes must fit as well."""
ENCODINGS = ("utf-8-sig", "gb18030")
SIGNATURE = b"PK"
DELIMITERS = ",\t;，"


class ListError(Exception):
    """The list cannot be read; the text is the key of the reason."""


def read_list(data: bytes, kind: str) -> Given:
    """The first sheet of a workbook, or a CSV file. Raises ListError."""
    if len(data) > MOST_BYTES:
        raise ListError("too_large")
    rows = _of_workbook(data) if data.startswith(SIGNATURE) else _of_csv(data)
    at = header_at(rows, kind)
    below = rows[at + 1 :]
    if not below:
        raise ListError("empty")
    if len(below) > MOST_ROWS:
        raise ListError("too_many_rows")
    # People count rows from one, and the header is a row.
    return Given(tuple(rows[at]), tuple(tuple(row) for row in below), at + 2)


def write_refused(
    header: Sequence[Raw], rows: Iterable[tuple[Sequence[Raw], str]], reason: str
) -> bytes:
    """The rows as they were given, each with its reasons behind it, all as texts: no
    cell of them is ever a formula.
    """
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS | {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        _line(sheet, 0, (*header, reason))
        for number, (cells, reasons) in enumerate(rows, 1):
            padded = (*cells, *[None] * (len(header) - len(cells)))
            _line(sheet, number, (*padded[: len(header)], reasons))
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def _line(sheet: Worksheet, number: int, cells: Iterable[Raw]) -> None:
    for place, cell in enumerate(cells):
        if cell is not None and cell != "":
            sheet.write_string(number, place, writable(as_text(cell)))


def _of_workbook(data: bytes) -> list[list[Raw]]:
    try:
        with ZipFile(BytesIO(data)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise ListError("too_large")
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        found = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (BadZipFile, CalamineError) as fault:
        raise ListError("unreadable") from fault
    return [[_cell(one) for one in row] for row in found]


def _cell(found: Raw | time | timedelta) -> Raw:
    return str(found) if isinstance(found, time | timedelta) else found


def _of_csv(data: bytes) -> list[list[Raw]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return [list(row) for row in csv.reader(StringIO(text), delimiter=delimiter)]
    except csv.Error as fault:
        raise ListError("unreadable") from fault


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListError("unreadable")

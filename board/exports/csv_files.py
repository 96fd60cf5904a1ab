"""A page as CSV: one file per sheet in an archive, with the cover and the manifest."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO, TextIOWrapper
from typing import TYPE_CHECKING

from board.exports import archive
from board.exports.canonical import as_text
from board.exports.cells import writable
from board.exports.cover import cover
from board.exports.formulas import guarded, unguarded
from board.exports.manifest import encoded, manifest
from board.exports.reading import UnreadableFileError, read_grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from board.exports.cells import Cell
    from board.exports.export import Export
    from board.exports.grids import Grid
    from board.exports.manifest import Entry
    from board.exports.reading import ReadFile

COVER = "cover.csv"
ENCODING = "utf-8-sig"
"""With the mark by which a spreadsheet program knows UTF-8."""
ROWS_AT_ONCE = 2_000


def write(export: Export, path: Path) -> None:
    names = archive.sheet_files(export.grids, "csv")
    archive.pack(path, _members(export, names))


def read(path: Path) -> ReadFile:
    """Raises UnreadableFileError."""
    return archive.read(path, _grid, frozenset({COVER}))


def _members(
    export: Export, names: Sequence[str]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield COVER, _pieces(_cover_rows(export, names))
    for name, grid in zip(names, export.grids, strict=True):
        yield name, _pieces(_rows(grid))
    yield archive.MANIFEST, (encoded(manifest(export, names)),)


def _cover_rows(export: Export, names: Sequence[str]) -> Iterator[Iterable[str]]:
    yield [_said(export.document.title)]
    yield [_said(export.document.watermark)]
    for block in cover(export, names):
        yield []
        yield [block.title]
        if block.columns:
            yield block.columns
        for line in block.lines:
            yield map(guarded, line)


def _rows(grid: Grid) -> Iterator[Iterable[str]]:
    yield map(_said, grid.headers)
    for row in grid.rows:
        yield map(_text, row)


def _text(cell: Cell) -> str:
    return guarded(cell) if isinstance(cell, str) else as_text(cell)


def _said(text: str) -> str:
    return guarded(writable(text))


def _pieces(rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """So many rows at a time, behind the mark of the encoding."""
    yield "".encode(ENCODING)
    for some in _batches(rows):
        buffer = StringIO(newline="")
        csv.writer(buffer).writerows(some)
        yield buffer.getvalue().encode()


def _batches(rows: Iterable[Iterable[str]]) -> Iterator[list[Iterable[str]]]:
    batch: list[Iterable[str]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    yield batch


def _grid(entry: Entry, data: bytes) -> Grid:
    text = TextIOWrapper(BytesIO(data), ENCODING, newline="")
    lines = ([unguarded(one) for one in row] for row in csv.reader(text))
    try:
        return read_grid(entry, next(lines, []), lines)
    except (UnicodeDecodeError, csv.Error) as fault:
        raise UnreadableFileError(f"{entry.name}: {fault}") from fault

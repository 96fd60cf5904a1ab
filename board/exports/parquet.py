"""A page as Parquet: one file per sheet in an archive, facts and checksums in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import structs

from board.exports import archive
from board.exports.canonical import as_text
from board.exports.cells import KINDS
from board.exports.manifest import encoded, manifest
from board.exports.reading import UnreadableFileError, read_grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from board.exports.cells import Cell, Kind
    from board.exports.export import Export
    from board.exports.grids import Grid
    from board.exports.manifest import Entry, Manifest
    from board.exports.reading import ReadFile

TYPES: Mapping[Kind, pa.DataType] = {
    "text": pa.string(),
    "flag": pa.bool_(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "moment": pa.timestamp("ms", "Asia/Shanghai"),
    "date": pa.date32(),
}
LARGEST = 2**63 - 1


def write(export: Export, path: Path) -> None:
    names = archive.sheet_files(export.grids, "parquet")
    archive.pack(path, _members(export, manifest(export, names)))


def read(path: Path) -> ReadFile:
    """Raises UnreadableFileError."""
    return archive.read(path, _grid, frozenset())


def _members(export: Export, said: Manifest) -> Iterator[tuple[str, Iterable[bytes]]]:
    for entry, grid in zip(said.sheets, export.grids, strict=True):
        yield entry.name, (_parquet(grid, _metadata(said, entry)),)
    yield archive.MANIFEST, (encoded(said),)


def _metadata(said: Manifest, entry: Entry) -> dict[str, bytes]:
    """What stands in each file, as it may be taken out of the archive."""
    alone = structs.replace(said, sheets=(entry,))
    return {"cgc.manifest": encoded(alone)}


def _parquet(grid: Grid, metadata: Mapping[str, bytes]) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(_table(grid, metadata), sink, compression="zstd")
    return bytes(sink.getvalue())


def _table(grid: Grid, metadata: Mapping[str, bytes]) -> pa.Table:
    columns = list(zip(*grid.rows, strict=True)) or [()] * len(grid.keys)
    arrays = [
        _array(column, form) for column, form in zip(columns, grid.forms, strict=True)
    ]
    fields = [
        pa.field(key, array.type, metadata={"name": header, "form": form})
        for key, header, form, array in zip(
            grid.keys, grid.headers, grid.forms, arrays, strict=True
        )
    ]
    return pa.table(arrays, schema=pa.schema(fields, metadata=metadata))


def _array(column: Sequence[Cell], form: str) -> pa.Array:
    """Of the type of its form; texts where a row has its own, or where a number is
    larger than any column can hold.
    """
    kind = KINDS.get(form)
    if kind is None or (kind == "whole" and _has_too_large(column)):
        return pa.array([as_text(one) for one in column], pa.string())
    return pa.array(column, TYPES[kind])


def _has_too_large(column: Sequence[Cell]) -> bool:
    return any(isinstance(one, int) and abs(one) > LARGEST for one in column)


def _grid(entry: Entry, data: bytes) -> Grid:
    try:
        table = pq.read_table(pa.BufferReader(data))
        columns = [column.to_pylist() for column in table.columns]
    except (pa.ArrowException, OSError, ValueError) as fault:
        raise UnreadableFileError(f"{entry.name}: {fault}") from fault
    headers = [_header(field) for field in table.schema]
    return read_grid(entry, headers, zip(*columns, strict=True))


def _header(field: pa.Field) -> str:
    name: bytes = (field.metadata or {}).get(b"name", b"")
    return name.decode(errors="replace")

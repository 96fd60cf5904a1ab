"""One file made beside the board: the work of a process of its own."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from board.exports import files
from board.exports.export import export, file_name
from board.exports.files import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from board.exports.document import Document
    from board.exports.reading import ReadFile

LONGEST_S = 300
ORDER, RESULT = "order", "result"


class ExportError(Exception):
    """A file could not be made; the text says why."""


class Order(Struct, frozen=True):
    """What to write; `outlines` are GeoJSON geometries by division code."""

    document: Document
    format: str
    outlines: Mapping[int, Mapping[str, Any]]


class Made(Struct, frozen=True):
    """The name of the file in its folder, the checksum of its contents, its rows."""

    file: str
    checksum: str
    rows: int
    rows_left_out: int


def made(order: Order, folder: Path) -> Made:
    """Write the file into a folder, in this process."""
    chosen = FORMATS[order.format]
    ready = export(chosen.part(order.document), order.outlines)
    name = file_name(order.document, chosen.suffix)
    chosen.write(ready, folder / name)
    rows = sum(len(grid.rows) for grid in ready.grids)
    total = sum(grid.total for grid in ready.grids)
    return Made(name, ready.checksum, rows, total - rows)


def made_beside(order: Order, folder: Path) -> Made:
    """Write the file into a folder, in a process of its own: its memory goes with it,
    and the board answers meanwhile. Raises ExportError.
    """
    _carry_out("write", order, folder)
    return msgspec.json.decode((folder / RESULT).read_bytes(), type=Made)


def read_anew(order: Order, folder: Path) -> ReadFile:
    """The file as its reader finds it, written and read in one process beside.
    Raises ExportError.
    """
    _carry_out("read_anew", order, folder)
    # Nobody but our own reader writes there, so its pickle may be read.
    found: ReadFile = pickle.loads((folder / RESULT).read_bytes())  # noqa: S301
    return found


def _carry_out(work: str, order: Order, folder: Path) -> None:
    folder.mkdir(parents=True)
    # Nobody but this board writes there, so its own pickle may be read again.
    (folder / ORDER).write_bytes(pickle.dumps(order))
    command = [sys.executable, "-m", "board.exports", work, str(folder)]
    try:
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise ExportError(f"not done after {LONGEST_S} s") from late
    if ended.returncode:
        lines = ended.stderr.strip().splitlines() or [f"ended with {ended.returncode}"]
        raise ExportError(lines[-1])


def write(folder: Path) -> None:
    """Carry out the order that lies in a folder, and leave what was made."""
    (folder / RESULT).write_bytes(msgspec.json.encode(made(_order(folder), folder)))


def write_and_read(folder: Path) -> None:
    """Carry out the order that lies in a folder, and leave what its reader finds."""
    found = files.read(folder / made(_order(folder), folder).file)
    (folder / RESULT).write_bytes(pickle.dumps(found))


def _order(folder: Path) -> Order:
    order: Order = pickle.loads((folder / ORDER).read_bytes())  # noqa: S301 - ours
    return order

"""One file made beside the board: the work of a process of its own."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from board.exports.export import export, file_name
from board.exports.files import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from board.exports.document import Document

LONGEST_S = 300
ORDER, RESULT = "order", "result.json"


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
    folder.mkdir(parents=True)
    # Nobody but this board writes there, so its own pickle may be read again.
    (folder / ORDER).write_bytes(pickle.dumps(order))
    command = [sys.executable, "-m", "board.exports", "write", str(folder)]
    try:
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise ExportError(f"not done after {LONGEST_S} s") from late
    if ended.returncode:
        lines = ended.stderr.strip().splitlines() or [f"ended with {ended.returncode}"]
        raise ExportError(lines[-1])
    return msgspec.json.decode((folder / RESULT).read_bytes(), type=Made)


def work(folder: Path) -> None:
    """Carry out the order that lies in a folder."""
    order = pickle.loads((folder / ORDER).read_bytes())  # noqa: S301 - see made_beside
    (folder / RESULT).write_bytes(msgspec.json.encode(made(order, folder)))

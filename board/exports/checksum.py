"""What proves that cells are those that were written: SHA-256 over typed cells.

The cover is not in it: who exported, when and why changes nothing of what was shown.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from board.exports.canonical import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from board.exports.cells import Cell
    from board.exports.grids import Grid

BETWEEN_CELLS = "\x1f"
END_OF_ROW = "\x1e"
"""No cell holds one of these."""


def checksum(grid: Grid) -> str:
    """Of one sheet: its key, the keys and forms of its columns, and all its cells; rows
    without any cell at its end do not count.
    """
    found = sha256(msgspec.json.encode((grid.key, grid.keys, grid.forms)))
    for line in _lines(grid.rows):
        found.update(line.encode())
    return found.hexdigest()


def content_checksum(checksums: Mapping[str, str]) -> str:
    """Of all sheets, from the checksum of each by its key, in whatever order."""
    return sha256(msgspec.json.encode(sorted(checksums.items()))).hexdigest()


def _lines(rows: Sequence[tuple[Cell, ...]]) -> Iterator[str]:
    empty = 0
    for row in rows:
        if all(one is None for one in row):
            empty += 1
            continue
        yield END_OF_ROW * empty
        yield BETWEEN_CELLS.join(map(tagged, row)) + END_OF_ROW
        empty = 0

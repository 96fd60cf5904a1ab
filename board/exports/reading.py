"""What a file holds, as it was written: its manifest and its cells."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct

from board.exports.canonical import fitted
from board.exports.checksum import checksum, content_checksum
from board.exports.grids import Grid, row_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from board.exports.cells import Cell
    from board.exports.manifest import Entry, Manifest
    from board.exports.seen import Seen


class UnreadableFileError(Exception):
    """The file is none of ours, or broken; the text says why."""


class ReadFile(Struct, frozen=True):
    """A file that was read: what it says of itself, and what stands in it. `unknown`
    names what it holds beside its sheets, `seen` is what a person sees of it where it
    is printed. A picture has no cells.
    """

    manifest: Manifest
    grids: tuple[Grid, ...]
    unknown: tuple[str, ...] = ()
    seen: Seen | None = None
    has_cells: bool = True

    @property
    def touched(self) -> tuple[str, ...]:
        """The keys of sheets that are not what they were when the file was written."""
        if not self.has_cells:
            return ()
        found = {one.key: checksum(one) for one in self.grids}
        said = self.manifest.sheets
        return tuple(one.key for one in said if found.get(one.key) != one.checksum)

    @property
    def is_untouched(self) -> bool:
        """Whether its cells are those that its own checksum was made of."""
        said = {one.key: one.checksum for one in self.manifest.sheets}
        is_whole = content_checksum(said) == self.manifest.checksum
        return is_whole and not self.touched and not self.unknown


def read_grid(
    entry: Entry, headers: Sequence[Cell], rows: Iterable[Sequence[Cell]]
) -> Grid:
    """A sheet from the rows that stand under its header. A row keeps what stands right
    of its last column; raises UnreadableFileError on cells that no program writes.
    """
    try:
        cells = tuple(_row(entry, row) for row in rows)
    except (ValueError, OverflowError) as fault:
        raise UnreadableFileError(f"{entry.name}: {fault}") from fault
    return Grid(
        key=entry.key,
        title=entry.title,
        headers=tuple("" if one is None else str(one) for one in headers),
        keys=entry.keys,
        forms=entry.forms,
        rows=cells,
        total=entry.total,
    )


def _row(entry: Entry, found: Sequence[Cell]) -> tuple[Cell, ...]:
    width = len(entry.keys)
    row = (*found[:width], *[None] * (width - len(found)))
    forms = row_forms(entry.keys, entry.forms, row)
    beyond = _without_end(found[width:])
    pairs = zip_longest((*row, *beyond), forms, fillvalue="text")
    return tuple(fitted(value, form) for value, form in pairs)


def _without_end(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells up to the last that says something."""
    last = max(
        (n for n, one in enumerate(cells, 1) if one not in {None, ""}), default=0
    )
    return cells[:last]

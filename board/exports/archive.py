"""ZIP files of the same bytes each time: a file per sheet, and a manifest."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import msgspec

from board.exports.manifest import decoded
from board.exports.reading import ReadFile, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from board.exports.grids import Grid
    from board.exports.manifest import Entry

MANIFEST = "manifest.json"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
LARGEST = 2**31
"""Bytes that an archive may hold unpacked; more is no export of ours."""
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
"""What reading a broken archive raises; a RuntimeError where it wants a password."""
_NOT_OF_A_NAME = re.compile("[^A-Za-z0-9._-]+")


def sheet_files(grids: Sequence[Grid], suffix: str) -> tuple[str, ...]:
    """Names of safe letters, in the order of the page."""
    safe = (_NOT_OF_A_NAME.sub("-", grid.key)[:80] for grid in grids)
    return tuple(f"{n:02d}-{name}.{suffix}" for n, name in enumerate(safe, 1))


def pack(path: Path, members: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Write members by name, each as it comes in pieces."""
    with ZipFile(path, "w") as archive:
        for name, pieces in members:
            about = ZipInfo(name, LONG_AGO)
            about.compress_type = ZIP_DEFLATED
            with archive.open(about, "w", force_zip64=True) as member:
                member.writelines(pieces)


def read(
    path: Path, read_sheet: Callable[[Entry, bytes], Grid], aside: frozenset[str]
) -> ReadFile:
    """Manifest and sheets of an archive of ours, except members that stand `aside`;
    raises UnreadableFileError.
    """
    found = _members(path)
    try:
        said = decoded(found.pop(MANIFEST))
    except (KeyError, msgspec.DecodeError) as fault:
        raise UnreadableFileError(f"{path.name}: {MANIFEST}: {fault}") from fault
    held = [entry for entry in said.sheets if entry.name in found]
    grids = tuple(read_sheet(entry, found[entry.name]) for entry in held)
    known = aside | {entry.name for entry in said.sheets}
    return ReadFile(said, grids, tuple(sorted(found.keys() - known)))


def _members(path: Path) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(path.read_bytes())) as archive:
            if sum(about.file_size for about in archive.infolist()) > LARGEST:
                raise UnreadableFileError(f"{path.name} is larger than any export")
            return {name: archive.read(name) for name in archive.namelist()}
    except BROKEN as fault:
        raise UnreadableFileError(f"{path.name} is no archive: {fault}") from fault

"""What a file says of itself to programs: enough to make it anew and compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from board.exports.cells import writable
from board.look.clock import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.exports.export import Export
    from board.exports.grids import Grid
    from board.look.formats import Scalar

VERSION = 1


class Entry(Struct, frozen=True, kw_only=True):
    """One sheet: `name` is where it stands in the file, the rest as in its grid."""

    key: str
    name: str
    title: str
    headers: tuple[str, ...]
    keys: tuple[str, ...]
    forms: tuple[str, ...]
    rows: int
    total: int
    checksum: str


class Placed(Struct, frozen=True, kw_only=True):
    """Where a part with a title stands on a picture, in points of it; half-open."""

    title: str
    left: int
    top: int
    right: int
    bottom: int


class Manifest(Struct, frozen=True, kw_only=True):
    """Facts of the cover by key, as they were before they were written in words; `at`
    is ISO with its offset; the checksum is over all sheets. `printer` is what set it on
    paper: another one may set the same differently; `parts` are those of a picture.
    """

    version: int = VERSION
    page: str
    title: str
    scope: int
    language: str
    at: str
    facts: dict[str, str | int | float | None]
    checksum: str
    sheets: tuple[Entry, ...]
    printer: str = ""
    parts: tuple[Placed, ...] = ()


def manifest(export: Export, names: Sequence[str]) -> Manifest:
    """Of a file that holds the sheets of the export under these names."""
    document = export.document
    return Manifest(
        page=document.page,
        title=writable(document.title),
        scope=document.scope,
        language=document.language,
        at=document.at.astimezone(SHANGHAI).isoformat(),
        facts={fact.key: _fact(fact.value.value) for fact in document.facts},
        checksum=export.checksum,
        sheets=tuple(
            _entry(grid, name, export.checksums[grid.key])
            for grid, name in zip(export.grids, names, strict=True)
        ),
    )


def encoded(one: Manifest) -> bytes:
    return msgspec.json.encode(one)


def decoded(data: bytes | str) -> Manifest:
    """Raises msgspec.DecodeError on what is none."""
    return msgspec.json.decode(data, type=Manifest)


def _fact(value: Scalar) -> Scalar:
    return writable(value) if isinstance(value, str) else value


def _entry(grid: Grid, name: str, checksum: str) -> Entry:
    return Entry(
        key=grid.key,
        name=name,
        title=writable(grid.title),
        headers=tuple(map(writable, grid.headers)),
        keys=grid.keys,
        forms=grid.forms,
        rows=len(grid.rows),
        total=grid.total,
        checksum=checksum,
    )

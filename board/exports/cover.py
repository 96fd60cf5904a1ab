"""The cover of a file in words: whose it is, of when, and what its figures mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from board.exports.canonical import as_text
from board.exports.cells import KINDS, cell, plain
from board.exports.document import for_people
from board.look.formats import spoken, written
from board.look.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from board.exports.document import Document, Fact
    from board.exports.export import Export
    from board.exports.grids import Grid
    from board.look.texts import Texts

Line: TypeAlias = tuple[str, ...]
SHEETS, TERMS = "sheets", "terms"
"""The blocks with a line for each sheet and for each indicator, in order."""
COLUMNS: Mapping[str, Line] = {
    SHEETS: ("name", "title", "rows"),
    TERMS: ("name", "formula", "numerator", "denominator", "minimum_n"),
}


class Block(Struct, frozen=True):
    """Lines under one heading; `columns` are their names where there are several."""

    key: str
    title: str
    lines: tuple[Line, ...]
    columns: Line = ()


def cover(export: Export, names: Sequence[str]) -> tuple[Block, ...]:
    """All that stands on it, in order, each text as every format can hold it; blocks
    without lines are left out. The sheets stand in the file under these names.
    """
    document = export.document
    words = texts(document.language)
    blocks = (
        _block("facts", _facts(document, words), words),
        _block("notices", _notices(document, words), words),
        _block(SHEETS, _sheets(export, names, words), words, _columns(SHEETS, words)),
        _block(TERMS, _terms(document), words, _columns(TERMS, words)),
        _block("proof", _proof(export, words), words),
    )
    return tuple(one for one in blocks if one.lines)


def rows_written(grid: Grid, words: Texts) -> str:
    """How many rows a sheet has, and of how many."""
    if grid.total > len(grid.rows):
        return words("export.rows_capped", total=grid.total, rows=len(grid.rows))
    return words("export.rows", rows=len(grid.rows))


def _block(key: str, lines: Iterable[Line], words: Texts, columns: Line = ()) -> Block:
    held = (tuple(as_text(plain(one)) for one in line) for line in lines)
    return Block(key, words(f"export.{key}"), tuple(held), columns)


def _facts(document: Document, words: Texts) -> Iterator[Line]:
    for fact in for_people(document.facts):
        yield fact.name, _in_full(fact, document, words)


def _in_full(fact: Fact, document: Document, words: Texts) -> str:
    """A moment with its year, whenever the file is read."""
    value = fact.value
    if KINDS[value.form] in {"moment", "date"} and value.value is not None:
        return as_text(cell(value.value, value.form))
    return written(value, words, document.at)


def _notices(document: Document, words: Texts) -> Iterator[Line]:
    for section in document.sections:
        for notice in section.contents.notices.values():
            title = section.contents.title or section.name
            said = spoken(notice, words, document.at)
            if said:
                yield title, said


def _sheets(export: Export, names: Sequence[str], words: Texts) -> Iterator[Line]:
    for name, grid in zip(names, export.grids, strict=True):
        yield name, grid.title, rows_written(grid, words)


def _terms(document: Document) -> Iterator[Line]:
    for term in document.terms:
        least = str(term.minimum_n) if term.minimum_n else ""
        yield term.name, term.formula, term.numerator, term.denominator, least


def _columns(block: str, words: Texts) -> Line:
    return tuple(words(f"export.{block}.{name}") for name in COLUMNS[block])


def _proof(export: Export, words: Texts) -> Iterator[Line]:
    yield words("export.checksum"), export.checksum
    yield words("export.proved"), words("export.proved_note")

"""A PDF of a page read back: the cells that are attached to it, and what is seen."""

from __future__ import annotations

import logging
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from board.exports import document
from board.exports.grids import grid
from board.exports.manifest import decoded
from board.exports.reading import ReadFile, UnreadableFileError
from board.exports.seen import Piece, Seen, Sheet
from board.look.texts import LANGUAGES, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pypdf import PageObject

BEGINS = re.compile(rb"(?=q 1 0 0 -1 [-\d.]+ [-\d.]+ cm)")
PLACED = re.compile(rb"q 1 0 0 -1 ([-\d.]{1,20}) ([-\d.]{1,20}) cm")
"""How Typst begins what it draws somewhere: to the right, and up from below."""
LINES = re.compile(rb"(?<=\s)(?:(?:[-\d.]+ ){2,6}(?:[mlcvy]|re)\s(?:h\s)?)+")
"""How what is no letter goes from point to point: four fifths of a page, most of it the
mark behind it. Typst says letters by numbers, of which none looks so.
"""
ATTACHED = "contents.json"
DRAWN = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Annots", "/Resources")
"""What of a page says how it looks besides its contents: its size, its letters."""
UNSEEN = frozenset(
    {"/Parent", "/Length", "/Filter", "/DecodeParms", "/StructParent", "/StructParents"}
)
"""What says how a program kept something, or where it belongs."""
BROKEN = (PyPdfError, OSError, ValueError, TypeError, KeyError, AttributeError)
"""What pypdf raises on a broken file; RecursionError is told apart."""


def read(path: Path) -> ReadFile:
    """Raises UnreadableFileError."""
    # Of a foreign file pypdf says much that its caller finds out by comparing.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        held = msgspec.json.decode(_attached(reader), type=dict[str, msgspec.Raw])
        said = decoded(bytes(held["manifest"]))
        if said.language not in LANGUAGES:
            raise UnreadableFileError(f"{path.name} is in no language of this board")
        words = texts(said.language)
        sheets = msgspec.json.decode(held["sheets"], type=tuple[document.Sheet, ...])
        grids = tuple(grid(one, words) for one in sheets)
        seen = Seen(tuple(map(_sheet, reader.pages)))
    except (*BROKEN, RecursionError, IndexError, msgspec.DecodeError) as fault:
        raise UnreadableFileError(f"{path.name} is no PDF of ours: {fault}") from fault
    return ReadFile(said, grids, seen=seen)


def _attached(reader: PdfReader) -> bytes:
    """Raises KeyError where there is none."""
    [found] = reader.attachments[ATTACHED]
    return found


def _sheet(page: PageObject) -> Sheet:
    contents = page.get_contents()
    drawn = contents.get_data() if contents is not None else b""
    memory: dict[tuple[int, int], str] = {}
    means = _hashed("page", *(_mark(page.get(key), memory) for key in DRAWN))
    pieces = tuple(_pieces(drawn, float(page.mediabox.height)))
    return Sheet(tuple(_lines(page, drawn)), pieces, means)


def _lines(page: PageObject, drawn: bytes) -> Iterator[str]:
    """What is written on a page, which keeps nothing else that it draws: pypdf reads
    each number. Whatever else is drawn counts by its pieces.
    """
    written = DecodedStreamObject()
    written.set_data(LINES.sub(b"", drawn))
    page[NameObject("/Contents")] = written
    lines = (one.strip() for one in page.extract_text().splitlines())
    return (one for one in lines if one)


def _pieces(drawn: bytes, height: float) -> Iterator[Piece]:
    """What is drawn one after the other, each from a place of its own."""
    for one in BEGINS.split(drawn.strip()):
        found = PLACED.match(one)
        x, y = (float(found[1]), height - float(found[2])) if found else (0.0, 0.0)
        yield Piece(round(x), round(y), sha256(one.strip()).hexdigest())


def _mark(value: Any, memory: dict[tuple[int, int], str]) -> str:
    """A checksum of a value with all that it refers to."""
    if isinstance(value, IndirectObject):
        place = value.idnum, value.generation
        if place not in memory:
            memory[place] = "around"
            memory[place] = _mark(value.get_object(), memory)
        return memory[place]
    if isinstance(value, DictionaryObject):
        said = (
            f"{key} {_mark(value.raw_get(key), memory)}"
            for key in sorted(value)
            if key not in UNSEEN
        )
        data = _data(value) if isinstance(value, StreamObject) else b""
        return _hashed("entries", *said, sha256(data).hexdigest())
    if isinstance(value, ArrayObject):
        return _hashed("list", *(_mark(one, memory) for one in value))
    if isinstance(value, NumberObject | FloatObject):
        return f"{float(value):.6g}"
    return _hashed(type(value).__name__, str(value))


def _data(value: StreamObject) -> bytes:
    data = value.get_data()
    return data.encode() if isinstance(data, str) else data


def _hashed(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()

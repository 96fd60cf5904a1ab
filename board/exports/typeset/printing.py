"""PDF and PNG of a document."""

from __future__ import annotations

from datetime import UTC
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import typst
from msgspec import structs

from board.exports.document import sheets
from board.exports.typeset.composing import Composer
from board.exports.typeset.font import fonts, legible
from board.exports.typeset.placing import Edge, placed

if TYPE_CHECKING:
    from datetime import datetime

    from board.exports.document import Document
    from board.exports.manifest import Manifest, Placed
    from board.exports.typeset.lands import Outlines
    from board.exports.typeset.paper import Paper
    from board.look.texts import Texts

TEMPLATES = Path(__file__).parent / "templates"
PICTURE, EDGE = "picture.typ", "<edge>"
MM_PER_INCH, POINTS_PER_INCH = 25.4, 72
SHORT = 8
TAGGED_CELLS = 3_000
"""Tags say to a screen reader what is a table; with more cells they are most of it."""


def pdf(
    document: Document,
    outlines: Outlines,
    words: Texts,
    manifest: Manifest | None = None,
) -> bytes:
    """The document on sheets, its page first, with the values of its tables attached as
    JSON; the same bytes for the same document.
    """
    paper = Composer(document, outlines, words).paper()
    return compiled(
        "sheets.typ",
        _inputs(document, paper) | {"contents": attached(document, manifest)},
        format="pdf",
        timestamp=stamped(document.at),
        pdf_tags=_cells(paper) <= TAGGED_CELLS,
    )


def attached(document: Document, manifest: Manifest | None) -> str:
    """What a PDF says to programs, as JSON."""
    contents = {
        "document": structs.replace(document, sections=()),
        "sheets": sheets(document),
        "manifest": manifest,
    }
    return as_json(contents)


def png(document: Document, outlines: Outlines, words: Texts) -> bytes:
    """The page on one sheet as long as it needs to be, without the tables behind it; a
    wall's is at least 16 by 9.
    """
    return pictured(document, outlines, words)[0]


def pictured(
    document: Document, outlines: Outlines, words: Texts
) -> tuple[bytes, tuple[Placed, ...]]:
    """The same PNG, and where on it which part stands."""
    paper = Composer(document, outlines, words).paper()
    density = paper.size.pixels_per_inch
    inputs = _inputs(document, structs.replace(paper, tables=()))
    compiler = _compiler(PICTURE, inputs)
    made = _one(compiler.compile(format="png", ppi=density), PICTURE)
    edges = msgspec.json.decode(compiler.query(EDGE, field="value"), type=list[Edge])
    width = round(paper.size.width / MM_PER_INCH * density)
    return made, placed(edges, density / POINTS_PER_INCH, width)


def _inputs(document: Document, paper: Paper) -> dict[str, str]:
    size = {
        "width": paper.size.width,
        "height": paper.size.height,
        "text": legible(document.watermark),
    }
    mark = compiled("watermark.typ", {"data": as_json(size)}, format="svg")
    return {
        "data": as_json(legible_in(msgspec.to_builtins(paper))),
        "mark": mark.decode(),
    }


def compiled(template: str, inputs: dict[str, str], **wanted: Any) -> bytes:
    """What the template makes of the inputs; raises typst.TypstError."""
    return _one(_compiler(template, inputs).compile(**wanted), template)


def _compiler(template: str, inputs: dict[str, str]) -> typst.Compiler:
    return typst.Compiler(
        TEMPLATES / template, root=TEMPLATES, font_paths=fonts(), sys_inputs=inputs
    )


def _one(made: object, template: str) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError(f"{template} made {type(made).__name__}, not one file")
    return made


@cache
def printer() -> str:
    """The setter with its version, and a checksum of the templates."""
    texts = (one.read_bytes() for one in sorted(TEMPLATES.glob("*.typ")))
    found = sha256(b"".join(texts)).hexdigest()[:SHORT]
    return f"typst {version('typst')} {found}"


def stamped(moment: datetime) -> datetime:
    """The moment as a PDF can say it."""
    return moment.astimezone(UTC).replace(microsecond=0)


def as_json(value: Any) -> str:
    """The same text for the same value."""
    return msgspec.json.encode(value, order="deterministic").decode()


def legible_in(value: Any) -> Any:
    """All texts in it as the font can write them."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, dict):
        return {key: legible_in(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [legible_in(one) for one in value]
    return value


def _cells(paper: Paper) -> int:
    grids = [one.grid for one in (*paper.blocks, *paper.tables) if one.grid]
    return sum(one.cells for one in grids)

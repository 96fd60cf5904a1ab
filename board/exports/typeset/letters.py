"""督办函 as a PDF to be signed: on sheets of A4, under the head of who issues it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import structs

from board.exports.typeset.font import legible
from board.exports.typeset.paper import A4
from board.exports.typeset.printing import (
    as_json,
    attached,
    compiled,
    legible_in,
    pdf,
    stamped,
)
from board.look.formats import Value, local, spoken, written
from board.look.theme import LIGHT
from board.views.common.contents import cell
from board.views.items.letter import LETTER, PARAGRAPHS

if TYPE_CHECKING:
    from datetime import datetime

    from board.exports.document import Document
    from board.exports.manifest import Manifest
    from board.exports.typeset.lands import Outlines
    from board.look.texts import Texts
    from board.views.common.contents import Contents, Notice, Table

CHECKSUM, SYNTHETIC = "checksum", "synthetic"
SHORT = 16


def letter_pdf(
    document: Document,
    outlines: Outlines,
    words: Texts,
    manifest: Manifest | None = None,
) -> bytes:
    """The letter of the document, the same bytes for the same one; the page as it is
    where there is none to write.
    """
    said = next((one for one in document.sections if one.name == LETTER), None)
    if said is None or not said.contents.figures:
        return pdf(document, outlines, words, manifest)
    return compiled(
        "letter.typ",
        {
            "data": as_json(legible_in(_paper(document, said.contents, words))),
            "mark": mark_of(document),
            "contents": attached(document, manifest),
        },
        format="pdf",
        timestamp=stamped(document.at),
    )


def mark_of(document: Document) -> str:
    """The watermark of a sheet of A4, as a picture."""
    size = {
        "width": A4.width,
        "height": A4.height,
        "text": legible(document.watermark),
    }
    made = compiled("watermark.typ", {"data": as_json(size)}, format="svg")
    return made.decode()


def _paper(document: Document, said: Contents, words: Texts) -> dict[str, Any]:
    texts = {one.key: written(one, words, document.at) for one in said.figures}
    facts = {one.key: one.value.value for one in document.facts}
    paragraphs = [
        spoken_in_full(said.notices[key], words, document.at) for key in PARAGRAPHS
    ]
    return {
        "language": document.language,
        "title": said.title,
        "issuer": texts["issuer"],
        "number": texts["number"] or words("letter.unnumbered"),
        "level": texts["level"],
        "to": words("letter.to", unit=texts["to"]),
        "paragraphs": paragraphs,
        "table": _table(said.table("deadlines"), words, document.at),
        "signer": words("letter.signer"),
        "seal": words("letter.seal"),
        "date": _day(said.figure("issued_at").value, words),
        "badge": words("label.synthetic") if facts.get(SYNTHETIC) else "",
        "proof": proof_of(facts, words),
        "page_of": words.template("print.page"),
        "red": LIGHT.bad,
        "line": LIGHT.line_strong,
        "faint": LIGHT.faint,
    }


def spoken_in_full(one: Notice, words: Texts, now: datetime) -> str:
    """A paragraph; a letter lies about for years, so its moments say of which."""
    values = {
        key: Value(moment_in_full(value.value, words))
        if value.form == "moment"
        else value
        for key, value in one.values.items()
    }
    return spoken(structs.replace(one, values=values), words, now)


def moment_in_full(at_ms: Any, words: Texts) -> str | None:
    """A moment with its year; None for none."""
    return words("letter.moment", **_parts(local(at_ms))) if at_ms else None


def _parts(at: datetime) -> dict[str, str | int]:
    day = {"year": at.year, "month": at.month, "day": at.day}
    return {**day, "hour": at.hour, "minute": f"{at.minute:02d}"}


def _table(one: Table, words: Texts, now: datetime) -> dict[str, Any]:
    named = [column for column in one.columns if column.name]
    rows = [
        {
            "late": bool(record["is_late"]),
            "cells": [written(cell(each, record), words, now) for each in named],
        }
        for record in one.records()
    ]
    return {"heads": [each.name for each in named], "rows": rows}


def _day(at_ms: Any, words: Texts) -> str:
    """The day of issue as a letter says it."""
    return words("letter.date", **_parts(local(at_ms)))


def proof_of(facts: dict[str, Any], words: Texts) -> str:
    """By what the register of exports finds it."""
    found = str(facts.get(CHECKSUM, ""))[:SHORT]
    return f"{words('export.checksum')} {found}" if found else ""

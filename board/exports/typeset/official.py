"""What papers of their own have in common: letters, sheets of a shift, briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

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

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.exports.document import Document
    from board.exports.manifest import Manifest
    from board.exports.typeset.lands import Outlines
    from board.look.formats import Scalar
    from board.look.texts import Texts
    from board.views.common.contents import Column, Contents, Notice, Table

    Record: TypeAlias = dict[str, Scalar]

CHECKSUM, SYNTHETIC = "checksum", "synthetic"
SHORT = 16


def official_pdf(
    template: str,
    said: dict[str, Any],
    document: Document,
    words: Texts,
    manifest: Manifest | None,
) -> bytes:
    """What a template makes of what a paper says, the same bytes for the same one."""
    data = _frame(document, words) | said
    return compiled(
        template,
        {
            "data": as_json(legible_in(data)),
            "mark": _mark_of(document),
            "contents": attached(document, manifest),
        },
        format="pdf",
        timestamp=stamped(document.at),
    )


def letter_or_page(
    document: Document,
    outlines: Outlines,
    words: Texts,
    manifest: Manifest | None,
    *,
    part: str,
    paper: Callable[[Document, Contents, Texts], dict[str, Any]],
) -> bytes:
    """The letter that a part of the document is; the page as it is where it names none,
    or for whom single ones are not told.
    """
    said = next((one for one in document.sections if one.name == part), None)
    if said is None or not said.contents.tables:
        return pdf(document, outlines, words, manifest)
    told = paper(document, said.contents, words)
    return official_pdf("letter.typ", told, document, words, manifest)


def _frame(document: Document, words: Texts) -> dict[str, Any]:
    facts = {one.key: one.value.value for one in document.facts}
    return {
        "language": document.language,
        "badge": words("label.synthetic") if facts.get(SYNTHETIC) else "",
        "proof": _proof_of(facts, words),
        "page_of": words.template("print.page"),
        "red": LIGHT.bad,
        "line": LIGHT.line_strong,
        "faint": LIGHT.faint,
    }


def _mark_of(document: Document) -> str:
    """The watermark of a sheet of A4, as a picture."""
    size = {
        "width": A4.width,
        "height": A4.height,
        "text": legible(document.watermark),
    }
    made = compiled("watermark.typ", {"data": as_json(size)}, format="svg")
    return made.decode()


def _proof_of(facts: dict[str, Any], words: Texts) -> str:
    """By what the register of exports finds it."""
    found = str(facts.get(CHECKSUM, ""))[:SHORT]
    return f"{words('export.checksum')} {found}" if found else ""


def words_of(
    document: Document, said: Contents, words: Texts
) -> tuple[dict[str, str], dict[str, str]]:
    """The figures of a letter as they are written, and its sentences, by their keys."""
    texts = {one.key: written(one, words, document.at) for one in said.figures}
    told = {
        key: spoken_in_full(one, words, document) for key, one in said.notices.items()
    }
    return texts, told


def spoken_in_full(one: Notice, words: Texts, document: Document) -> str:
    """A paragraph; a paper lies about for years, so its moments say of which."""
    values = {
        key: Value(moment_in_full(value.value, words))
        if value.form == "moment"
        else value
        for key, value in one.values.items()
    }
    return spoken(structs.replace(one, values=values), words, document.at)


def moment_in_full(at_ms: Any, words: Texts) -> str | None:
    """A moment with its year; None for none."""
    return words("letter.moment", **_parts(at_ms)) if at_ms else None


def day_in_full(at_ms: Any, words: Texts) -> str:
    """The day of a moment as a letter says it."""
    return words("letter.date", **_parts(at_ms))


def _parts(at_ms: Any) -> dict[str, str | int]:
    at = local(at_ms)
    day = {"year": at.year, "month": at.month, "day": at.day}
    return {**day, "hour": at.hour, "minute": f"{at.minute:02d}"}


def ruled(
    one: Table,
    words: Texts,
    document: Document,
    *,
    is_late: Callable[[Record], bool] = lambda _: False,
    kept: Callable[[Column], bool] = lambda column: bool(column.name),
) -> dict[str, Any]:
    """Heads and rows of those columns that are for readers, each cell as written."""
    columns = tuple(column for column in one.columns if kept(column))
    rows = [
        {
            "late": is_late(record),
            "cells": [
                written(cell(each, record), words, document.at) for each in columns
            ],
        }
        for record in one.records()
    ]
    return {"heads": [each.name for each in columns], "rows": rows}

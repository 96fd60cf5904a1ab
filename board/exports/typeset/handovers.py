"""交接班单 as a PDF to be signed by who hands over and who takes over, on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.exports.typeset.letters import (
    SYNTHETIC,
    mark_of,
    moment_in_full,
    proof_of,
    spoken_in_full,
)
from board.exports.typeset.printing import (
    as_json,
    attached,
    compiled,
    legible_in,
    pdf,
    stamped,
)
from board.look.formats import written
from board.look.theme import LIGHT
from board.views.common.contents import Contents, Table, cell

if TYPE_CHECKING:
    from board.exports.document import Document
    from board.exports.manifest import Manifest
    from board.exports.typeset.lands import Outlines
    from board.look.formats import Scalar
    from board.look.texts import Texts

HANDOVER = "handover"
FIGURES, SIGNED, ITEMS = "handover_figures", "handover_signed", "handover_items"
COLUMNS: dict[str, str] = {
    "case_number": "narrow",
    "reasons": "wide",
    "note": "wide",
    "severity": "narrow",
    "category": "usual",
    "title": "wide",
    "owner": "usual",
    "due_at": "narrow",
    "status": "usual",
}
"""What of an item has room on paper, and how much."""


def handover_pdf(
    document: Document,
    outlines: Outlines,
    words: Texts,
    manifest: Manifest | None = None,
) -> bytes:
    """The sheet of the document, the same bytes for the same one; the page as it stands
    where it is of no sheet, or for people outside.
    """
    parts = {one.name: one.contents for one in document.sections}
    signed = parts.get(SIGNED, Contents())
    if not signed.tables or ITEMS not in parts:
        return pdf(document, outlines, words, manifest)
    return compiled(
        "handover.typ",
        {
            "data": as_json(legible_in(_paper(document, parts, words))),
            "mark": mark_of(document),
            "contents": attached(document, manifest),
        },
        format="pdf",
        timestamp=stamped(document.at),
    )


def _paper(
    document: Document, parts: dict[str, Contents], words: Texts
) -> dict[str, Any]:
    shift, listed, signed = parts[FIGURES], parts[ITEMS], parts[SIGNED]
    facts = {one.key: one.value.value for one in document.facts}
    told = shift.notices.values()
    return {
        "language": document.language,
        "issuer": signed.note,
        "title": words("handover.sheet"),
        "said": [spoken_in_full(one, words, document.at) for one in told],
        "figures": [_grid(one, words, document) for one in shift.tables],
        "items_title": f"{listed.title} · {listed.note}",
        "items": _items(listed.table("page"), words, document),
        "nothing": words("label.handover_nothing"),
        "signatures": _signatures(signed.table("signatures"), words),
        "sign_here": words("handover.sign_here"),
        "badge": words("label.synthetic") if facts.get(SYNTHETIC) else "",
        "proof": proof_of(facts, words),
        "page_of": words.template("print.page"),
        "red": LIGHT.bad,
        "line": LIGHT.line_strong,
        "faint": LIGHT.faint,
    }


def _items(one: Table, words: Texts, document: Document) -> dict[str, Any]:
    """A status that changed since is told with the one before."""
    kept = tuple(column for column in one.columns if column.key in COLUMNS)
    found = _grid(Table(one.name, kept, ()), words, document)
    rows = [
        {
            "late": record["level"] == "overdue",
            "cells": [
                written(cell(each, _with_change(record)), words, document.at)
                for each in kept
            ],
        }
        for record in one.records()
    ]
    return {**found, "widths": [COLUMNS[each.key] for each in kept], "rows": rows}


def _with_change(record: dict[str, Scalar]) -> dict[str, Scalar]:
    then, now = record["status_then"], record["status"]
    is_changed = then and now and then != now
    return record | {"status": f"{then} → {now}"} if is_changed else record


def _grid(one: Table, words: Texts, document: Document) -> dict[str, Any]:
    named = [column for column in one.columns if column.name]
    rows = [
        {
            "late": False,
            "cells": [
                written(cell(each, record), words, document.at) for each in named
            ],
        }
        for record in one.records()
    ]
    return {"heads": [each.name for each in named], "rows": rows}


def _signatures(one: Table, words: Texts) -> list[dict[str, str]]:
    """Who, when and what was said, as each is written."""
    return [
        {
            "role": str(record["role"]),
            "person": str(record["person"]),
            "at": moment_in_full(record["at"], words) or "",
            "note": str(record.get("note") or ""),
        }
        for record in one.records()
    ]

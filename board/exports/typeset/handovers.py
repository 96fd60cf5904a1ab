"""交接班单 as a PDF to be signed by who hands over and who takes over, on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.exports.typeset.official import (
    moment_in_full,
    official_pdf,
    ruled,
    spoken_in_full,
)
from board.exports.typeset.printing import pdf
from board.views.common.contents import Contents, Table

if TYPE_CHECKING:
    from board.exports.document import Document
    from board.exports.manifest import Manifest
    from board.exports.typeset.lands import Outlines
    from board.look.formats import Scalar
    from board.look.texts import Texts

HANDOVER = "handover"
FIGURES, SIGNED, ITEMS = "handover_figures", "handover_signed", "handover_items"
LOG, STEPS = "handover_log", "handover_steps"
REMINDERS, NOTICES = "handover_reminders", "handover_notices"
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
LINE: dict[str, str] = {
    "happened_at": "narrow",
    "sort": "narrow",
    "text": "widest",
    "told_by": "usual",
    "item": "narrow",
    "person": "narrow",
    "remark": "narrow",
}
"""The same of a line of the log."""
LISTED: dict[str, str] = {
    "case_number": "narrow",
    "steps": "widest",
    "late": "narrow",
    "due_at": "narrow",
    "severity": "narrow",
    "category": "usual",
    "owner": "usual",
}
"""The same of an item whose checklist is not finished."""
REMINDED: dict[str, str] = {
    "case_number": "narrow",
    "due_at": "narrow",
    "kind_name": "narrow",
    "whose": "narrow",
    "note": "widest",
}
"""The same of a reminder."""


TOLD: dict[str, str] = {
    "number": "narrow",
    "sort": "narrow",
    "title": "widest",
    "from": "usual",
    "due_at": "narrow",
    "state": "usual",
}
"""The same of a notice of which something is owed."""


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
    paper = _paper(document, parts, words)
    return official_pdf("handover.typ", paper, document, words, manifest)


def _paper(
    document: Document, parts: dict[str, Contents], words: Texts
) -> dict[str, Any]:
    shift, listed, signed = parts[FIGURES], parts[ITEMS], parts[SIGNED]
    told = shift.notices.values()
    return {
        "issuer": signed.note,
        "title": words("handover.sheet"),
        "said": [spoken_in_full(one, words, document) for one in told],
        "figures": [ruled(one, words, document) for one in shift.tables],
        "items_title": f"{listed.title} · {listed.note}",
        "items": _items(listed.table("page"), words, document),
        "steps_title": words("steps.handed"),
        "steps": _told(parts.get(STEPS, Contents()), LISTED, words, document),
        "steps_nothing": words("steps.none_handed"),
        "reminders_title": words("follow.handed"),
        "reminders": _told(parts.get(REMINDERS, Contents()), REMINDED, words, document),
        "reminders_nothing": words("follow.none_handed"),
        "notices_title": words("notice.handed"),
        "notices": _told(parts.get(NOTICES, Contents()), TOLD, words, document),
        "notices_nothing": words("notice.none_handed"),
        "log_title": words("log.title"),
        "log": _told(parts.get(LOG, Contents()), LINE, words, document),
        "log_nothing": words("log.none_in_shift"),
        "nothing": words("label.handover_nothing"),
        "signatures": _signatures(signed.table("signatures"), words),
        "sign_here": words("handover.sign_here"),
    }


def _items(one: Table, words: Texts, document: Document) -> dict[str, Any]:
    """A status that changed since is told with the one before."""
    rows = tuple(
        tuple(_with_change(record)[column.key] for column in one.columns)
        for record in one.records()
    )
    made = ruled(
        Table(one.name, one.columns, rows),
        words,
        document,
        is_late=lambda record: record["level"] == "overdue",
        kept=lambda column: column.key in COLUMNS,
    )
    widths = [COLUMNS[each.key] for each in one.columns if each.key in COLUMNS]
    return {**made, "widths": widths}


def _told(
    said: Contents, room: dict[str, str], words: Texts, document: Document
) -> dict[str, Any]:
    """The one table of a part, in the columns that have room; without lines an empty
    one.
    """
    if not said.tables:
        return {"heads": [], "rows": [], "widths": []}
    (one,) = said.tables
    made = ruled(one, words, document, kept=lambda column: column.key in room)
    widths = [room[each.key] for each in one.columns if each.key in room]
    return {**made, "widths": widths}


def _with_change(record: dict[str, Scalar]) -> dict[str, Scalar]:
    then, now = record["status_then"], record["status"]
    is_changed = then and now and then != now
    return record | {"status": f"{then} → {now}"} if is_changed else record


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

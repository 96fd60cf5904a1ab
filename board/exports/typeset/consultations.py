"""会商 as PDFs to be signed: the call of a consultation, later its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.exports.typeset.official import (
    day_in_full,
    letter_or_page,
    ruled,
    words_of,
)
from board.views.consultations.letter import (
    ATTENDED,
    CALL,
    CANCELLED,
    DECIDED,
    LETTER,
    MOVED,
    ON_AGENDA,
    POINT,
)

if TYPE_CHECKING:
    from board.exports.document import Document
    from board.exports.manifest import Manifest
    from board.exports.typeset.lands import Outlines
    from board.look.texts import Texts
    from board.views.common.contents import Column, Contents

CONSULTATIONS = "consultations"


def consultation_pdf(
    document: Document,
    outlines: Outlines,
    words: Texts,
    manifest: Manifest | None = None,
) -> bytes:
    """The consultation of the document, the same bytes for the same one."""
    return letter_or_page(
        document, outlines, words, manifest, part=LETTER, paper=_paper
    )


def _paper(document: Document, said: Contents, words: Texts) -> dict[str, Any]:
    texts, told = words_of(document, said, words)
    is_minuted = ATTENDED in told
    kind = "minutes" if is_minuted else "call"
    first = [told[key] for key in (CANCELLED, MOVED, CALL, ATTENDED) if key in told]
    points = [one for key, one in told.items() if key.startswith(f"{POINT}_")]
    last = [one for key, one in told.items() if key.startswith(f"{DECIDED}_")]
    on_agenda = f"{words('consultation.items_title')}{words('brief.colon')}"
    return {
        "title": words(f"consultation.paper.{kind}", sort=texts["sort"]),
        "issuer": texts["issuer"],
        "number": texts["number"],
        "level": texts["state"] if CANCELLED in told else texts["sort"],
        "to": words("letter.to", unit=texts["to"]),
        "paragraphs": [said.title, first[0], on_agenda, *points, *last],
        "body": first[1:],
        "table": ruled(said.table(ON_AGENDA), words, document, kept=_is_for_all),
        "signer": words("notice.signer", person=texts["person"]),
        "seal": words("letter.seal"),
        "date": day_in_full(_dated(said, is_minuted=is_minuted), words),
    }


def _is_for_all(column: Column) -> bool:
    """A paper goes to whoever is invited, who may not read the title of an item."""
    return bool(column.name) and column.key != "title"


def _dated(said: Contents, *, is_minuted: bool) -> Any:
    return said.figure("minuted_at" if is_minuted else "sent_at").value

"""督办函 as a PDF to be signed: on sheets of A4, under the head of who issues it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.exports.typeset.official import (
    day_in_full,
    official_pdf,
    ruled,
    spoken_in_full,
)
from board.exports.typeset.printing import pdf
from board.look.formats import written
from board.views.items.letter import LETTER, PARAGRAPHS

if TYPE_CHECKING:
    from board.exports.document import Document
    from board.exports.manifest import Manifest
    from board.exports.typeset.lands import Outlines
    from board.look.texts import Texts
    from board.views.common.contents import Contents


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
    paper = _paper(document, said.contents, words)
    return official_pdf("letter.typ", paper, document, words, manifest)


def _paper(document: Document, said: Contents, words: Texts) -> dict[str, Any]:
    texts = {one.key: written(one, words, document.at) for one in said.figures}
    told = (said.notices[key] for key in PARAGRAPHS)
    paragraphs = [spoken_in_full(one, words, document) for one in told]
    deadlines = ruled(
        said.table("deadlines"),
        words,
        document,
        is_late=lambda record: bool(record["is_late"]),
    )
    return {
        "title": said.title,
        "issuer": texts["issuer"],
        "number": texts["number"] or words("letter.unnumbered"),
        "level": texts["level"],
        "to": words("letter.to", unit=texts["to"]),
        "paragraphs": paragraphs,
        "table": deadlines,
        "signer": words("letter.signer"),
        "seal": words("letter.seal"),
        "date": day_in_full(said.figure("issued_at").value, words),
    }

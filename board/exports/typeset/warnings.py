"""预警函 as a PDF to be signed, with room for the reply or what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.exports.typeset.official import (
    day_in_full,
    letter_or_page,
    moment_in_full,
    ruled,
    words_of,
)
from board.views.warnings.letters import DEMAND, LETTER, MEASURES, OPENING, REPLY, TEXT

if TYPE_CHECKING:
    from board.exports.document import Document
    from board.exports.manifest import Manifest
    from board.exports.typeset.lands import Outlines
    from board.look.texts import Texts
    from board.views.common.contents import Contents

WARNINGS = "warnings"


def warning_pdf(
    document: Document,
    outlines: Outlines,
    words: Texts,
    manifest: Manifest | None = None,
) -> bytes:
    """The letter of the document, the same bytes for the same one."""
    return letter_or_page(
        document, outlines, words, manifest, part=LETTER, paper=_paper
    )


def _paper(document: Document, said: Contents, words: Texts) -> dict[str, Any]:
    texts, told = words_of(document, said, words)
    asked = f"{words('warning.asked')}{words('brief.colon')}"
    figures, demand = said.table("warned"), told.get(DEMAND, "")
    return {
        "title": said.title,
        "issuer": texts["issuer"],
        "number": texts["number"],
        "level": words("warning.level_of", level=texts["level"]),
        "to": words("letter.to", unit=texts["to"]),
        "paragraphs": [
            told.get(OPENING, ""),
            told.get(TEXT, ""),
            asked,
            demand,
        ],
        "table": ruled(figures, words, document),
        "signer": words("letter.signer"),
        "seal": words("letter.seal"),
        "date": day_in_full(said.figure("sent_at").value, words),
        "reply": _reply(said, told, words),
    }


def _reply(said: Contents, told: dict[str, str], words: Texts) -> dict[str, Any]:
    """What was answered, or lines to write on."""
    return {
        "title": words("warning.reply_block"),
        "said": [told[key] for key in (REPLY, MEASURES) if key in told],
        "lines": [words("warning.ask.reply_text"), words("warning.ask.measures")],
        "at": moment_in_full(said.figure("replied_at").value, words) or "",
        "signer": words("warning.reply_signer"),
    }

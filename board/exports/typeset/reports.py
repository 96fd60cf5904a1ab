"""要情 reports as PDFs to be signed, with room for whoever signs for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.exports.typeset.official import (
    day_in_full,
    letter_or_page,
    moment_in_full,
    ruled,
    words_of,
)
from board.views.reports.letter import (
    ANSWER,
    LETTER,
    MEASURES,
    NEEDED,
    OPENING,
    PASSED,
    PASSES,
    REASON,
    WHAT,
)

if TYPE_CHECKING:
    from board.exports.document import Document
    from board.exports.manifest import Manifest
    from board.exports.typeset.lands import Outlines
    from board.look.texts import Texts
    from board.views.common.contents import Contents

REPORTS = "reports"
ENDING = (MEASURES, NEEDED, REASON, PASSES, PASSED)
"""What stands below the facts, in this order."""


def report_pdf(
    document: Document,
    outlines: Outlines,
    words: Texts,
    manifest: Manifest | None = None,
) -> bytes:
    """The report of the document, the same bytes for the same one."""
    return letter_or_page(
        document, outlines, words, manifest, part=LETTER, paper=_paper
    )


def _paper(document: Document, said: Contents, words: Texts) -> dict[str, Any]:
    texts, told = words_of(document, said, words)
    last = [told[key] for key in ENDING if key in told]
    return {
        "title": said.title,
        "issuer": texts["issuer"],
        "number": texts["number"],
        "level": f"{texts['stage']} · {texts['severity']}",
        "to": words("letter.to", unit=texts["to"]),
        "paragraphs": [
            told[OPENING],
            told[WHAT],
            f"{words('report.facts')}{words('brief.colon')}",
            *last,
        ],
        "table": ruled(said.table("counts"), words, document),
        "signer": words("report.signer", person=texts["person"]),
        "seal": words("letter.seal"),
        "date": day_in_full(said.figure("sent_at").value, words),
        "reply": _answer(said, texts, told, words),
    }


def _answer(
    said: Contents, texts: dict[str, str], told: dict[str, str], words: Texts
) -> dict[str, Any]:
    """What was answered by whom, or lines to write on."""
    at = said.figure("answered_at").value
    by = words("report.answered", answer=texts["answer"], person=texts["answered_by"])
    answered = [by, *(told[key] for key in (ANSWER,) if key in told)]
    return {
        "title": words("report.answer_block"),
        "said": answered if at is not None else [],
        "lines": [words("report.line.answer"), words("report.line.missing")],
        "at": moment_in_full(at, words) or "",
        "signer": words("report.answer_signer"),
    }

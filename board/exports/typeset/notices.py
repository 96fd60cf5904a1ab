"""通知 as PDFs to be signed, with room for the receipt or what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.exports.typeset.official import (
    day_in_full,
    letter_or_page,
    moment_in_full,
    ruled,
    words_of,
)
from board.views.notices.letter import ANSWER, DEMAND, LETTER, TERMS, TEXT, WITHDRAWN

if TYPE_CHECKING:
    from board.exports.document import Document
    from board.exports.manifest import Manifest
    from board.exports.typeset.lands import Outlines
    from board.look.texts import Texts
    from board.views.common.contents import Contents

NOTICES = "notices"


def notice_pdf(
    document: Document,
    outlines: Outlines,
    words: Texts,
    manifest: Manifest | None = None,
) -> bytes:
    """The notice of the document, the same bytes for the same one."""
    return letter_or_page(
        document, outlines, words, manifest, part=LETTER, paper=_paper
    )


def _paper(document: Document, said: Contents, words: Texts) -> dict[str, Any]:
    texts, told = words_of(document, said, words)
    text = [one for key, one in told.items() if key.startswith(f"{TEXT}_")]
    gone = [told[key] for key in (WITHDRAWN,) if key in told]
    lines = [*gone, said.title, *text]
    last = [told[key] for key in (DEMAND,) if key in told]
    asked = f"{words('notice.numbers')}{words('brief.colon')}"
    return {
        "title": texts["sort"],
        "issuer": texts["issuer"],
        "number": texts["number"],
        "level": texts["asks"],
        "to": words("letter.to", unit=texts["to"]),
        "paragraphs": [*lines[:2], asked, *last],
        "body": lines[2:],
        "table": ruled(said.table(TERMS), words, document),
        "signer": words("notice.signer", person=texts["person"]),
        "seal": words("letter.seal"),
        "date": day_in_full(_at(said, "sent_at"), words),
        "reply": _reply(said, told, words),
    }


def _reply(said: Contents, told: dict[str, str], words: Texts) -> dict[str, Any]:
    """What was done of it, or lines to write on."""
    answered = [told[key] for key in (ANSWER,) if key in told]
    signed = _at(said, "done_at")
    done = [words("notice.is_done")] if signed and not answered else []
    asks_for = said.figure("asks").value
    more = [words("notice.line.answer")] * (asks_for == words("notice_asks.answer"))
    return {
        "title": words("notice.reply_block"),
        "said": answered or done,
        "lines": [words("notice.line.receipt"), *more],
        "at": moment_in_full(signed, words) or "",
        "signer": words("report.answer_signer"),
    }


def _at(said: Contents, key: str) -> Any:
    """A moment among the figures; None where it is not there."""
    return next((one.value for one in said.figures if one.key == key), None)

"""A receipt as a PDF of one sheet, its number also as a QR code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno

from board.exports.typeset.printing import as_json, compiled, legible_in, stamped
from board.look.formats import written

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts
    from board.views.common.contents import Contents

OWN_PLACE = frozenset({"number", "center"})
"""What does not stand among the lines: the number is the heading, the center above."""


def receipt_pdf(
    said: Contents, words: Texts, now: datetime, *, is_synthetic: bool
) -> bytes:
    """The same bytes for the same receipt at the same moment."""
    number = str(said.figure("number").value)
    paper = {
        "title": said.title,
        "note": said.notices["note"].text,
        "number": number,
        "center": str(said.figure("center").value),
        "language": words.language,
        "lines": [
            {"name": one.name, "text": written(one, words, now)}
            for one in said.figures
            if one.key not in OWN_PLACE
        ],
        "squares": squares(number),
        "foot": words("label.synthetic") if is_synthetic else "",
    }
    return compiled(
        "receipt.typ",
        {"data": as_json(legible_in(paper))},
        format="pdf",
        timestamp=stamped(now),
    )


def squares(text: str) -> list[list[int]]:
    """The QR code of a text as rows of dark (1) and light squares, without a margin."""
    return [list(row) for row in segno.make_qr(text, error="m").matrix]

"""What a reader finds in a PDF."""

from __future__ import annotations

import re
from datetime import datetime

from pypdfium2 import PdfDocument

from board.exports.typeset.printing import pdf
from board.look.texts import texts
from board.views.common.contents import Column, Contents, Table
from board.views.map.outlines import outlines
from tests.board.exports.typeset.documents import document_with


def text_of(made: bytes) -> str:
    """All text of a PDF without its spaces: lines break where the sheet ends."""
    with PdfDocument(made) as document:
        return bare("".join(page.get_textpage().get_text_range() for page in document))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed(contents: Contents, now: datetime) -> str:
    """The text of a document that has this one part."""
    document = document_with(("part", contents), now=now)
    return text_of(pdf(document, outlines(), texts("zh")))


def table_of(*values: str, names: tuple[str, ...] = ("标题",)) -> Table:
    """A table with the same value in every column of a row."""
    columns = tuple(Column(key=name, name=name) for name in names)
    return Table("table", columns, tuple((one,) * len(names) for one in values))

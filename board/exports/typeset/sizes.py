"""On which sort of sheet a page is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.exports.typeset.paper import A4, A4_ACROSS, WIDE

if TYPE_CHECKING:
    from board.exports.document import Document
    from board.exports.typeset.paper import Size

SIZES = {"wall": WIDE}
"""Pages that hang are wide; the others are read at a desk."""
UPRIGHT_COLUMNS = 9


def size_of(document: Document) -> Size:
    """Across where a statistical table has too many columns for an upright sheet."""
    columns = (
        sum(bool(column.name) for column in one.columns)
        for section in document.sections
        for one in section.contents.tables
        if one.is_crossed
    )
    is_wide = max(columns, default=0) > UPRIGHT_COLUMNS
    return SIZES.get(document.page, A4_ACROSS if is_wide else A4)

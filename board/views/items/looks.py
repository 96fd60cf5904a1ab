"""Who opened an item, for the center that owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.reads.audit_rows import ItemLook
from board.views.audit import who
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more
from board.views.items.asking import LOOKS
from board.views.items.page import sheet_of

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.viewer.seat import Seat
    from board.views.items.page import Sheet


def tells_looks(sheet: Sheet, seat: Seat) -> bool:
    """Whether a seat is told who opened the item: of its owner, and of no agency."""
    return seat.center_code == sheet.item.owner_center and not seat.agency_code


def looks(picture: Picture) -> Contents:
    """Table `looks`: the newest openings; nothing where they were not asked for."""
    sheet, words = sheet_of(picture), picture.words
    is_told = sheet is not None and tells_looks(sheet, picture.seat)
    if not is_told or LOOKS not in picture.answered.tables:
        return Contents()
    found = picture.answered.rows(LOOKS, ItemLook)
    columns = (
        Column(key="at", form="moment", name=words("column.time")),
        *who.columns(words),
        Column(key="what", name=words("audit.what")),
        Column(key="reason", name=words("fact.reason")),
    )
    rows = (
        who.cells(one, words, picture.snapshot.geography)
        | {
            "at": epoch_ms(one.record_at),
            "what": who.what_of(one.what, words),
            "reason": one.reason,
        }
        for one in found
    )
    total = found[0].total if found else 0
    none = {} if found else {"none": Notice(text=words("audit.no_looks"))}
    listed = (table("looks", columns, rows),) if found else ()
    return Contents(
        title=words("audit.looks"),
        notices=more(total - len(found), words) | none,
        tables=listed,
    )

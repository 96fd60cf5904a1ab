"""Other items that an item was linked to or merged with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.item_rows import ItemLink
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.items.page import part_of_item

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.views.items.page import Sheet


def linked(picture: Picture) -> Contents:
    """One row per item, by its number alone: what it says is on its own page."""
    return part_of_item(_linked)(picture)


def _linked(sheet: Sheet) -> Contents:
    words = sheet.words
    found = sheet.answers.rows("item_links", ItemLink)
    title = words("label.item_linked")
    if not found:
        return Contents(title=title, note=words("item.no_links"))
    columns = (
        Column(key="key", form="code"),
        Column(key="case_number", form="code", name=words("field.case_number")),
        Column(key="kind", name=words("field.kind")),
        Column(key="relation", name=words("field.relation")),
        Column(key="linked_at", form="moment", name=words("field.linked_at")),
    )
    rows = (_row(one, sheet) for one in found)
    return Contents(title=title, tables=(table("links", columns, rows, of_items=True),))


def _row(one: ItemLink, sheet: Sheet) -> dict[str, Any]:
    way = "to" if one.is_from_here else "from"
    return {
        "key": f"{one.other_kind} {one.other_id}",
        "case_number": one.case_number,
        "kind": sheet.words.known("kind", one.other_kind),
        "relation": sheet.words.known("relation", f"{one.move}_{way}"),
        "linked_at": epoch_ms(one.record_at),
    }

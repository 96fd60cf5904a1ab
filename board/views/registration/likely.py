"""What may be the same matter, and what speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.reads.rows_registration import Likely

REASONS = ("is_same_party", "is_same_division", "is_same_category")


def likely(found: Iterable[Likely], geography: Geography, words: Texts) -> Contents:
    """One row per item, the likeliest first; its key stands in no column of its own."""
    columns = (
        Column(key="key", form="code"),
        Column(key="item", name=words("column.item")),
        Column(key="title", name=words("column.title")),
        Column(key="category", name=words("column.category")),
        Column(key="place", name=words("column.place")),
        Column(key="status", name=words("column.status")),
        Column(key="occurred_at", form="moment", name=words("column.occurred_at")),
        Column(key="likeness", form="share", name=words("column.likeness")),
        Column(key="reasons", name=words("column.speaks_for_it")),
    )
    rows = (_row(one, geography, words) for one in found)
    made = table("likely", columns, rows, of_items=True)
    return Contents(title=words("register.likely"), tables=(made,))


def _row(one: Likely, geography: Geography, words: Texts) -> dict[str, Any]:
    reasons = [words(f"likely.{name}") for name in REASONS if getattr(one, name)]
    return {
        "key": f"{one.kind} {one.item_id}",
        "item": one.case_number,
        "title": one.title,
        "category": words.category(one.kind, one.category),
        "place": geography.place(one.division_code),
        "status": words.known("status", one.status),
        "occurred_at": epoch_ms(one.occurred_at),
        "likeness": one.likeness,
        "reasons": words("likely.and").join(reasons),
    }

"""What else happened around an item."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look.codes import kinds
from board.look.formats import Value
from board.reads.near_rows import NearItem
from board.viewer.whose import sees_item
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.items.asking import NEAR, metres_in
from board.views.items.page import held_at, sheet_of, whose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.viewer.page import Picture

SHOWN = 10


def neighbours(picture: Picture) -> Contents:
    """Table `item_around`: items around that this seat may see, open ones first; how
    many there are of each stream.
    """
    item, words = sheet_of(picture), picture.words
    if item is None:
        return Contents()
    title = words("near.title", metres=metres_in(picture.choices))
    if not item.has_point:
        return Contents(title=title, note=words("near.no_point"))
    found = seen(picture)
    columns = (
        Column(key="key", form="code"),
        Column(key="item", name=words("column.item")),
        Column(key="kind", name=words("column.kind")),
        Column(key="category", name=words("column.category")),
        Column(key="status", name=words("column.status")),
        Column(key="metres", form="decimal", name=words("near.metres")),
        Column(key="received", form="moment", name=words("column.received_at")),
    )
    rows = [_row(one, picture) for one in found[:SHOWN]]
    made = table("item_around", columns, rows, of_items=True)
    return Contents(
        title=title,
        note=words("near.note"),
        notices=_sums(found, picture),
        tables=(made,) if rows else (),
    )


def seen(picture: Picture) -> Sequence[NearItem]:
    """Those around that the seat may see."""
    geography = picture.snapshot.geography
    return [
        one
        for one in picture.answered.rows(NEAR, NearItem)
        if sees_item(picture.seat, held_at(one.division_code, whose(one)), geography)
    ]


def _sums(found: Sequence[NearItem], picture: Picture) -> dict[str, Notice]:
    words = picture.words
    every = Counter(one.kind for one in found)
    still = Counter(one.kind for one in found if one.is_open)
    said = {
        kind: Notice(
            words.template("near.sum"),
            {
                "kind": Value(words.known("kind", kind)),
                "n": Value(every[kind], "count"),
                "open": Value(still[kind], "count"),
            },
        )
        for kind in kinds()
        if every[kind]
    }
    return said or {"none": Notice(words("near.none"))}


def _row(one: NearItem, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "key": f"{one.kind} {one.item_id}",
        "item": one.case_number or "",
        "kind": words.short_kind(one.kind),
        "category": words.category(one.kind, one.category),
        "status": words.known("status", one.status),
        "metres": float(round(one.metres)),
        "received": epoch_ms(one.received_at),
    }

"""疑似同一事项: what may be the same matter as an item, and what speaks for it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look import clock
from board.look.formats import Value, written
from board.reads.near_rows import SaidApart, SameItem
from board.viewer.whose import sees_item
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.items.asking import APART, SAME
from board.views.items.page import held_at, sheet_of, whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.reads.near_rows import SameListed
    from board.viewer.page import Picture
    from board.viewer.seat import Seat
    from board.views.items.page import Sheet

SHOWN = 5


def candidates(picture: Picture) -> list[SameItem]:
    """The likeliest that the seat may see; none of an item that it may not see."""
    if sheet_of(picture) is None:
        return []
    geography = picture.snapshot.geography
    found = [
        one
        for one in picture.answered.rows(SAME, SameItem)
        if sees_item(picture.seat, held_at(one.division_code, whose(one)), geography)
    ]
    return found[:SHOWN]


def same(picture: Picture) -> Contents:
    """Table `item_same`; no title and no table where nothing is likely."""
    words, found = picture.words, candidates(picture)
    if not found:
        return Contents()
    columns = (
        Column(key="key", form="code"),
        Column(key="item", name=words("column.item")),
        Column(key="category", name=words("column.category")),
        Column(key="place", name=words("column.place")),
        Column(key="status", name=words("column.status")),
        Column(key="received", form="moment", name=words("column.received_at")),
        Column(key="score", form="count", name=words("same.score")),
        Column(key="reasons", name=words("column.speaks_for_it")),
    )
    rows = [_row(one, picture) for one in found]
    made = table("item_same", columns, rows, of_items=True)
    return Contents(title=words("same.title"), note=words("same.note"), tables=(made,))


def marked(
    found: Iterable[SameListed], seat: Seat, geography: Geography
) -> dict[str, int]:
    """Of the items of a list, by stream and id, how many that the seat may see its page
    names as perhaps the same matter; nothing of those without any.
    """
    tally = Counter(
        f"{one.asked_kind} {one.asked_id}"
        for one in found
        if sees_item(seat, held_at(one.division_code, whose(one)), geography)
    )
    return {key: min(n, SHOWN) for key, n in tally.items()}


def said_apart(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Who said what it is not the same as, for the timeline; nothing where nothing was
    asked.
    """
    if APART in sheet.answers.tables:
        for one in sheet.answers.rows(APART, SaidApart):
            unit = sheet.unit(one.acting_center, one.agency)
            yield {
                "key": one.entry_id,
                "is_refused": 0,
                "order": (one.record_at, 4, one.epoch, one.offset_no),
                "at": epoch_ms(one.record_at),
                "what": sheet.words("same.timeline", number=one.case_number or ""),
                "who": f"{unit} · {one.actor}",
            }


def _row(one: SameItem, picture: Picture) -> dict[str, Any]:
    words, geography = picture.words, picture.snapshot.geography
    return {
        "key": f"{one.kind} {one.item_id}",
        "item": one.case_number or "",
        "category": words.category(one.kind, one.category),
        "place": geography.place(one.division_code),
        "status": words.known("status", one.status),
        "received": epoch_ms(one.received_at),
        "score": round(one.score),
        "reasons": reasons(one, words),
    }


def reasons(one: SameItem, words: Texts) -> str:
    """The parts of the score in words."""
    apart = written(Value(one.seconds_apart, "duration"), words, clock.now())
    where = (
        words("same.village")
        if one.metres is None
        else words("same.metres", metres=round(one.metres))
    )
    parts = (
        words("same.category" if one.is_same_category else "same.near_category"),
        where,
        words("same.apart", apart=apart),
        words("same.other_source") if one.is_other_source else "",
    )
    return words("same.joined").join(filter(None, parts))

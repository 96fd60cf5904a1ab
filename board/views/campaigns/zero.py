"""“零”事故: how many days ago something of a class happened last, and what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.clock import day_of
from board.look.codes import listed
from board.picture.filters import TITLES
from board.reads.campaign_rows import FirstReceived, LastOfClass
from board.viewer.rights import STAFF
from board.views.campaigns.asking import FIRST, LAST
from board.views.common.contents import Column, Contents, Figure, table
from board.views.common.figures import epoch_ms
from board.views.common.suppression import LEAST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Picture
    from board.views.common.contents import Table

PAGE = "zero_days"


def zero(picture: Picture) -> Contents:
    """A figure a class, in days; table `zero_days`: the last item of each that had one.
    A class that never had one counts from the first day that is known.
    """
    words = picture.words
    found = {one.zero_class: one for one in picture.answered.rows(LAST, LastOfClass)}
    figures = (_figure(one, found.get(one), picture) for one in listed("zero_class"))
    return Contents(
        title=words("zero.title"),
        note=words("zero.note"),
        figures=tuple(one for one in figures if one),
        tables=(_table(found, picture),),
    )


def _figure(code: str, last: LastOfClass | None, picture: Picture) -> Figure | None:
    """None of a store that is empty: of no days at all nothing can be said."""
    words = picture.words
    (first,) = picture.answered.rows(FIRST, FirstReceived)
    since = last.occurred_at if last else first.received_at
    if since is None:
        return None
    days, is_told = (day_of(picture.now) - day_of(since)).days, _is_told(picture)
    key = "zero.last" if last else "zero.never"
    return Figure(
        max(days, 0) if is_told or days >= LEAST else None,
        "count",
        key=code,
        name=words.known("zero_class", code),
        unit=words("unit.days"),
        note=words(key, day=day_of(since)) if is_told else "",
    )


def _is_told(picture: Picture) -> bool:
    """Whether the reader is told of single items, as of one that was yesterday."""
    return picture.seat.role in STAFF


def _table(found: Mapping[str, LastOfClass], picture: Picture) -> Table:
    words, has_titles = picture.words, bool(picture.choices.get(TITLES))
    columns = (
        *(Column(key=key, form="code") for key in ("zero_class", "kind", "id")),
        Column(key="name", name=words("zero.class")),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="category", name=words("column.category")),
        *((Column(key="title", name=words("column.title")),) if has_titles else ()),
        Column(key="place", name=words("column.division")),
        Column(key="occurred_at", form="moment", name=words("column.occurred_at")),
    )
    rows = [
        _row(one, found[one], picture) for one in listed("zero_class") if one in found
    ]
    return table(PAGE, columns, rows, of_items=True)


def _row(code: str, one: LastOfClass, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "zero_class": code,
        "kind": one.kind,
        "id": one.item_id,
        "name": words.known("zero_class", code),
        "case_number": one.case_number,
        "category": words.category(one.kind, one.category),
        "title": one.title or "",
        "place": picture.snapshot.geography.place(one.division_code),
        "occurred_at": epoch_ms(one.occurred_at),
    }

"""Openings that somebody should ask about: a sign, and no proof of anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.codes import audit_limit
from board.reads.audit_rows import Foreign, Unusual
from board.views.audit import who
from board.views.audit.asking import ALONE, FOREIGN, MANY
from board.views.common.contents import Column, Contents, Notice, Table, table
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from board.viewer.page import Picture


def unusual(picture: Picture) -> Contents:
    """Tables `many`, `alone` and `foreign`: seats with how many items."""
    words = picture.words
    tables = (
        _seats("many", MANY, picture, n=audit_limit("most_items_an_hour")),
        _seats(
            "alone",
            ALONE,
            picture,
            start=audit_limit("day_from_hour"),
            end=audit_limit("day_until_hour"),
        ),
        _foreign(picture),
    )
    is_quiet = not any(one.rows for one in tables)
    none = {"none": Notice(text=words("audit.nothing_unusual"))} if is_quiet else {}
    return Contents(
        title=words("audit.unusual"),
        note=words("audit.unusual_note"),
        notices=none,
        tables=tuple(one for one in tables if one.rows),
    )


def _seats(name: str, read: str, picture: Picture, **values: int) -> Table:
    words, geography = picture.words, picture.snapshot.geography
    columns = (
        *who.columns(words),
        Column(key="items", form="count", name=words("audit.items")),
        Column(key="at", form="moment", name=words(f"audit.{name}_at")),
    )
    rows: list[dict[str, Any]] = [
        who.cells(one, words, geography)
        | {"items": one.items, "at": epoch_ms(one.seen_at)}
        for one in picture.answered.rows(read, Unusual)
    ]
    return table(name, columns, rows, title=words(f"audit.{name}", **values))


def _foreign(picture: Picture) -> Table:
    words, geography = picture.words, picture.snapshot.geography
    columns = (
        *who.columns(words),
        Column(key="items", form="count", name=words("audit.items")),
        Column(key="above", form="count", name=words("audit.above"), part_of="items"),
        Column(key="at", form="moment", name=words("audit.last")),
    )
    rows = [
        who.cells(one, words, geography)
        | {"items": one.items, "above": one.above, "at": epoch_ms(one.seen_at)}
        for one in picture.answered.rows(FOREIGN, Foreign)
    ]
    return table("foreign", columns, rows, title=words("audit.foreign"))

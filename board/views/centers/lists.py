"""Single items of a center: what waits for it, what it moved last. Only those whose
page would show them to the same seat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from board.picture.filters import TITLES
from board.reads.center_rows import CenterMove, CenterWaiting
from board.viewer.whose import sees_item
from board.views.centers.asking import MOVES, WAITING
from board.views.common.contents import Column, Contents, Figure, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.items.page import held_at, whose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.viewer.page import Picture
    from board.views.common.contents import Table

Row: TypeAlias = "CenterMove | CenterWaiting"
CODES = ("kind", "id", "level", "grade")
PAGE = "page"


def waiting(picture: Picture) -> Contents:
    """Table `page`: hand-overs and joint tasks that wait for the center."""
    words = picture.words
    found = picture.answered.rows(WAITING, CenterWaiting)
    seen = [one for one in found if _is_seen(one, picture)]
    columns = (
        ("reason", "column.todo"),
        ("until", "column.until"),
        *ITEM,
        ("status", "column.status"),
    )
    rows = [_item(one, picture) | _waits(one, picture) for one in seen]
    total = found[0].total if found else 0
    return _listed(
        picture,
        title=words("center.waiting"),
        note=words("center.waiting_note"),
        shown=_table(picture, columns, rows),
        of=total,
    )


def moves(picture: Picture) -> Contents:
    """Table `page`: the newest accepted moves of the center, the newest first."""
    words = picture.words
    found = picture.answered.rows(MOVES, CenterMove)
    seen = [one for one in found if _is_seen(one, picture)]
    columns = (
        ("at", "column.time"),
        ("move", "center.move"),
        ("who", "center.who"),
        *ITEM,
    )
    rows = [_item(one, picture) | _moved(one, picture) for one in seen]
    return _listed(
        picture,
        title=words("center.last_moves"),
        note=words("center.last_moves_note"),
        shown=_table(picture, columns, rows),
        of=len(found),
    )


ITEM = (
    ("kind_name", "column.kind"),
    ("category", "column.category"),
    ("title", "column.title"),
    ("place", "column.division"),
)
MOMENTS = frozenset({"at", "until"})


def _listed(
    picture: Picture, *, title: str, note: str, shown: Table, of: int
) -> Contents:
    words = picture.words
    return Contents(
        title=title,
        note=note,
        notices=n_of_m(len(shown.rows), of, words),
        figures=(Figure(1, "count", key="here"), Figure(1, "count", key="last")),
        tables=(shown,),
    )


def _table(
    picture: Picture,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[dict[str, Any]],
) -> Table:
    words, has_titles = picture.words, bool(picture.choices.get(TITLES))
    named = (
        Column(key=key, form="moment" if key in MOMENTS else "text", name=words(text))
        for key, text in columns
        if key != "title" or has_titles
    )
    head = (
        *(Column(key=key, form="code") for key in CODES),
        Column(key="is_counted", form="flag"),
        Column(key="case_number", name=words("column.case_number")),
    )
    return table(PAGE, (*head, *named), rows, of_items=True)


def _is_seen(one: Row, picture: Picture) -> bool:
    held = held_at(one.division_code, whose(one))
    return sees_item(picture.seat, held, picture.snapshot.geography)


def _item(one: Row, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "kind": one.kind,
        "id": one.item_id,
        "level": "",
        "grade": one.severity or "",
        "is_counted": 1,
        "case_number": one.case_number,
        "kind_name": words.short_kind(one.kind),
        "category": words.category(one.kind, one.category or ""),
        "title": one.title or "",
        "place": picture.snapshot.geography.place(one.division_code),
    }


def _waits(one: CenterWaiting, picture: Picture) -> dict[str, Any]:
    words = picture.words
    is_late = one.due_at is not None and one.due_at < picture.now
    return {
        "reason": words.known("todo", one.reason),
        "until": epoch_ms(one.due_at),
        "level": "overdue" if is_late else "",
        "status": words.known("status", one.status),
    }


def _moved(one: CenterMove, picture: Picture) -> dict[str, Any]:
    words = picture.words
    role = words.known("role", one.acting_role)
    agency = words.known("agency", one.acting_agency) if one.acting_agency else ""
    return {
        "at": epoch_ms(one.record_at),
        "move": words.known("move", one.move),
        "who": " · ".join(filter(None, (role, agency))),
    }

"""What a center is asked now: what waits for it, what it owns, what is supervised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from board.look.codes import FINISHED, OPEN
from board.picture.periods import LAST_DAYS
from board.reads.center_rows import CenterDesk, CenterOwned, CenterSupervised
from board.reads.todo_rows import TodoCount
from board.views.centers.asking import (
    DESKS,
    OWNED,
    REASONS,
    SUPERVISED,
    all_of,
    center_of,
    listed_in,
    without_list,
)
from board.views.common.contents import Column, Contents, table
from board.views.handling.seats import seat_of
from board.views.handling.todo import REASONS as OF_ITEMS
from board.views.handling.todo import TO_ANSWER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.viewer.page import Picture
    from board.views.common.contents import Table

MARKS = {
    "open_items": "",
    "due_soon": "due_soon",
    "overdue": "overdue",
    "unsigned": "unsigned",
    "supervised": "supervised",
}
"""Counts of what a center owns, and the mark by which the list has the same."""
ORDER = ("dispute_mediation", "mass_work", "public_legal_service", "dispatch")
DESK_COUNTS = {
    "open_cases": {"state": OPEN},
    "overdue": {"state": OPEN, "marks": "overdue"},
    "closed": {"state": FINISHED, "period": LAST_DAYS},
}
"""Counts of a desk, and the filters by which the list has the same."""


def reasons(picture: Picture) -> Contents:
    """Table `reasons`: how much waits for which reason, and how much of it is late."""
    words, seat = picture.words, seat_of(picture)
    found = {one.reason: one for one in picture.answered.rows(REASONS, TodoCount)}
    is_own = seat.center_code == center_of(picture)
    rows = [
        {
            "reason": key,
            "is_late": int(found[key].late > 0),
            "name": words(f"todo.{key}"),
            "count": found[key].things,
            "late": found[key].late,
            "to_count": urlencode({"reason": key})
            if is_own and key in OF_ITEMS
            else "",
        }
        for key in (*OF_ITEMS, TO_ANSWER)
        if key in found
    ]
    columns = (
        *(Column(key=key, form="code") for key in ("reason", "to_count")),
        Column(key="is_late", form="flag"),
        Column(key="name", name=words("column.todo")),
        _count("count", words("column.count")),
        _count("late", words("column.late")),
    )
    return Contents(
        title=words("center.asked"),
        note=words("center.asked_note" if rows else "center.nothing_waits"),
        tables=(table("reasons", columns, rows),) if rows else (),
    )


def owned(picture: Picture) -> Contents:
    """Tables `owned`, what is open by kind and mark, and `watched`, what is supervised
    in its range; `to_…` are the filters that list the same.
    """
    words = picture.words
    return Contents(
        title=words("center.owned"),
        note=words("center.owned_note"),
        notices=without_list(picture),
        tables=(_owned(picture), _watched(picture)),
    )


def desks(picture: Picture) -> Contents:
    """Table `desks`: cases in the center's range by the desk whose matter they are;
    `to_…` are the filters that list the same; where there is none, a notice says why.
    """
    words = picture.words
    found = {one.desk: one for one in picture.answered.rows(DESKS, CenterDesk)}
    rows = [_desk(code, found.get(code), picture) for code in (*ORDER, *_other(found))]
    columns = (
        *(Column(key=key, form="code") for key in ("desk", *map(_to, DESK_COUNTS))),
        Column(key="is_late", form="flag"),
        Column(key="name", name=words("center.desk")),
        *(_count(key, words(f"center.{key}")) for key in DESK_COUNTS),
    )
    return Contents(
        title=words("center.desks"),
        note=words("center.desks_note"),
        notices=without_list(picture),
        tables=(table("desks", columns, rows),),
    )


def _other(found: Iterable[str]) -> list[str]:
    """Desks that a city added to the list."""
    return sorted(one for one in found if one not in ORDER)


def _desk(code: str, one: CenterDesk | None, picture: Picture) -> dict[str, Any]:
    where = all_of(picture)
    counts = {key: getattr(one, key) if one else 0 for key in DESK_COUNTS}
    links = {
        _to(key): _query(**where, desk=code, **said) if where and counts[key] else ""
        for key, said in DESK_COUNTS.items()
    }
    named = {"desk": code, "name": picture.words.known("desk", code)}
    return named | counts | links | {"is_late": int(counts["overdue"] > 0)}


def _count(key: str, name: str) -> Column:
    return Column(key=key, form="count", name=name)


def _owned(picture: Picture) -> Table:
    words = picture.words
    found = picture.answered.rows(OWNED, CenterOwned)
    whole = {key: sum(getattr(one, key) for one in found) for key in (*MARKS, "beyond")}
    rows = [_owned_row("", whole, picture)]
    rows += [
        _owned_row(one.kind, {key: getattr(one, key) for key in whole}, picture)
        for one in found
    ]
    columns = (
        *(Column(key=key, form="code") for key in ("kind", *map(_to, MARKS))),
        Column(key="is_late", form="flag"),
        Column(key="name", name=words("column.kind")),
        *(_count(key, words(f"center.{key}")) for key in (*MARKS, "beyond")),
    )
    return table("owned", columns, rows)


def _owned_row(kind: str, counts: dict[str, int], picture: Picture) -> dict[str, Any]:
    words, owner = picture.words, center_of(picture)
    said = {"scope": listed_in(picture), "owner": owner, "state": "open", "kind": kind}
    links = {_to(key): _query(**said, marks=mark) for key, mark in MARKS.items()}
    every = words("center.every_kind")
    return {
        "kind": kind,
        "name": words.known("kind", kind) if kind else every,
        "is_late": int(counts["overdue"] > 0),
        **counts,
        **{key: link if counts[_of(key)] else "" for key, link in links.items()},
    }


def _watched(picture: Picture) -> Table:
    words = picture.words
    (found,) = picture.answered.rows(SUPERVISED, CenterSupervised)
    where = all_of(picture)
    is_listed = bool(where and found.items)
    row = {
        "name": words("center.watched_in_range"),
        "items": found.items,
        "unanswered": found.unanswered,
        "to_items": _query(**where, marks="supervised") if is_listed else "",
    }
    columns = (
        Column(key="to_items", form="code"),
        Column(key="name", name=words("center.watched")),
        _count("items", words("column.count")),
        _count("unanswered", words("center.unanswered")),
    )
    return table("watched", columns, [row])


def _to(key: str) -> str:
    return f"to_{key}"


def _of(key: str) -> str:
    return key.removeprefix("to_")


def _query(**said: object) -> str:
    return urlencode({name: value for name, value in said.items() if value})

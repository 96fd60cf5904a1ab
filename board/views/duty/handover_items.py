"""What the next shift must know of: what a draft proposes, what a sheet handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.picture.filters import TITLES
from board.reads.handover_rows import HandedItem, Proposed
from board.views.common.contents import Column, Contents, Figure, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.duty.handover import ITEMS, PROPOSED, THEN, drawn_of
from board.views.handling.supervision import center_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from board.look.formats import Form
    from board.viewer.page import Picture

CODES = ("kind", "id", "level", "grade")
ITEM: tuple[tuple[str, str, Form], ...] = (
    ("kind_name", "column.kind", "text"),
    ("severity", "column.severity", "text"),
    ("category", "column.category", "text"),
    ("title", "column.title", "text"),
    ("place", "column.division", "text"),
    ("owner", "column.owner", "text"),
    ("due_at", "column.until", "moment"),
)
WRITTEN = frozenset({"title", "note"})
"""What people wrote, for who reads titles."""
Told = tuple[tuple[str, str, "Form"], ...]


def items(picture: Picture) -> Contents:
    """Table `page`: of a draft what it proposes, of a sheet what it handed over, with
    how that was and how it is.
    """
    return _handed(picture) if drawn_of(picture) else _pressing("proposed", picture)


def since(picture: Picture) -> Contents:
    """Table `page`: what came since a sheet was drawn up, until somebody signed it."""
    one = drawn_of(picture)
    if one is None or one.taken_by is not None:
        return Contents()
    return _pressing("since", picture)


def _pressing(name: str, picture: Picture) -> Contents:
    """What presses, as the page is about."""
    columns: Told = (
        ("reasons", "handover.reasons", "text"),
        *ITEM,
        ("status", "column.status", "text"),
    )
    return _listed(
        picture,
        title=picture.words(f"handover.{name}"),
        note=picture.words(f"handover.{name}_note"),
        columns=columns,
        rows=_proposed(picture),
        total=total_of(picture),
    )


def proposed_of(picture: Picture) -> tuple[Proposed, ...]:
    """What presses most first; nothing where nothing was asked."""
    if PROPOSED not in picture.answered.tables:
        return ()
    return picture.answered.rows(PROPOSED, Proposed)


def total_of(picture: Picture) -> int:
    found = proposed_of(picture)
    return found[0].total if found else 0


def reasons_in(codes: Iterable[str], picture: Picture) -> str:
    """The reasons in words."""
    words = picture.words
    return words.listed(words(f"handover_reason.{one}") for one in codes)


def changed_of(picture: Picture) -> tuple[HandedItem, ...] | None:
    """What a sheet handed over that has another status by now; None where it is not
    known how it was.
    """
    then = _then(picture)
    if not then:
        return None
    found = picture.answered.rows(ITEMS, HandedItem)
    known = [one for one in found if one.is_seen and one.place in then]
    return tuple(one for one in known if one.status != then[one.place].status)


def _handed(picture: Picture) -> Contents:
    found = picture.answered.rows(ITEMS, HandedItem)
    then = _then(picture)
    columns: Told = (
        ("reasons", "handover.reasons", "text"),
        ("note", "handover.note", "text"),
        *ITEM[1:],
        ("status_then", "handover.status_then", "text"),
        ("status", "handover.status_now", "text"),
    )
    return _listed(
        picture,
        title=picture.words("handover.handed"),
        note=picture.words("handover.handed_note"),
        columns=columns,
        rows=[_handed_row(one, then.get(one.place), picture) for one in found],
        total=len(found),
    )


def _then(picture: Picture) -> dict[int, HandedItem]:
    """The same items as they were, by their place; none where that is not known."""
    if THEN not in picture.answered.tables:
        return {}
    return {one.place: one for one in picture.answered.rows(THEN, HandedItem)}


def _handed_row(
    one: HandedItem, then: HandedItem | None, picture: Picture
) -> dict[str, Any]:
    status_then = _status(then, picture) if then else ""
    reasons = then.reasons if then else one.reasons
    return {
        **(_item(one, picture) if one.is_seen else _unseen(one, picture)),
        "reasons": reasons_in(reasons, picture) if one.is_seen else "",
        "note": one.note or "",
        "status_then": status_then if one.is_seen else "",
        "status": _status(one, picture) if one.is_seen else "",
        "level": "overdue" if "overdue" in one.reasons and one.is_seen else "",
        "is_counted": int(not one.is_finished),
    }


def _unseen(one: HandedItem, picture: Picture) -> dict[str, Any]:
    """What is no business of the center any more is named and nothing else."""
    said = {key: "" for key, _, form in ITEM if form == "text"}
    named = {"kind": one.kind, "id": one.item_id, "grade": "", "due_at": None}
    return {
        **said,
        **named,
        "case_number": picture.words("handover.unseen"),
        "kind_name": picture.words.short_kind(one.kind),
    }


def _proposed(picture: Picture) -> list[dict[str, Any]]:
    return [
        {
            **_item(one, picture),
            "reasons": reasons_in(one.reasons, picture),
            "status": _status(one, picture),
            "level": "overdue" if "overdue" in one.reasons else "",
            "is_counted": 1,
        }
        for one in proposed_of(picture)
    ]


def _item(one: Proposed | HandedItem, picture: Picture) -> dict[str, Any]:
    words, geography = picture.words, picture.snapshot.geography
    return {
        "kind": one.kind,
        "id": one.item_id,
        "grade": one.severity or "",
        "case_number": one.case_number or "",
        "kind_name": words.short_kind(one.kind),
        "severity": words.known("severity_short", one.severity or ""),
        "category": words.category(one.kind, one.category or ""),
        "title": one.title or "",
        "place": geography.place(one.division_code) if one.division_code else "",
        "owner": center_name(one.owner_center or 0, picture),
        "due_at": epoch_ms(one.due_at),
    }


def _status(one: Proposed | HandedItem, picture: Picture) -> str:
    return picture.words.known("status", one.status or "")


def _listed(
    picture: Picture,
    *,
    title: str,
    note: str,
    columns: Told,
    rows: Sequence[dict[str, Any]],
    total: int,
) -> Contents:
    words, has_titles = picture.words, bool(picture.choices.get(TITLES))
    made = (
        *(Column(key=key, form="code") for key in CODES),
        Column(key="is_counted", form="flag"),
        Column(key="case_number", name=words("column.case_number")),
        *(
            Column(key=key, form=form, name=words(text))
            for key, text, form in columns
            if has_titles or key not in WRITTEN
        ),
    )
    return Contents(
        title=title,
        note=note,
        notices=n_of_m(len(rows), total, words),
        figures=(Figure(1, "count", key="here"), Figure(1, "count", key="last")),
        tables=(table("page", made, rows, of_items=True),),
    )

"""What stands out: what is late for longest, what is supervised, the largest groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.picture.filters import TITLES
from board.reads.brief_rows import Outstanding
from board.reads.supervision_rows import SupervisedItem
from board.views.briefs.asking import GROUPS, OVERDUE, SUPERVISED, issue_on
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.handling.supervised import LEVELS, reply_text
from board.views.handling.supervision import center_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from board.look.formats import Form
    from board.viewer.page import Picture

CODES = ("kind", "id", "level", "grade")
Told = tuple[tuple[str, str, "Form"], ...]
COMMON: Told = (
    ("severity", "column.severity", "text"),
    ("category", "column.category", "text"),
    ("title", "column.title", "text"),
    ("place", "column.division", "text"),
    ("owner", "column.owner", "text"),
)


def overdue(picture: Picture) -> Contents:
    """Table `page`: the cases that are past their deadline for longest."""
    own: Told = (
        ("due_at", "column.close_due_at", "moment"),
        ("late", "brief.late", "duration"),
        ("status", "column.status", "text"),
    )
    return _listed("overdue", _outstanding(OVERDUE, picture), own, _late, picture)


def supervised(picture: Picture) -> Contents:
    """Table `page`: what is under supervision, the reply that presses most first."""
    own: Told = (
        ("supervision", "field.supervision", "text"),
        ("reply", "supervised.reply", "text"),
        ("due_at", "field.supervision_reply_by", "moment"),
    )
    found = picture.answered.rows(SUPERVISED, SupervisedItem)
    return _listed("supervised", found, own, _under, picture)


def groups(picture: Picture) -> Contents:
    """Table `page`: cases of groups of people that came in the period."""
    own: Told = (
        ("scale", "brief.scale", "text"),
        ("received_at", "column.received_at", "moment"),
        ("status", "column.status", "text"),
    )
    return _listed("groups", _outstanding(GROUPS, picture), own, _large, picture)


def _outstanding(name: str, picture: Picture) -> tuple[Outstanding, ...]:
    return picture.answered.rows(name, Outstanding)


def _listed(
    name: str,
    found: Sequence[Any],
    own: Told,
    tell: Callable[[Any, Picture], dict[str, Any]],
    picture: Picture,
) -> Contents:
    words = picture.words
    rows = (_common(one, picture) | tell(one, picture) for one in found)
    total = found[0].total if found else 0
    days = words(f"brief.span.{issue_on(picture).sort}")
    return Contents(
        title=words(f"brief.{name}"),
        note=words(f"brief.{name}_note", days=days),
        notices=n_of_m(len(found), total, words) if found else {},
        tables=(table("page", _columns(own, picture), rows, of_items=True),),
    )


def _columns(own: Told, picture: Picture) -> tuple[Column, ...]:
    """What people wrote, for who reads titles."""
    words, may_read = picture.words, bool(picture.choices.get(TITLES))
    return (
        *(Column(key=key, form="code") for key in CODES),
        Column(key="is_counted", form="flag"),
        Column(key="case_number", name=words("column.case_number")),
        *(
            Column(key=key, form=form, name=words(text))
            for key, text, form in (*COMMON, *own)
            if key != "title" or may_read
        ),
    )


def _common(one: Outstanding | SupervisedItem, picture: Picture) -> dict[str, Any]:
    words, geography = picture.words, picture.snapshot.geography
    lead = words.known("agency", one.lead_agency) if one.lead_agency else ""
    owner = center_name(one.owner_center or 0, picture)
    return {
        "kind": one.kind,
        "id": one.item_id,
        "level": "",
        "grade": one.severity,
        "is_counted": 1,
        "case_number": one.case_number or "",
        "severity": words.known("severity_short", one.severity),
        "category": words.category(one.kind, one.category),
        "title": one.title or "",
        "place": geography.place(one.division_code),
        "owner": " · ".join(filter(None, (owner, lead))),
        "status": words.known("status", one.status),
    }


def _late(one: Outstanding, picture: Picture) -> dict[str, Any]:
    late = (picture.now - one.due_at).total_seconds() if one.due_at else None
    return {"due_at": epoch_ms(one.due_at), "late": late}


def _under(one: SupervisedItem, picture: Picture) -> dict[str, Any]:
    words, by = picture.words, one.supervision_reply_by
    return {
        "level": LEVELS.get(one.reply_state, ""),
        "supervision": words.known("supervision", one.supervision),
        "reply": reply_text(one, words),
        "due_at": epoch_ms(by),
    }


def _large(one: Outstanding, picture: Picture) -> dict[str, Any]:
    return {
        "scale": picture.words.known("scale", one.scale or ""),
        "received_at": epoch_ms(one.received_at),
    }

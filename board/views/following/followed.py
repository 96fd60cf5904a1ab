"""我关注的: what came since one last opened it, and what limits it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.picture.filters import TITLES
from board.reads.following_rows import FollowedItem
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more
from board.views.following.asking import FOLLOWED, is_seen
from board.views.handling.supervision import center_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.formats import Form
    from board.viewer.page import Picture

SOON = 0
"""The level of what is not late yet."""
CODES = ("key", "kind", "id", "grade", "level", "other_kind", "other_id")
SAID: tuple[tuple[str, str, Form], ...] = (
    ("case_number", "column.case_number", "text"),
    ("what", "column.category", "text"),
    ("title", "column.title", "text"),
    ("last", "follow.last", "text"),
    ("who", "follow.who", "text"),
    ("at", "follow.at", "moment"),
    ("status", "column.status", "text"),
    ("due_at", "column.until", "moment"),
    ("other_number", "follow.merged_into", "text"),
)
HIDDEN: Mapping[str, Any] = {
    **dict.fromkeys(("title", "last", "who", "status", "other_number"), ""),
    **dict.fromkeys(("grade", "level", "other_kind", "other_id"), ""),
    **dict.fromkeys(("at", "due_at")),
    "is_new": 0,
    "is_over": 1,
    "is_seen": 0,
}
"""What is said of an item that one may no longer see: that, and no more."""


def followed(picture: Picture) -> Contents:
    """Table `followed`: what moved last comes first."""
    words = picture.words
    found = picture.answered.rows(FOLLOWED, FollowedItem)
    none = {"none": Notice(text=words("follow.none"))} if not found else {}
    columns = (
        *(Column(key=key, form="code") for key in CODES),
        *(Column(key=key, form="flag") for key in ("is_new", "is_over", "is_seen")),
        *(Column(key=key, form=form, name=words(name)) for key, name, form in SAID),
    )
    whose = "person" if picture.seat.person else "seat"
    return Contents(
        title=words("follow.mine"),
        note=words(f"follow.mine_note.{whose}"),
        notices=none | more(found[0].total - len(found) if found else 0, words),
        tables=(
            table(
                "followed",
                columns,
                (_row(one, picture) for one in found),
                of_items=True,
            ),
        ),
    )


def is_new(one: FollowedItem, picture: Picture) -> bool:
    """Whether others moved it, or its source told more, since it was last opened."""
    since = max(one.opened_at or one.followed_at, one.followed_at)
    is_told = one.told_at is not None and one.told_at > since
    is_moved = one.moved_at is not None and one.moved_at > since
    return is_told or (is_moved and not _is_own(one, picture))


def _is_own(one: FollowedItem, picture: Picture) -> bool:
    seat = picture.seat
    at = (one.moved_center, one.moved_agency or "", one.moved_role)
    is_here = at == (seat.center_code, seat.agency_code, seat.role)
    return one.moved_by == seat.person if seat.person else is_here


def _row(one: FollowedItem, picture: Picture) -> dict[str, Any]:
    words = picture.words
    named = {
        "key": f"{one.kind} {one.item_id}",
        "kind": one.kind,
        "id": one.item_id,
        "case_number": one.case_number,
    }
    if not is_seen(one, picture):
        return {**HIDDEN, **named, "what": words("follow.unseen")}
    return {
        **named,
        "grade": one.severity,
        "level": _level(one, picture),
        "other_kind": one.merged_kind or "",
        "other_id": one.merged_id or "",
        "is_new": int(is_new(one, picture)),
        "is_over": int(not one.is_open),
        "is_seen": 1,
        "what": _what(one, picture),
        "title": (one.title or "") if picture.choices.get(TITLES) else "",
        **_last(one, picture),
        "status": words.known("status", one.status or ""),
        "due_at": epoch_ms(one.due_at),
        "other_number": one.merged_number or "",
    }


def _level(one: FollowedItem, picture: Picture) -> str:
    if one.due_at is None:
        return ""
    if one.due_at < picture.now:
        return "overdue"
    return "due_soon" if one.late_level == SOON else ""


def _what(one: FollowedItem, picture: Picture) -> str:
    words, geography = picture.words, picture.snapshot.geography
    category = words.category(one.kind, one.category or "")
    return " · ".join((category, geography.place(one.division_code or 0)))


def _last(one: FollowedItem, picture: Picture) -> dict[str, Any]:
    """What came last, by whom and when: a move, or a newer version of its source."""
    words = picture.words
    if one.told_at and (one.moved_at is None or one.told_at > one.moved_at):
        told = words("item.version", n=one.version)
        return {"last": told, "who": "", "at": epoch_ms(one.told_at)}
    if one.last_move is None:
        return {"last": words("follow.unchanged"), "who": "", "at": None}
    unit = center_name(one.moved_center or 0, picture)
    agency = words.known("agency", one.moved_agency) if one.moved_agency else ""
    role = words.known("role", one.moved_role or "")
    return {
        "last": words.known("move", one.last_move),
        "who": " · ".join(filter(None, (unit, agency, role))),
        "at": epoch_ms(one.moved_at),
    }

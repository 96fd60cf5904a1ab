"""Reminders of somebody's own, and when the next one can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.reads.following_rows import OwnReminder
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more
from board.views.following.asking import REMINDERS, is_seen

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.views.common.contents import Table

CODES = ("key", "kind", "id", "grade")


def reminders(picture: Picture) -> Contents:
    """Table `reminders`: the first due first, with what an item is where it is seen."""
    words = picture.words
    found = picture.answered.rows(REMINDERS, OwnReminder)
    due = sum(one.due_at <= picture.now for one in found)
    none = {"none": Notice(text=words("follow.no_reminders"))} if not found else {}
    told = Notice(
        text=words.template("follow.due_now"), values={"n": Value(due, "count")}
    )
    return Contents(
        title=words("follow.reminders"),
        note=words("follow.reminders_note"),
        notices=none
        | ({"due": told} if due else {})
        | more(found[0].total - len(found) if found else 0, words),
        tables=(of(picture),),
    )


def of(picture: Picture) -> Table:
    """The reminders of an answered picture."""
    words = picture.words
    columns = (
        *(Column(key=key, form="code") for key in CODES),
        Column(key="is_seen", form="flag"),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="what", name=words("column.category")),
        Column(key="due_at", form="moment", name=words("follow.due_at")),
        Column(key="note", name=words("follow.note_of")),
    )
    found = picture.answered.rows(REMINDERS, OwnReminder)
    rows = (_row(one, picture) for one in found)
    return table("reminders", columns, rows, of_items=True)


def _row(one: OwnReminder, picture: Picture) -> dict[str, Any]:
    is_here = is_seen(one, picture)
    return {
        "key": one.reminder,
        "kind": one.kind,
        "id": one.item_id,
        "grade": one.severity if is_here else "",
        "is_seen": int(is_here),
        "case_number": one.case_number,
        "what": _what(one, picture) if is_here else picture.words("follow.unseen"),
        "due_at": epoch_ms(one.due_at),
        "note": one.note or "",
    }


def _what(one: OwnReminder, picture: Picture) -> str:
    """What an item is, where it lies and how far it is."""
    words, geography = picture.words, picture.snapshot.geography
    return " · ".join(
        (
            words.category(one.kind, one.category or ""),
            geography.place(one.division_code or 0),
            words.known("status", one.status or ""),
        )
    )

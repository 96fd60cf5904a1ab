"""Reminders of a center's seats that come due in the next shift, on its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.picture.filters import TITLES
from board.reads.following_rows import HandedReminder
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.duty.handover import REMINDERS, REMINDERS_THEN, drawn_of, is_told

if TYPE_CHECKING:
    from board.viewer.page import Picture

PART = "handover_reminders"
CODES = ("kind", "id", "level", "grade")


def handed_reminders(picture: Picture) -> Contents:
    """Table `page`: the first due first; of a sheet as it was when it was drawn up,
    nothing where that is not known.
    """
    name = REMINDERS_THEN if drawn_of(picture) else REMINDERS
    answers, words = picture.answered, picture.words
    if name not in answers.tables or not is_told(picture):
        return Contents()
    found = answers.rows(name, HandedReminder)
    notes = (Column(key="note", name=words("follow.note_of")),)
    columns = (
        *(Column(key=key, form="code") for key in CODES),
        Column(key="is_counted", form="flag"),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="due_at", form="moment", name=words("follow.due_at")),
        Column(key="kind_name", name=words("column.kind")),
        Column(key="whose", name=words("follow.whose")),
        *(notes if picture.choices.get(TITLES) else ()),
    )
    none = {"none": Notice(text=words("follow.none_handed"))}
    total = found[0].total if found else 0
    return Contents(
        title=words("follow.handed"),
        note=words("follow.handed_note"),
        notices=n_of_m(len(found), total, words) if found else none,
        figures=(Figure(1, "count", key="here"), Figure(1, "count", key="last")),
        tables=(
            table(
                "page",
                columns,
                (_row(one, picture) for one in found),
                of_items=True,
            ),
        ),
    )


def _row(one: HandedReminder, picture: Picture) -> dict[str, Any]:
    drawn = drawn_of(picture)
    now = drawn.as_of if drawn and drawn.as_of else picture.now
    return {
        "kind": one.kind,
        "id": one.item_id,
        "level": "overdue" if one.due_at <= now else "",
        "grade": "",
        "is_counted": 1,
        "case_number": one.case_number,
        "due_at": epoch_ms(one.due_at),
        "kind_name": picture.words.short_kind(one.kind),
        "whose": picture.words.known("role", one.acting_role),
        "note": one.note or "",
    }

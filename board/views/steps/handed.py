"""Checklists that a shift leaves unfinished, on its hand-over sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.step_rows import ItemSteps
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.duty.handover import STEPS, STEPS_THEN, drawn_of, is_told
from board.views.handling.supervision import center_name
from board.views.steps.wording import progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.look.formats import Form
    from board.viewer.page import Picture

PART = "handover_steps"
CODES = ("kind", "id", "level", "grade")
SHOWN: tuple[tuple[str, str, Form], ...] = (
    ("case_number", "column.case_number", "text"),
    ("steps", "column.steps", "text"),
    ("late", "steps.late", "count"),
    ("due_at", "column.until", "moment"),
    ("kind_name", "column.kind", "text"),
    ("severity", "column.severity", "text"),
    ("category", "column.category", "text"),
    ("place", "column.division", "text"),
    ("owner", "column.owner", "text"),
)


def handed_steps(picture: Picture) -> Contents:
    """Table `page`: what is due first comes first; of a sheet as it was when it was
    drawn up, nothing where that is not known.
    """
    found = found_of(picture)
    if found is None or not is_told(picture):
        return Contents()
    words = picture.words
    columns = (
        *(Column(key=key, form="code") for key in CODES),
        Column(key="is_counted", form="flag"),
        *(Column(key=key, form=form, name=words(name)) for key, name, form in SHOWN),
    )
    total = found[0].total if found else 0
    rows = [_row(one, picture) for one in found]
    none = {"none": Notice(text=words("steps.none_handed"))}
    return Contents(
        title=words("steps.handed"),
        note=words("steps.handed_note"),
        notices=n_of_m(len(found), total, words) if found else none,
        figures=(Figure(1, "count", key="here"), Figure(1, "count", key="last")),
        tables=(table("page", columns, rows, of_items=True),),
    )


def found_of(picture: Picture) -> Sequence[ItemSteps] | None:
    """The items with unfinished lists; None where it is not known how they were."""
    name = STEPS_THEN if drawn_of(picture) else STEPS
    answers = picture.answered
    return answers.rows(name, ItemSteps) if name in answers.tables else None


def _row(one: ItemSteps, picture: Picture) -> dict[str, Any]:
    words = picture.words
    upcoming = (one.checklist, one.next_step)
    return {
        "kind": one.kind,
        "id": one.item_id,
        "level": "overdue" if one.late else "",
        "grade": one.severity,
        "is_counted": 1,
        "case_number": one.case_number,
        "steps": progress(one.steps_done, one.steps, upcoming, words),
        "late": one.late,
        "due_at": epoch_ms(one.due_at),
        "kind_name": words.short_kind(one.kind),
        "severity": words.known("severity_short", one.severity),
        "category": words.category(one.kind, one.category),
        "place": picture.snapshot.geography.place(one.division_code),
        "owner": center_name(one.owner_center, picture),
    }

"""The checklist of an item: each step, until when, who did it, after how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.reads.step_rows import ListedStep, StepSaid
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.items.page import said_only, sheet_of
from board.views.steps.said import by_of
from board.views.steps.wording import step_of, text_of, who_of
from sql.reference.checklists import edition

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from board.look.formats import Form
    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.views.items.page import Sheet

PART, LISTED, SAID = "checklist", "item_checklist", "item_steps"
SOON_SHARE = 0.25
GRADES: Mapping[str, str] = {"late": "01", "missed": "01", "done_late": "02"}
"""The severity as which a state is marked: colour, shape and name."""
SOON_GRADE = "03"
SHOWN: tuple[tuple[str, Form], ...] = (
    ("number", "rank"),
    ("text", "text"),
    ("who", "text"),
    ("level", "text"),
    ("due_at", "moment"),
    ("left", "duration"),
    ("late_by", "duration"),
    ("done_at", "moment"),
    ("after", "duration"),
    ("by", "text"),
    ("note", "text"),
)
NAMES = {"note": "note_of", "late_by": "late_for"}
CODES = ("key", "entry", "state", "grade")


def has_list(picture: Picture) -> bool:
    """Whether the item has a checklist."""
    return bool(listed_of(picture))


def listed_of(picture: Picture) -> Sequence[ListedStep]:
    """The steps of the item that is shown; none where nothing was asked."""
    answers = picture.answers
    if answers is None or LISTED not in answers.tables or sheet_of(picture) is None:
        return ()
    return answers.rows(LISTED, ListedStep)


def checklist(picture: Picture) -> Contents:
    """Table `checklist`: a row per step; nothing of an item without a list."""
    sheet, found = sheet_of(picture), listed_of(picture)
    if sheet is None or not found:
        return Contents()
    rows = [_row(one, sheet) for one in found]
    words = sheet.words
    columns = (
        *(Column(key=key, form="code") for key in CODES),
        *said_only((_column(key, form, words) for key, form in SHOWN), rows),
    )
    return Contents(
        title=words.known("checklist", found[0].checklist),
        note=words("steps.note"),
        figures=_figures(rows, sheet),
        notices=_notices(found, rows, sheet),
        tables=(table(PART, columns, rows, of_items=True),),
    )


def _column(key: str, form: Form, words: Texts) -> Column:
    return Column(key=key, form=form, name=words(f"steps.{NAMES.get(key, key)}"))


def state_of(one: ListedStep, sheet: Sheet) -> str:
    """Done, done late, missed (the item has ended without it), late, or open."""
    if one.record_at is not None:
        return "done_late" if one.record_at > one.due_at else "done"
    if sheet.item.closed_at is not None:
        return "missed"
    return "late" if sheet.now > one.due_at else "open"


def _row(one: ListedStep, sheet: Sheet) -> dict[str, Any]:
    words, state = sheet.words, state_of(one, sheet)
    left_s = (one.due_at - sheet.now).total_seconds()
    is_soon = state == "open" and left_s < SOON_SHARE * one.minutes * 60
    then = (one.edition or "", one.text or "") if one.entry_id else None
    took = one.record_at - one.known_at if one.record_at else None
    return {
        "key": str(one.step),
        "entry": one.entry_id or "",
        "state": state,
        "grade": SOON_GRADE if is_soon else GRADES.get(state, ""),
        "number": one.step,
        "text": text_of(one.checklist, one.step, words, then=then),
        "who": who_of(step_of(one.checklist, one.step), words),
        "level": words("steps.state.soon" if is_soon else f"steps.state.{state}"),
        "due_at": epoch_ms(one.due_at),
        "left": left_s if state == "open" else None,
        "late_by": -left_s if state == "late" else None,
        "done_at": epoch_ms(one.record_at),
        "after": took.total_seconds() if took else None,
        "by": by_of(one, sheet) if one.entry_id else "",
        "note": sheet.text(one.note) or "",
    }


def _figures(rows: Sequence[dict[str, Any]], sheet: Sheet) -> tuple[Figure, ...]:
    words = sheet.words
    done = sum(bool(row["entry"]) for row in rows)
    late = sum(row["state"] == "late" for row in rows)
    whole = words("steps.done_of", done=done, all=len(rows))
    told = (
        Figure(whole, key="done", name=words("steps.done")),
        Figure(late, "count", key="late", name=words("steps.late"), level="bad"),
    )
    return told if late else told[:1]


def _notices(
    found: Sequence[ListedStep], rows: Sequence[dict[str, Any]], sheet: Sheet
) -> dict[str, Notice]:
    words = sheet.words
    missed = [row["number"] for row in rows if row["state"] == "missed"]
    said: dict[str, Notice] = {}
    if missed:
        steps = words.listed(str(one) for one in missed)
        values = {"n": Value(len(missed), "count"), "steps": Value(steps)}
        text = words.template("steps.missed")
        said["missed"] = Notice(text=text, values=values, level="warn")
    present = edition(found[0].checklist)
    if any(one.edition not in (None, present) for one in found):
        said["edition"] = Notice(text=words("steps.other_edition"))
    if other := _of_others(found[0].checklist, sheet):
        values = {"n": Value(other, "count")}
        said["others"] = Notice(text=words.template("steps.others"), values=values)
    return said


def _of_others(present: str, sheet: Sheet) -> int:
    """How many steps were done by a list that the item does not have any more."""
    said = sheet.answers.rows(SAID, StepSaid)
    return sum(
        one.entry == "step_done" and one.refusal is None and one.checklist != present
        for one in said
    )

"""All that happened to an item, newest first: versions, moves, accepted or not, lines
of duty logs about it, steps of its checklist, and which items it is not the same as.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.item_rows import ItemMove, ItemVersion
from board.reads.log_rows import LogLine
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.handling.forms import family_of
from board.views.handling.refusals import Speaker, refusal_of
from board.views.items.changed import changes, steps
from board.views.items.page import part_of_item, said_only
from board.views.items.same import said_apart
from board.views.steps.said import steps_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from board.look.formats import Form
    from board.viewer.page import Picture
    from board.views.common.contents import Table
    from board.views.items.changed import Change, Step
    from board.views.items.page import Sheet

ENTRY: tuple[tuple[str, Form], ...] = (
    ("at", "moment"),
    ("what", "text"),
    ("verdict", "text"),
    ("who", "text"),
    ("to", "text"),
    ("status", "text"),
    ("note", "text"),
    ("moved_at", "moment"),
    ("due_at", "moment"),
)
"""`at` is the broker's time; `moved_at` the move's own where it is marked 补录;
`verdict` has its marks and why it was refused.
"""
MARKS = ("is_entered_afterwards", "is_late_request")


ACTED = ("acting_center", "acting_agency", "acting_role", "actor")
"""Who moved, for programs: a person reads it in `who`."""


def timeline(picture: Picture) -> Contents:
    """`timeline`, and what versions changed: a table per form of the values."""
    return part_of_item(_timeline)(picture)


def _timeline(sheet: Sheet) -> Contents:
    words = sheet.words
    versions = tuple(steps(sheet.answers.rows("item_versions", ItemVersion)))
    moves = sheet.answers.rows("item_moves", ItemMove)
    lines = sheet.answers.rows("item_log", LogLine)
    changed = tuple(changes(versions, sheet))
    entries = [
        *(_version(one, changed, sheet) for one in versions),
        *(_move(one, sheet) for one in moves),
        *(_logged(one, sheet) for one in lines),
        *(_nothing() | one for one in (*steps_said(sheet), *said_apart(sheet))),
    ]
    entries.sort(key=lambda one: one["order"], reverse=True)
    columns = (
        Column(key="key", form="code"),
        Column(key="is_refused", form="flag"),
        *(Column(key=key, form="flag") for key in MARKS),
        *(Column(key=key, form="code") for key in ACTED),
        *said_only((_column(sheet, *one) for one in ENTRY), entries),
    )
    return Contents(
        title=words("label.item_timeline"),
        note=words("item.timeline_note"),
        tables=(
            table("timeline", columns, entries, of_items=True),
            *_changes(changed, sheet),
        ),
    )


def _nothing() -> dict[str, Any]:
    """An entry that says nothing yet."""
    return dict.fromkeys((*MARKS, *ACTED, *(key for key, _ in ENTRY)))


def _version(step: Step, changed: Sequence[Change], sheet: Sheet) -> dict[str, Any]:
    """A message of the source, and the names of what it changed."""
    one = step.version
    fields = (each.field for each in changed if each.version is one)
    names = sheet.words.listed(sheet.words.known("field", each) for each in fields)
    return _nothing() | {
        "is_refused": 0,
        "note": sheet.words("item.changed", fields=names) if names else None,
        "key": f"{one.epoch} {one.partition_no} {one.offset_no}",
        "verdict": None if step.counts else sheet.words("item.outdated"),
        "order": (one.record_at, 0, one.epoch, one.offset_no),
        "at": epoch_ms(one.record_at),
        "what": sheet.words("item.version", n=one.version),
        "who": sheet.words.known("source", one.source),
    }


def _move(one: ItemMove, sheet: Sheet) -> dict[str, Any]:
    words = sheet.words
    moved_at = one.moved_at if one.is_entered_afterwards else None
    return {
        "key": one.move_id,
        "is_refused": int(one.refusal is not None),
        "order": (one.record_at, 1, one.epoch, one.offset_no),
        "at": epoch_ms(one.record_at),
        "what": words.known("move", one.move),
        "verdict": _verdict(one, sheet),
        **{key: int(getattr(one, key)) for key in MARKS},
        "who": _who(one, sheet),
        **{key: getattr(one, key) for key in ACTED},
        "to": _to(one, sheet),
        "status": _status(one, sheet),
        "note": _note(one, sheet),
        "moved_at": epoch_ms(moved_at),
        "due_at": epoch_ms(one.due_at),
    }


def _logged(one: LogLine, sheet: Sheet) -> dict[str, Any]:
    """A line of a duty log; what stands in its place stands beside it."""
    words = sheet.words
    person = " · ".join((sheet.center(one.acting_center), one.person))
    told = (sheet.text(one.text), sheet.text(one.told_by))
    return _nothing() | {
        "key": one.entry_id,
        "is_refused": int(one.corrected_by is not None),
        "order": (one.record_at, 2, one.epoch, one.offset_no),
        "at": epoch_ms(one.record_at),
        "what": words("log.in_timeline", sort=words.known("log_sort", one.sort)),
        "verdict": _standing(one, sheet),
        "who": person,
        "note": " · ".join(filter(None, told)) or None,
        "moved_at": epoch_ms(one.happened_at) if one.is_afterwards else None,
    }


def _standing(one: LogLine, sheet: Sheet) -> str | None:
    """Whether another line stands in its place, or it in another one's."""
    if one.corrected_by is not None:
        return sheet.words("log.corrected")
    return sheet.words("log.corrects") if one.corrects else None


def _verdict(one: ItemMove, sheet: Sheet) -> str:
    words = sheet.words
    said = (words.known("verdict", one.verdict), *_marks(one, sheet))
    why = _why(one, sheet)
    return "：".join(filter(None, (" · ".join(said), why)))


def _who(one: ItemMove, sheet: Sheet) -> str:
    unit = sheet.unit(one.acting_center, one.acting_agency)
    return " · ".join((unit, sheet.words.known("role", one.acting_role), one.actor))


def _why(one: ItemMove, sheet: Sheet) -> str:
    """Why it was refused; empty for what was not."""
    refusal = refusal_of(one.refusal, one.refusal_details)
    tasks = {one["task_id"]: (one["center"], one["agency"]) for one in sheet.item.tasks}
    speaker = Speaker(sheet.words, sheet.geography, sheet.now, tasks)
    return speaker.refusal(refusal) if refusal else ""


def _to(one: ItemMove, sheet: Sheet) -> str | None:
    """Whom or what a move names."""
    named = sheet.unit(one.to_center, one.to_agency)
    return " · ".join(filter(None, (named, one.to_site))) or None


def _status(one: ItemMove, sheet: Sheet) -> str | None:
    """What it changed; what it left as it was says nothing."""
    if one.verdict != "accepted" or one.status_after in (None, one.status_before):
        return None
    return sheet.words.known("status", one.status_after or "")


def _note(one: ItemMove, sheet: Sheet) -> str | None:
    """What was written, and what the codes of the move say."""
    words = sheet.words
    coded = (
        words.known(family_of(one.move, "outcome"), one.outcome or "") or None,
        words.known("satisfaction", one.satisfaction) if one.satisfaction else None,
        words.known("supervision", one.grade) if one.grade else None,
        one.number,
    )
    written = (sheet.text(one.objective), sheet.text(one.note))
    return " · ".join(filter(None, (*coded, *written))) or None


def _marks(one: ItemMove, sheet: Sheet) -> Iterable[str]:
    if one.is_entered_afterwards:
        yield sheet.words("item.afterwards")
    if one.is_late_request:
        yield sheet.words("item.late_request")


def _changes(found: Sequence[Change], sheet: Sheet) -> list[Table]:
    """Values of one form stand in one table."""
    forms = dict.fromkeys(one.form for one in found)
    return [
        _changed(form, [one for one in found if one.form == form], sheet)
        for form in forms
    ]


def _changed(form: Form, found: Sequence[Change], sheet: Sheet) -> Table:
    columns = (
        _column(sheet, "version", "count"),
        _column(sheet, "changed_at", "moment"),
        _column(sheet, "field", "text"),
        _column(sheet, "before", form),
        _column(sheet, "after", form),
    )
    rows = [
        {
            "version": one.version.version,
            "changed_at": epoch_ms(one.version.record_at),
            "field": sheet.words.known("field", one.field),
            "before": one.before,
            "after": one.after,
        }
        for one in reversed(found)
    ]
    name = f"changed_{form}"
    title = sheet.words.known("item_table", name)
    return table(name, columns, rows, of_items=True, title=title)


def _column(sheet: Sheet, key: str, form: Form) -> Column:
    return Column(key=key, form=form, name=sheet.words.known("field", key))

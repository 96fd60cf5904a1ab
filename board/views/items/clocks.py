"""Every clock of an item with what its end is made of, and who is told when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.item_rows import ItemClock, ItemEscalation
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.items.joint import is_late
from board.views.items.page import part_of_item, said_only

if TYPE_CHECKING:
    from board.look.formats import Form
    from board.viewer.page import Picture
    from board.views.common.contents import Table
    from board.views.items.page import Sheet

LATE = "is_late"
"""For programs: a person reads it in the clock's state."""
CLOCK: tuple[tuple[str, Form], ...] = (
    ("stage", "text"),
    ("subject", "text"),
    ("clock_state", "text"),
    ("started_at", "moment"),
    ("due_at", "moment"),
    ("ended_at", "moment"),
    ("profile", "text"),
    ("limit_workdays", "count"),
    ("allowed", "duration"),
    ("skipped", "duration"),
    ("paused", "duration"),
    ("extended", "duration"),
    (LATE, "flag"),
)
TOLD: tuple[tuple[str, Form], ...] = (
    ("stage", "text"),
    ("escalation", "text"),
    ("reached_at", "moment"),
    ("told", "text"),
    ("is_reached", "flag"),
)


def clocks(picture: Picture) -> Contents:
    """`clocks`: due = started + allowed + skipped + paused + extended; `told`."""
    return part_of_item(_clocks)(picture)


def _clocks(sheet: Sheet) -> Contents:
    found = sheet.answers.rows("item_clocks", ItemClock)
    told = sheet.answers.rows("item_escalations", ItemEscalation)
    tables = (
        _table("clocks", CLOCK, [_clock(one, sheet) for one in found], sheet),
        _table("told", TOLD, [_told(one, sheet) for one in told], sheet),
    )
    return Contents(
        title=sheet.words("label.item_clocks"),
        note=sheet.words("item.clocks_note" if found else "item.no_clocks"),
        tables=tuple(one for one in tables if one.rows),
    )


def _clock(one: ItemClock, sheet: Sheet) -> dict[str, Any]:
    words = sheet.words
    late = is_late(one.due_at, one.ended_at, sheet.now)
    ended = "ended" if one.ended_at else "running"
    profile = words.known("deadline_profile", one.profile) if one.profile else ""
    return {
        "stage": words.known("deadline_stage", one.stage),
        "subject": subject_of(one, sheet),
        "clock_state": words.known("clock_state", f"{ended}_late" if late else ended),
        "started_at": epoch_ms(one.started_at),
        "due_at": epoch_ms(one.due_at),
        "ended_at": epoch_ms(one.ended_at),
        "profile": profile or words("item.stated"),
        "limit_workdays": one.limit_workdays,
        "allowed": one.allowed_s,
        "skipped": one.skipped_s or None,
        "paused": one.paused_s or None,
        "extended": one.extended_s or None,
        LATE: int(late),
    }


def subject_of(one: ItemClock, sheet: Sheet) -> str:
    """A clock of signing is of a center, of a task of who has it, else of a round."""
    if one.subject is None:
        return ""
    tasks = {task["task_id"]: task for task in sheet.item.tasks}
    if (task := tasks.get(one.subject)) is not None and one.stage == "task":
        return sheet.unit(task["center"], task["agency"])
    if one.stage == "sign":
        return sheet.center(int(one.subject))
    return sheet.words("item.round", n=one.subject)


def _told(one: ItemEscalation, sheet: Sheet) -> dict[str, Any]:
    words = sheet.words
    return {
        "stage": words.known("deadline_stage", one.stage),
        "escalation": words.known("escalation", f"{one.stage}.{one.escalation_level}"),
        "reached_at": epoch_ms(one.reached_at),
        "told": words.known("tier", one.tier),
        "is_reached": int(one.is_reached),
    }


def _name(key: str, sheet: Sheet) -> str:
    return "" if key == LATE else sheet.words.known("field", key)


def _table(
    name: str,
    columns: tuple[tuple[str, Form], ...],
    rows: list[dict[str, Any]],
    sheet: Sheet,
) -> Table:
    made = tuple(
        Column(key=key, form=form, name=_name(key, sheet)) for key, form in columns
    )
    title = sheet.words.known("item_table", name)
    return table(name, said_only(made, rows), rows, of_items=True, title=title)

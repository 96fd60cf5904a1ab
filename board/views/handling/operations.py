"""The operations under way: items, what presses most first, each with its tasks."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from board.picture.filters import TITLES
from board.reads.joint_rows import JointTask
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.handling.joint import (
    CENTER,
    OPERATIONS,
    agency_name,
    said,
)
from board.views.handling.seats import seat_of
from board.views.items.page import said_only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.viewer.page import Picture
    from board.views.common.contents import Table

TASK_CODES = ("key", "kind", "id", "task_id", "number", "level", "is_of_seat")
SOON = timedelta(hours=24)
"""A task that is due within is due soon."""


def operations(picture: Picture) -> Contents:
    """Tables `operations` (one row per item, in order) and `tasks` (theirs)."""
    words = picture.words
    found = picture.answered.rows(OPERATIONS, JointTask)
    by_item = [list(rows) for _, rows in groupby(found, _item_key)]
    total = found[0].total if found else 0
    chosen = " · ".join(said(picture).values())
    is_agency = bool(seat_of(picture).agency_code)
    return Contents(
        title=words("joint.under_way"),
        note=chosen or words("joint.note.agency" if is_agency else "joint.note"),
        notices=n_of_m(len(by_item), total, words),
        tables=(_operations(by_item, picture), _tasks(by_item, picture)),
    )


def _item_key(one: JointTask) -> tuple[str, str]:
    return one.kind, one.item_id


def _operations(by_item: list[list[JointTask]], picture: Picture) -> Table:
    words = picture.words
    columns = (
        *(Column(key=key, form="code") for key in ("key", "kind", "id", "grade")),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="severity", name=words("column.severity")),
        Column(key="category", name=words("column.category")),
        *_written(picture, "title", words("column.title")),
        Column(key="place", name=words("column.division")),
        Column(key="beyond", name=words("joint.beyond")),
        Column(key="owner", name=words("column.owner")),
        Column(key="status", name=words("column.status")),
        Column(key="tasks", form="count", name=words("joint.tasks")),
        Column(key="late", form="count", name=words("joint.late")),
    )
    rows = (_operation(tasks, picture) for tasks in by_item)
    return table("operations", columns, rows, of_items=True)


def _operation(tasks: list[JointTask], picture: Picture) -> dict[str, Any]:
    words, geography, one = picture.words, picture.snapshot.geography, tasks[0]
    lead = words.known("agency", one.lead_agency) if one.lead_agency else ""
    return {
        "key": _key(one),
        "kind": one.kind,
        "id": one.item_id,
        "grade": one.severity,
        "case_number": one.case_number or "",
        "severity": words.known("severity_short", one.severity),
        "category": words.category(one.kind, one.category),
        "title": one.title or "",
        "place": geography.place(one.division_code),
        "beyond": "" if one.is_in_range else words("joint.beyond"),
        "owner": _unit(one.owner_center, lead, picture),
        "status": words.known("status", one.status),
        "tasks": len(tasks),
        "late": sum(task.is_late for task in tasks),
    }


def _tasks(by_item: list[list[JointTask]], picture: Picture) -> Table:
    words = picture.words
    columns = (
        *(Column(key=key, form="code") for key in TASK_CODES),
        Column(key="task_unit", name=words("field.task_unit")),
        *_written(picture, "objective", words("field.objective")),
        Column(key="task_state", name=words("field.task_state")),
        _moment("sent_at", picture),
        _moment("task_due_at", picture),
        Column(key="limit", name=words("joint.limit")),
        _moment("signed_at", picture),
        _moment("fed_back_at", picture),
        Column(key="rejected_count", form="count", name=words("field.rejected_count")),
    )
    rows = [_task(one, picture) for tasks in by_item for one in tasks]
    return table("tasks", said_only(columns, rows), rows, of_items=True)


def _task(one: JointTask, picture: Picture) -> dict[str, Any]:
    words, level, seat = picture.words, _level(one, picture), seat_of(picture)
    return {
        "key": _key(one),
        "kind": one.kind,
        "id": one.item_id,
        "task_id": one.task_id,
        "number": one.case_number or "",
        "level": level,
        # Of another center's tasks an agency moves none.
        "is_of_seat": int(not seat.agency_code or one.center == seat.center_code),
        "task_unit": _unit(one.center, _asked(one, picture), picture),
        "objective": one.objective or "",
        "task_state": words.known("task_state", one.state),
        "sent_at": epoch_ms(one.sent_at),
        "task_due_at": epoch_ms(one.due_at),
        "signed_at": epoch_ms(one.signed_at),
        "fed_back_at": epoch_ms(one.fed_back_at),
        "rejected_count": one.rejected_count or None,
        "limit": words(f"joint.limit.{level}") if level else "",
    }


def _level(one: JointTask, picture: Picture) -> str:
    """Its own clock alone; what was fed back or returned has none that runs."""
    if one.is_late:
        return "overdue"
    is_soon = one.due_at is not None and one.due_at < picture.now + SOON
    return "due_soon" if one.is_running and is_soon else ""


def _key(one: JointTask) -> str:
    return f"{one.kind} {one.item_id}"


def _asked(one: JointTask, picture: Picture) -> str:
    return "" if one.agency == CENTER else agency_name(one.agency, picture.words)


def _unit(center: int, agency: str, picture: Picture) -> str:
    """Who acts or is asked: a center, or an agency at it."""
    found = picture.snapshot.geography.centers.get(center)
    return " · ".join(filter(None, (agency, found.name if found else "")))


def _moment(key: str, picture: Picture) -> Column:
    return Column(key=key, form="moment", name=picture.words.known("field", key))


def _written(picture: Picture, key: str, name: str) -> Iterator[Column]:
    """What somebody wrote, for those who may read it."""
    if picture.choices.get(TITLES):
        yield Column(key=key, name=name)

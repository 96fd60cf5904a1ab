"""What waits for a person: lines of single cameras, batches of a town and type, and the
alerts of the one that was opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.clock import SHANGHAI
from board.reads.rows_alerts import AlertMember, AlertRow
from board.views.alerts.asking import ALERTS, KIND, MEMBERS, group_of, name_of, said
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts
    from board.viewer.page import Picture

LINES, BATCHES, OPENED = "alert_lines", "alert_batches", "alert_opened"
CODES = ("group", "ids", "level", "grade")


def lines(picture: Picture) -> Contents:
    """Table `page`: a line for each run of a camera, the most severe and newest first;
    `ids` are its alerts.
    """
    words = picture.words
    columns = (
        *(Column(key=key, form="code") for key in CODES),
        Column(key="severity", name=words("column.severity")),
        Column(key="category", name=words("alerts.category")),
        Column(key="place", name=words("column.division")),
        _count("alerts", words("alerts.times"), words),
        Column(key="newest_at", form="age", name=words("alerts.newest_at")),
        Column(key="first_at", form="moment", name=words("alerts.first_at")),
        Column(key="due_at", form="moment", name=words("alerts.due_at")),
        Column(key="camera_id", name=words("alerts.camera_id")),
    )
    return _listed("lines", LINES, rows_of(picture, is_line=True), columns, picture)


def batches(picture: Picture) -> Contents:
    """Table `page`: a row for each town, type and hour, the newest hour first."""
    words = picture.words
    columns = (
        *(Column(key=key, form="code") for key in CODES),
        Column(key="category", name=words("alerts.category")),
        Column(key="place", name=words("column.division")),
        Column(key="hour", name=words("column.hour")),
        _count("alerts", words("alerts.times"), words),
        _count("cameras", words("alerts.cameras"), words),
        Column(key="first_at", form="age", name=words("alerts.first_at")),
        Column(key="newest_at", form="moment", name=words("alerts.newest_at")),
        _count("late", words("alerts.late"), words),
        Column(key="due_at", form="moment", name=words("alerts.due_at")),
    )
    found = rows_of(picture, is_line=False)
    return _listed("batches", BATCHES, found, columns, picture)


def opened(picture: Picture) -> Contents:
    """Table `page`: the alerts of the line or batch that was opened, the oldest first;
    none while none is.
    """
    if group_of(picture) is None:
        return Contents()
    words = picture.words
    found = picture.answered.rows(MEMBERS, AlertMember)
    columns = (
        *(Column(key=key, form="code") for key in (*CODES, "kind", "id")),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="severity", name=words("column.severity")),
        Column(key="place", name=words("column.division")),
        Column(key="received_at", form="moment", name=words("column.received_at")),
        Column(key="due_at", form="moment", name=words("alerts.due_at")),
        Column(key="confidence", form="share", name=words("field.confidence")),
        Column(key="camera_id", name=words("alerts.camera_id")),
    )
    rows = (_member(one, picture) for one in found)
    return Contents(
        title=said(picture)["group"],
        note=words("alerts.opened_note"),
        notices=n_of_m(len(found), found[0].total if found else 0, words),
        tables=(table("page", columns, rows, of_items=True),),
    )


def rows_of(picture: Picture, *, is_line: bool) -> tuple[AlertRow, ...]:
    """The lines, or the batches, that stand on the page."""
    found = picture.answered.rows(ALERTS, AlertRow)
    return tuple(one for one in found if one.is_line is is_line)


def _listed(
    name: str,
    part: str,
    found: tuple[AlertRow, ...],
    columns: tuple[Column, ...],
    picture: Picture,
) -> Contents:
    words = picture.words
    rows = (_row(one, picture) for one in found)
    return Contents(
        title=words(f"alerts.{name}"),
        note=words(f"section.{part}"),
        notices=n_of_m(len(found), found[0].rows_total if found else 0, words),
        tables=(table("page", columns, rows, of_items=True),),
    )


def _count(key: str, name: str, words: Texts) -> Column:
    return Column(key=key, form="count", name=name, unit=words("unit.items"))


def _row(one: AlertRow, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "group": name_of(one),
        "ids": " ".join(one.item_ids),
        "level": "overdue" if one.late else "",
        "grade": one.severity,
        "severity": words.known("severity_short", one.severity),
        "category": words.category(KIND, one.category),
        "place": picture.snapshot.geography.place(one.division_code),
        "hour": _hour(one.hour_at, words),
        "alerts": one.alerts,
        "cameras": one.cameras,
        "late": one.late,
        "first_at": epoch_ms(one.first_at),
        "newest_at": epoch_ms(one.newest_at),
        "due_at": epoch_ms(one.due_at),
        "camera_id": one.camera_id,
    }


def _hour(hour_at: datetime | None, words: Texts) -> str:
    """The hour of a batch as its clock says it."""
    if hour_at is None:
        return words("alerts.earlier")
    here = hour_at.astimezone(SHANGHAI)
    return words("alerts.hour", day=f"{here:%m-%d}", hour=f"{here:%H}")


def _member(one: AlertMember, picture: Picture) -> dict[str, Any]:
    words = picture.words
    is_late = one.due_at is not None and one.due_at < picture.now
    return {
        "group": "",
        "ids": one.item_id,
        "level": "overdue" if is_late else "",
        "grade": one.severity,
        "kind": KIND,
        "id": one.item_id,
        "case_number": one.case_number or "",
        "severity": words.known("severity_short", one.severity),
        "place": picture.snapshot.geography.place(one.division_code),
        "received_at": epoch_ms(one.received_at),
        "due_at": epoch_ms(one.due_at),
        "confidence": one.confidence,
        "camera_id": one.camera_id,
    }

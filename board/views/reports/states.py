"""What is reported and owed: by case and center, late first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.reads.report_rows import ReportState, ReportTotal
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import MORE
from board.views.handling.supervision import center_name
from board.views.reports.asking import STATES, TOTALS, is_told, stage_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.viewer.page import Picture
    from board.views.common.contents import Level

OWED = ("to_report", "to_sign", "to_supplement", "to_follow_up", "missed", "finished")
"""How it is with a case, what is to be done first."""


def states(picture: Picture) -> Contents:
    """Figures of how many cases are in which state, table `report_states`."""
    words = picture.words
    if not is_told(picture):
        withheld = {"withheld": Notice(text=words("report.withheld"))}
        return Contents(title=words("report.title"), notices=withheld)
    found = picture.answered.rows(STATES, ReportState)
    total = found[0].total if found else 0
    values = {"n": Value(len(found), "count"), "all": Value(total, "count")}
    shown = {MORE: Notice(text=words.template("label.n_of_m"), values=values)}
    none = {"none": Notice(text=words("report.none"))}
    rows = [_row(one, picture) for one in found]
    return Contents(
        title=words("report.title"),
        note=words("report.note"),
        notices=shown if found else none,
        figures=tuple(_figures(picture)),
        tables=(table(STATES, _columns(picture), rows, of_items=True),) if rows else (),
    )


def _figures(picture: Picture) -> Iterator[Figure]:
    """Cases by state; red where one of them is late."""
    words = picture.words
    found = {one.state: one for one in picture.answered.rows(TOTALS, ReportTotal)}
    for state in OWED:
        one = found.get(state)
        is_bad = one is not None and (one.late > 0 or state == "missed")
        level: Level = "bad" if is_bad else ""
        count = one.cases if one else 0
        name = words(f"report_state.{state}")
        yield Figure(count, "count", key=f"reports.{state}", name=name, level=level)
    late = sum(one.first_late for one in found.values())
    name, level = words("report.first_late"), "bad" if late else ""
    yield Figure(late, "count", key="reports.first_late", name=name, level=level)


def _columns(picture: Picture) -> tuple[Column, ...]:
    words = picture.words
    return (
        *(Column(key=key, form="code") for key in ("key", "kind", "id", "grade")),
        *(Column(key=key, form="flag") for key in ("is_late", "is_refused")),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="level", name=words("column.severity")),
        Column(key="state", name=words("report.state")),
        Column(key="due_at", form="moment", name=words("column.until")),
        Column(key="stage", name=words("report.stage")),
        Column(key="type", name=words("warning.type")),
        Column(key="from", name=words("report.from")),
        Column(key="to", name=words("report.to")),
        Column(key="first_due_at", form="moment", name=words("report.first_due_at")),
        Column(key="first_at", form="moment", name=words("report.first_at")),
        Column(key="late_by", form="duration", name=words("report.late_by")),
        Column(key="known_at", form="moment", name=words("report.known_at")),
        Column(key="place", name=words("column.division")),
    )


def _row(one: ReportState, picture: Picture) -> dict[str, Any]:
    words = picture.words
    stage = stage_of(one.place, words, is_final=bool(one.is_final)) if one.place else ""
    return {
        "key": f"{one.kind} {one.item_id}",
        "kind": one.kind,
        "id": one.item_id,
        "grade": one.severity,
        "is_late": int(one.is_late),
        "is_refused": int(one.state == "missed"),
        "case_number": one.case_number,
        "level": words.known("severity_short", one.severity),
        "type": type_of(one, picture),
        "place": picture.snapshot.geography.place(one.division_code),
        "from": center_name(one.acting_center, picture),
        "to": center_name(one.to_center or 0, picture),
        "known_at": epoch_ms(one.known_at),
        "first_due_at": epoch_ms(one.first_due_at),
        "first_at": epoch_ms(one.first_at),
        "late_by": late_by(one, picture.now),
        "stage": stage,
        "state": words(f"report_state.{one.state}"),
        "due_at": epoch_ms(one.due_at),
    }


def type_of(one: ReportState, picture: Picture) -> str:
    """Kind and category in words."""
    words = picture.words
    category = words.category(one.kind, one.category)
    return words("brief.type", kind=words.short_kind(one.kind), category=category)


def late_by(one: ReportState, now: datetime) -> float | None:
    """Seconds by which the first report was late, or is by now; None in time."""
    if not one.is_first_late or one.first_due_at is None:
        return None
    return ((one.first_at or now) - one.first_due_at).total_seconds()

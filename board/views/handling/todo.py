"""我的待办: what waits for a seat, by why it waits, what presses first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.picture.filters import TITLES
from board.reads.report_rows import ReportDue
from board.reads.rounds import asked
from board.reads.todo_rows import Todo, TodoCount
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.consultations import waiting as consultations
from board.views.duty.handover import HANDOVERS, is_late, is_told, unsigned_of
from board.views.handling.seats import seat_of
from board.views.notices import waiting as notices
from board.views.steps.waiting import steps_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.views.common.contents import Level
    from sql.questions import Question

COUNTS, WAITING = "todo_counts", "todo_items"
REPORTS = "reports_due"
CHOICES = ("role", "seat", "agency", "reason")
REASONS = (
    "checklist",
    "overdue",
    "due_today",
    "returned",
    "to_sign",
    "task",
    "to_assign",
    "instructed",
    "to_reply",
    "to_grant",
    "to_strike_off",
    "to_consult",
    "to_review",
    "to_replace",
    "to_visit",
)
"""Why something waits, what presses most first."""
TO_ANSWER = "to_answer"
"""Why a 预警函 waits, which is no item."""
SHOWN = 200
CODES = ("kind", "id", "task_id", "level", "grade")


def reason_of(picture: Picture) -> str:
    """The one reason that was chosen; '' for all."""
    chosen = picture.choices.get("reason", "")
    return chosen if chosen in REASONS else ""


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """How much waits for the seat, and what."""
    seat = seat_of(picture)
    whose = {
        "center_code": seat.center_code,
        "agency_code": seat.agency_code,
        "role": seat.role,
        "now_at": picture.now,
    }
    return {
        COUNTS: asked(COUNTS, **whose),
        WAITING: asked(WAITING, reason=reason_of(picture), row_limit=SHOWN, **whose),
        **notices.asked_for(picture),
        **consultations.asked_for(picture),
        **(_last_shift(seat.center_code) if is_told(picture) else {}),
        **(_reports_of(seat.center_code, picture) if is_told(picture) else {}),
    }


def _last_shift(center: int) -> Mapping[str, Question]:
    """Whether the last hand-over of the center waits to be signed."""
    last = {"center_code": center, "hand_over": "", "row_limit": 1}
    return {HANDOVERS: asked(HANDOVERS, **last)}


def _reports_of(center: int, picture: Picture) -> Mapping[str, Question]:
    """What the center owes of 要情报送: reports, supplements, signatures."""
    return {REPORTS: asked(REPORTS, center_code=center, now_at=picture.now)}


def said(picture: Picture) -> dict[str, str]:
    """The reason that was chosen, in words."""
    reason = reason_of(picture)
    return {"reason": picture.words.known("todo", reason)} if reason else {}


def reasons(picture: Picture) -> Contents:
    """Table `reasons`: how many things wait for which reason, and how many are late."""
    words = picture.words
    counts = {one.reason: one for one in picture.answered.rows(COUNTS, TodoCount)}
    rows = (
        {
            "reason": key,
            "name": words(f"todo.{key}"),
            "count": one.things,
            "late": one.late,
        }
        for key, one in ((key, counts.get(key)) for key in REASONS)
        if one
    )
    columns = (
        Column(key="reason", form="code"),
        Column(key="name", name=words("column.todo")),
        _number("count", words("column.count"), words),
        _number("late", words("column.late"), words),
    )
    return Contents(
        title=words("page.todo"),
        notices=_to_take_over(picture)
        | notices.told(picture)
        | consultations.told(picture)
        | _to_answer(picture)
        | _to_report(picture),
        tables=(table("reasons", columns, rows),),
    )


def _to_take_over(picture: Picture) -> dict[str, Notice]:
    """That a shift was handed over and nobody signed for it."""
    one = unsigned_of(picture)
    if one is None:
        return {}
    at = Value(epoch_ms(one.drawn_at), "moment")
    said = picture.words.template("todo.to_take_over")
    level: Level = "bad" if is_late(one, picture.now) else "warn"
    return {"to_take_over": Notice(text=said, values={"at": at}, level=level)}


def _to_answer(picture: Picture) -> dict[str, Notice]:
    """That 预警函 wait for an answer of the seat: no items, but counted with them."""
    counts = picture.answered.rows(COUNTS, TodoCount)
    one = next((one for one in counts if one.reason == TO_ANSWER), None)
    if one is None:
        return {}
    said = picture.words.template("todo.to_answer_warning")
    due = Value(epoch_ms(one.first_due_at), "moment")
    values = {"n": Value(one.things, "count"), "at": due}
    level: Level = "bad" if one.late else "warn"
    return {"to_answer": Notice(text=said, values=values, level=level)}


def _to_report(picture: Picture) -> dict[str, Notice]:
    """That 要情 are to be reported, supplemented or signed for: how many of each, by
    when the first of them.
    """
    if REPORTS not in picture.answered.tables:
        return {}
    found = picture.answered.rows(REPORTS, ReportDue)
    return {
        state: _reports(state, some, picture)
        for state in dict.fromkeys(one.state for one in found)
        if (some := [one for one in found if one.state == state])
    }


def _reports(state: str, found: list[ReportDue], picture: Picture) -> Notice:
    level: Level = "bad" if any(one.is_late for one in found) else "warn"
    values = {
        "n": Value(len(found), "count"),
        "at": Value(epoch_ms(found[0].due_at), "moment"),
    }
    said = picture.words.template(f"todo.reports.{state}")
    return Notice(text=said, values=values, level=level)


def waiting(picture: Picture) -> Contents:
    """Table `page`: the things themselves, at most so many."""
    words, found = picture.words, picture.answered.rows(WAITING, Todo)
    total = found[0].total if found else 0
    return Contents(
        title=words.known("todo", reason_of(picture) or "all"),
        note=words("todo.note"),
        notices=n_of_m(len(found), total, words),
        figures=(Figure(1, "count", key="here"), Figure(1, "count", key="last")),
        tables=(
            table(
                "page",
                _columns(picture, has_steps=any(one.steps for one in found)),
                (_row(one, picture) for one in found),
                of_items=True,
            ),
        ),
    )


def _number(key: str, name: str, words: Texts) -> Column:
    return Column(key=key, form="count", name=name, unit=words("unit.items"))


def _columns(picture: Picture, *, has_steps: bool) -> tuple[Column, ...]:
    words = picture.words
    titles = (Column(key="title", name=words("column.title")),)
    steps = (
        Column(key="late_by", form="duration", name=words("steps.late_for")),
        Column(key="steps", name=words("column.steps")),
    )
    return (
        *(Column(key=key, form="code") for key in CODES),
        Column(key="is_counted", form="flag"),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="reason", name=words("column.todo")),
        Column(key="due_at", form="moment", name=words("column.until")),
        *(steps if has_steps else ()),
        Column(key="kind_name", name=words("column.kind")),
        Column(key="severity", name=words("column.severity")),
        Column(key="category", name=words("column.category")),
        *(titles if picture.choices.get(TITLES) else ()),
        Column(key="place", name=words("column.division")),
        Column(key="status", name=words("column.status")),
        Column(key="received_at", form="moment", name=words("column.received_at")),
    )


def _row(one: Todo, picture: Picture) -> dict[str, Any]:
    words = picture.words
    is_late = one.due_at is not None and one.due_at < picture.now
    return {
        "kind": one.kind,
        "id": one.item_id,
        "task_id": one.task_id,
        "level": "overdue" if is_late else "",
        "grade": one.severity,
        "is_counted": 1,
        "case_number": one.case_number or "",
        "reason": words(f"todo.{one.reason}"),
        "due_at": epoch_ms(one.due_at),
        **steps_of(one, picture),
        "kind_name": words.short_kind(one.kind),
        "severity": words.known("severity_short", one.severity),
        "category": words.category(one.kind, one.category),
        "title": one.title or "",
        "place": picture.snapshot.geography.place(one.division_code),
        "status": words.known("status", one.status),
        "received_at": epoch_ms(one.received_at),
    }

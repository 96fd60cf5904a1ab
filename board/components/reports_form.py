"""The forms of 要情报送: a report drafted from its item, and the answer to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
import streamlit as st

from board import service
from board.components.choice import say
from board.components.opened import Opened, put_away
from board.components.report_fields import Proposed, area, drafted, person
from board.components.said import keep_said
from board.components.working import ask_anew_for_all
from board.components.writer import keep_writer
from board.desk.entries import DeskError
from board.desk.report import (
    Answer,
    Subject,
    answer_report,
    report,
)
from board.desk.said import Unfit
from board.look import clock
from board.look.codes import reported
from board.look.texts import texts
from board.views.items.page import sheet_of
from board.views.reports.asking import newest_of, report_of, reports_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.reads.report_rows import Report
    from board.viewer.page import Picture
    from board.viewer.scope import View
    from board.views.items.page import Sheet
    from streams.entries.entry import DeskEntry

PAGE = "reports"


class OpenedReport(Opened, frozen=True, kw_only=True):
    """The form of a report, which may supplement the last one, or of an answer."""

    supplements: bool = False
    answer: Literal["signed", "sent_back"] = "signed"


def report_form(opened: OpenedReport, view: View) -> None:
    """A report on the item that was chosen when the form was opened."""
    words, item = texts(view.language), sheet_of(opened.picture)
    if item is None:
        return
    about = _subject(item, opened, view)
    to = opened.picture.snapshot.geography.centers[about.to_center].name
    st.text(words("report.form_to", center=to, number=item.item.case_number))
    with st.form("report", border=False):
        begun = proposed(item, opened.picture, view)
        draft = drafted(begun, about, opened.token, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        synthetic = service.current().snapshot.is_synthetic
        _send(lambda: report(draft, about, view.seat, is_synthetic=synthetic), view)


def answer_form(opened: OpenedReport, view: View) -> None:
    """The answer to the report that was chosen when the form was opened."""
    words, one = texts(view.language), report_of(opened.picture)
    if one is None:
        return
    with st.form("report_answer", border=False):
        who = person(opened.token, view)
        text = area("missing", "", opened.token, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        answer = Answer(opened.token, who, opened.answer, text)
        given = (one.entry_id, one.acting_center, view.seat)
        synthetic = service.current().snapshot.is_synthetic
        _send(lambda: answer_report(answer, *given, is_synthetic=synthetic), view)


def proposed(item: Sheet, picture: Picture, view: View) -> Proposed:
    """What the item says of itself; after a report what that said, and of one from
    below what was said there.
    """
    own = newest_of(picture, view.seat.center_code)
    last = own or passed_on(picture, view)
    if last is not None:
        return _as_reported(last)
    words, whole = item.words, item.item
    details = msgspec.json.decode(whole.details or "{}")
    written = filter(None, (item.text(whole.title), item.text(whole.description)))
    return Proposed(
        happened_at=whole.occurred_at or clock.now(),
        place=item.geography.place(item.division),
        what="\n".join(written),
        measures=words(
            "report.proposed",
            owner=item.center(whole.owner_center)
            or item.geography.place(item.division),
            status=words.known("status", whole.status),
        ),
        involved=details.get("people_count"),
        injured=details.get("injured_count"),
    )


def _as_reported(last: Report) -> Proposed:
    return Proposed(
        happened_at=last.happened_at,
        place=last.told_place,
        what=last.what,
        measures=last.measures,
        needed=last.needed or "",
        reason=last.reason or "",
        involved=last.involved,
        injured=last.injured,
        dead=last.dead,
    )


def passed_on(picture: Picture, view: View) -> Report | None:
    """The newest report from below on the item, which the seat's center was sent."""
    to_here = [
        one for one in reports_of(picture) if one.to_center == view.seat.center_code
    ]
    return to_here[-1] if to_here else None


def _subject(item: Sheet, opened: OpenedReport, view: View) -> Subject:
    picture, whole = opened.picture, item.item
    last = newest_of(picture, view.seat.center_code)
    below = passed_on(picture, view)
    severity = whole.severity or ""
    return Subject(
        kind=whole.kind,
        item_id=whole.item_id,
        division_code=item.division,
        severity=severity,
        category=whole.category or "",
        to_center=picture.snapshot.geography.above(view.seat.center_code)[0],
        as_of=picture.now,
        needs_reason=(whole.kind, severity) not in reported(),
        supplements=last.root_id if last and opened.supplements else None,
        passes_on=below.entry_id if below else None,
    )


def _send(made: Callable[[], DeskEntry], view: View) -> None:
    """Send what is made, wait a little until the hub has it, and open the report."""
    words, desk = texts(view.language), service.current().desk
    try:
        entry = made()
        with st.spinner(words("moves.send")):
            desk.send(entry)
            is_kept = desk.written_soon(entry)
    except Unfit as unfit:
        st.error(words(f"duty_fault.{unfit.reason}", **unfit.values))
        return
    except DeskError as error:
        st.error(words("moves.failed", error=error))
        return
    put_away(PAGE)
    keep_writer(getattr(entry, "person", ""))
    ask_anew_for_all(PAGE)
    keep_said(words("duty.written" if is_kept else "duty.on_its_way"))
    say(report=getattr(entry, "report", entry.entry_id))
    st.rerun()

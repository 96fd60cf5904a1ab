"""The form of a line of the duty log, and of its correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec import structs

from board import service
from board.components.opened import Opened, put_away
from board.components.said import keep_said
from board.components.working import ask_anew_for_all
from board.components.writer import keep_writer, last_writer
from board.desk.entries import DeskError, sender
from board.desk.handing import is_same_person
from board.desk.log import (
    LONGEST_TELLER,
    LONGEST_TEXT,
    Line,
    sorts,
    write_line,
)
from board.desk.said import Unfit
from board.look import clock
from board.look.clock import SHANGHAI, to_the_minute
from board.look.texts import texts
from board.reads.log_rows import LogLine, NumberedItem
from board.reads.reads import HubGone
from board.reads.rounds import asked, rows_of
from board.reads.rows_duty import OnDuty
from board.viewer.whose import sees_item
from board.views.duty.asking import OWN, people_of
from board.views.duty.changes import last_change
from board.views.items.page import held_at, whose

if TYPE_CHECKING:
    from board.viewer.scope import View
    from streams.entries.entry import DeskEntry

PAGE = "duty"
NUMBERED = "numbered_items"
OFFICER = "officer"
"""Who writes most of a log."""


class OpenedLine(Opened, frozen=True, kw_only=True):
    """The form of a line over a page; `wrong` is the line that it corrects, a new one
    begins with a sort, a text and a case number.
    """

    wrong: LogLine | None = None
    page: str = PAGE
    sort: str = ""
    text: str = ""
    number: str = ""


def is_own(one: LogLine, view: View) -> bool:
    """Whether the seat wrote a line that counts; only then may it correct it."""
    seat = view.seat
    is_ours = (one.acting_center, one.actor) == (seat.center_code, sender(seat))
    return is_ours and one.refusal is None


def line_form(opened: OpenedLine, view: View) -> None:
    """What happened, when, of which sort; of a correction how it should read."""
    words, wrong = texts(view.language), opened.wrong
    if wrong is not None:
        st.text(words("log.wrong", text=wrong.text))
    with st.form("log_line", border=False):
        line = _line(opened, view)
        number = _number(opened, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        _send(line, number, opened, view)


def _line(opened: OpenedLine, view: View) -> Line:
    words, wrong, token = texts(view.language), opened.wrong, opened.token
    begun = wrong.sort if wrong else opened.sort
    sort = st.pills(
        words("log.sort"),
        sorts(),
        default=begun if begun in sorts() else sorts()[0],
        format_func=lambda code: words.known("log_sort", code),
        required=True,
        key=f"log_sort_{token}",
    )
    text = st.text_area(
        words("log.ask_text"),
        wrong.text if wrong else opened.text,
        max_chars=LONGEST_TEXT,
        height=110,
        key=f"log_text_{token}",
    )
    when, who = st.columns(2)
    with when:
        at = st.datetime_input(
            words("log.ask_time"),
            to_the_minute(wrong.happened_at if wrong else clock.now()).replace(
                tzinfo=None
            ),
            key=f"log_at_{token}",
        )
    with who:
        person = _person(opened, view)
    told_by = st.text_input(
        words("log.told_by"),
        (wrong.told_by or "") if wrong else "",
        max_chars=LONGEST_TELLER,
        key=f"log_told_{token}",
    )
    return Line(
        token=token,
        person=person,
        happened_at=at.replace(tzinfo=SHANGHAI) if at else None,
        sort=sort,
        text=text,
        told_by=told_by,
        corrects=wrong.entry_id if wrong else None,
    )


def _person(opened: OpenedLine, view: View) -> str:
    """Whoever is on duty here, or a name that is written; nobody else corrects."""
    words, wrong = texts(view.language), opened.wrong
    here = _on_duty(opened, view)
    first = sorted(here, key=lambda one: one.function != OFFICER)
    names = [one.person for one in first if not one.agency]
    last = wrong.person if wrong else last_writer()
    known = list(dict.fromkeys(filter(None, (last, *names))))
    found = st.selectbox(
        words("log.ask_person"),
        known,
        index=0 if known else None,
        placeholder=words("duty.choose_or_write"),
        accept_new_options=wrong is None,
        disabled=wrong is not None,
        key=f"log_person_{opened.token}",
    )
    return found or ""


def _on_duty(opened: OpenedLine, view: View) -> tuple[OnDuty, ...]:
    """Who is on duty at the seat's center: other pages have not asked for them."""
    answers = opened.picture.answered
    if OWN in answers.tables:
        return answers.rows(OWN, OnDuty)
    now = clock.now()
    try:
        question = {OWN: people_of(view.seat.center_code, now)}
        return rows_of(service.current().reads.round(question, now)[OWN], OnDuty)
    except HubGone:
        return ()


def _number(opened: OpenedLine, view: View) -> str:
    words, wrong = texts(view.language), opened.wrong
    return st.text_input(
        words("log.ask_item"),
        (wrong.case_number or "") if wrong else opened.number,
        max_chars=20,
        key=f"log_item_{opened.token}",
    )


def _send(line: Line, number: str, opened: OpenedLine, view: View) -> None:
    """Send it, wait a little until it is written down, and show the page anew."""
    words, desk = texts(view.language), service.current().desk
    try:
        entry = _entry(line, number, opened, view)
        with st.spinner(words("moves.send")):
            desk.send(entry)
            is_kept = desk.written_soon(entry)
    except Unfit as unfit:
        st.error(words(f"duty_fault.{unfit.reason}", **unfit.values))
        return
    except (DeskError, HubGone) as error:
        st.error(words("moves.failed", error=error))
        return
    keep_writer(line.person)
    put_away(opened.page)
    for page in {PAGE, opened.page}:
        ask_anew_for_all(page)
    keep_said(words("duty.written" if is_kept else "duty.on_its_way"))
    st.rerun()


def _entry(line: Line, number: str, opened: OpenedLine, view: View) -> DeskEntry:
    """Raises Unfit for what cannot be sent so."""
    wrong = opened.wrong
    if wrong is not None and not is_same_person(line.person, wrong.person):
        raise Unfit("log_not_yours")
    item = _item(number, view) if number.strip() else None
    change = last_change(clock.now())
    earliest = min(change, to_the_minute(wrong.happened_at)) if wrong else change
    is_synthetic = service.current().snapshot.is_synthetic
    named = structs.replace(line, item=item)
    return write_line(named, earliest, view.seat, is_synthetic=is_synthetic)


def _item(number: str, view: View) -> tuple[str, str]:
    """The item of a case number, if the seat may see it. Raises Unfit and HubGone; of
    what is not the seat's nothing is said, not even that it is there.
    """
    running, now = service.current(), clock.now()
    question = {NUMBERED: asked(NUMBERED, number=number)}
    tables = running.reads.round(question, now)
    geography = running.snapshot.geography
    found = (
        (one.kind, one.item_id)
        for one in rows_of(tables[NUMBERED], NumberedItem)
        if sees_item(view.seat, held_at(one.division_code, whose(one)), geography)
    )
    item = next(found, None)
    if item is None:
        raise Unfit("log_item")
    return item

"""The forms of a consultation: its call, another time, calling it off, an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from board.components.consultation_fields import (
    area,
    line,
    moment,
    numbered,
    person_of,
    whom,
)
from board.components.consultation_sending import send
from board.components.opened import Opened
from board.components.sending_written import go_on, is_synthetic
from board.desk.consultation import (
    ATTENDS,
    LONGEST_POINTS,
    LONGEST_POST,
    LONGEST_TEXT,
    Attends,
    Call,
    answer,
    cancel,
    change,
    consult,
    done,
)
from board.look import clock
from board.look.clock import SHANGHAI
from board.look.codes import listed
from board.look.texts import texts
from board.views.consultations.asking import SORTS, consultation_of

if TYPE_CHECKING:
    from datetime import datetime

    from board.reads.consultation_rows import ConsultationTold
    from board.viewer.scope import View
    from streams.entries.consultations import Consulted, OnAgenda

STARTS_HOUR, ANSWER_BEFORE = 15, timedelta(hours=4)
"""When it begins, where nobody says otherwise, and by when it is answered."""
LONGEST_NUMBERS = 800


class OpenedCall(Opened, frozen=True, kw_only=True):
    """The form of a call; `items` were chosen on their pages."""

    items: tuple[OnAgenda, ...] = ()


class OpenedDecision(Opened, frozen=True, kw_only=True):
    """The form by which the decision `number` is done."""

    number: int


def call_form(opened: OpenedCall, view: View) -> None:
    """A consultation with those below, those beside, and the agencies of the seat's
    center.
    """
    words, token = texts(view.language), opened.token
    sorts = listed(SORTS, clock.now().date())
    sort = st.pills(
        words("notice.ask.sort"),
        sorts,
        default=sorts[0],
        format_func=lambda one: words.known(SORTS, one),
        required=True,
        key=f"consultation_sort_{token}",
    )
    if opened.items:
        st.caption(words("consultation.chosen", n=len(opened.items)))
    begun = _tomorrow()
    with st.form("consultation", border=False):
        title = line("title", "", token, view)
        when, until = st.columns(2)
        with when:
            starts_at = moment("starts", begun, token, view)
            place = line("place", "", token, view)
        with until:
            answer_by = moment("answer_by", begun - ANSWER_BEFORE, token, view)
            chair = line("chair", "", token, view, most=LONGEST_POST)
        on_items, on_points = st.columns(2)
        with on_items:
            numbers = area("items", token, LONGEST_NUMBERS, view)
        with on_points:
            points = area("points", token, LONGEST_POINTS, view)
        to = whom(token, view)
        person = person_of(token, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:

        def made() -> Consulted:
            found = Call(
                token=token,
                person=person,
                sort=sort or sorts[0],
                title=title,
                place=place,
                chair=chair,
                starts_at=starts_at,
                answer_by=answer_by,
                items=(*opened.items, *numbered(numbers, view)),
                points=points,
                centers=to.centers,
                agencies=to.agencies,
            )
            return consult(found, view.seat, is_synthetic=is_synthetic())

        go_on(send(made, view, told="consultation.was_called"))


def change_form(opened: Opened, view: View) -> None:
    """Another time or place of the one that was open, and why."""
    words, token, one = texts(view.language), opened.token, _one(opened)
    if one is None:
        return
    with st.form("consultation_change", border=False):
        begun = max(one.starts_at, clock.now()) + timedelta(days=1)
        starts_at = moment("starts", begun, token, view)
        place = line("place", one.place, token, view)
        reason = line("reason", "", token, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        given = (token, one.entry_id, (starts_at, place, reason), view.seat)
        go_on(
            send(
                lambda: change(*given, is_synthetic=is_synthetic()),
                view,
                told="consultation.is_moved",
            )
        )


def cancel_form(opened: Opened, view: View) -> None:
    """Why the one that was open is called off."""
    words, token, one = texts(view.language), opened.token, _one(opened)
    if one is None:
        return
    with st.form("consultation_cancel", border=False):
        reason = line("reason", "", token, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        given = (token, one.entry_id, reason, view.seat)
        go_on(
            send(
                lambda: cancel(*given, is_synthetic=is_synthetic()),
                view,
                told="consultation.is_cancelled",
            )
        )


def answer_form(opened: Opened, view: View) -> None:
    """Who comes to the one that was open, or what is said instead."""
    words, token, one = texts(view.language), opened.token, _one(opened)
    if one is None:
        return
    attends: Attends = st.pills(
        words("consultation.answer"),
        ATTENDS,
        default=ATTENDS[0],
        format_func=lambda said: words(f"consultation_attends.{said}"),
        required=True,
        key=f"consultation_attends_{token}",
    )
    with st.form("consultation_answer", border=False):
        is_coming = attends == "yes"
        post = line("post", "", token, view, most=LONGEST_POST) if is_coming else ""
        kind = {"yes": "remark", "written": "written", "no": "no"}[attends]
        text = area(kind, token, LONGEST_TEXT, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        given = (token, one.entry_id, (attends, post, text), view.seat)
        go_on(
            send(
                lambda: answer(*given, is_synthetic=is_synthetic()),
                view,
                told="consultation.is_answered",
            )
        )


def done_form(opened: OpenedDecision, view: View) -> None:
    """What was done of a decision."""
    words, token, one = texts(view.language), opened.token, _one(opened)
    if one is None:
        return
    with st.form("consultation_done", border=False):
        text = area("done", token, LONGEST_TEXT, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        given = (token, one.entry_id, (opened.number, text), view.seat)
        go_on(
            send(
                lambda: done(*given, is_synthetic=is_synthetic()),
                view,
                told="consultation.is_done",
            )
        )


def _one(opened: Opened) -> ConsultationTold | None:
    return consultation_of(opened.picture)


def _tomorrow() -> datetime:
    day = clock.now().astimezone(SHANGHAI) + timedelta(days=1)
    return day.replace(hour=STARTS_HOUR, minute=0)

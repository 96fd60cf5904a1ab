"""Signing on and off at one's own center, and drawing up its roster."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.handover import lead_to_handover
from board.components.login import shown_name
from board.components.said import keep_said
from board.components.view import allowed
from board.components.working import ask_anew_for_all
from board.desk import duty
from board.desk.entries import DeskError
from board.desk.said import Unfit
from board.look import clock
from board.look.clock import SHANGHAI, day_of
from board.look.texts import texts
from board.reads.reads import HubGone
from board.reads.rounds import rows_of
from board.reads.rows_duty import DutyLimits, OnDuty, PlannedShift
from board.viewer.page import Action
from board.views.duty.asking import LIMITS, OWN, SHIFTS, plan_of, span_of
from board.views.duty.changes import next_change

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from board.viewer.answers import Kept
    from board.viewer.scope import View
    from streams.entries.entry import DeskEntry

PAGE = "duty"


def place_duty(kept: Kept, view: View) -> None:
    """Buttons for whoever may; the past is only looked at."""
    if view.at is not None or view.outside:
        return
    words, answers = texts(view.language), kept.picture.answered
    (limits,) = answers.rows(LIMITS, DutyLimits)
    here = tuple(duty.own(answers.rows(OWN, OnDuty), view.seat))
    with st.container(horizontal=True, gap="small", key="duty_forms"):
        if allowed(view, Action.SIGN_ON, PAGE):
            if st.button(words("duty.sign_on"), key="duty_on", type="primary"):
                _over(words("duty.sign_on"), sign_on_form, limits, view)
            if here and st.button(words("duty.sign_off"), key="duty_off"):
                _over(words("duty.sign_off"), sign_off_form, here, view)
        if allowed(view, Action.ROSTER, PAGE) and st.button(
            words("duty.roster"), key="duty_roster"
        ):
            _over(words("duty.roster"), roster_form, limits, view)
        lead_to_handover(view)


def _over(title: str, form: Callable[..., None], *given: object) -> None:
    st.dialog(title, width="medium")(form)(*given)


def sign_on_form(limits: DutyLimits, view: View) -> None:
    """Who comes on duty, as what, until when."""
    words, now = texts(view.language), clock.now()
    proposed = next_change(now).replace(tzinfo=None)
    with st.form("duty_sign_on", border=False):
        # A name that is written otherwise than the roster has it misses its shift.
        names, own = _names(view)
        name = st.selectbox(
            words("duty.ask_name"),
            names,
            index=own,
            placeholder=words("duty.choose_or_write"),
            accept_new_options=True,
            key="duty_name",
        )
        function = st.selectbox(
            words("duty.function"),
            duty.functions(),
            format_func=lambda code: words.known("duty_function", code),
            key="duty_function",
        )
        until = st.datetime_input(
            words("duty.ask_until"), value=proposed, key="duty_until"
        )
        if not st.form_submit_button(words("moves.send"), type="primary"):
            return
    longest = timedelta(minutes=limits.longest_minutes)
    try:
        person = duty.name_of(name or "")
        ends = duty.end_of(_in_city(until), now, longest)
    except Unfit as unfit:
        st.error(words(f"duty_fault.{unfit.reason}", **unfit.values))
        return
    entry = duty.sign_on(view.seat, person, function, ends, is_synthetic=_synthetic())
    _send(entry, view)


def sign_off_form(here: tuple[OnDuty, ...], view: View) -> None:
    """Which of those that are `here` goes off duty."""
    words = texts(view.language)
    with st.form("duty_sign_off", border=False):
        one = st.selectbox(
            words("duty.ask_who"),
            here,
            format_func=lambda one: words(
                "duty.person",
                person=one.person,
                function=words.known("duty_function", one.function),
            ),
            key="duty_who",
        )
        if not st.form_submit_button(words("moves.send"), type="primary"):
            return
    _send(duty.sign_off(view.seat, one, is_synthetic=_synthetic()), view)


def roster_form(limits: DutyLimits, view: View) -> None:
    """The shifts of a day, a line each, in the place of those that were planned."""
    words, now = texts(view.language), clock.now()
    today = day_of(now)
    last = today + timedelta(days=limits.ahead_days - 1)
    day = st.date_input(
        words("duty.day"), today, min_value=today, max_value=last, key="duty_day"
    )
    span = duty.span_of(day, now)
    try:
        present = _present(span, view)
    except HubGone:
        st.error(words("export.hub_gone"))
        return
    st.caption(words("duty.replaces", n=len(present)))
    with st.form("duty_plan", border=False):
        text = st.text_area(
            words("duty.ask_lines"),
            "\n".join(duty.line_of(one, words) for one in present),
            height=220,
            help=words("duty.lines_help"),
            key=f"duty_lines_{day}",
        )
        if st.form_submit_button(words("moves.send"), type="primary"):
            _plan(text, day, span, view)


def _names(view: View) -> tuple[tuple[str, ...], int | None]:
    """Who may be meant, and whose place is meant at first: who is logged in."""
    own, expected = shown_name(), _expected(view)
    if own is None:
        return expected, None
    names = tuple(dict.fromkeys((*expected, own)))
    return names, names.index(own)


def _expected(view: View) -> tuple[str, ...]:
    """Who of the seat's own unit is planned today and has not come; nobody while the
    hub does not answer.
    """
    now = clock.now()
    try:
        planned = _planned(span_of(now), view)
    except HubGone:
        return ()
    names = (
        one.person
        for one in planned
        if one.agency == view.seat.agency_code and one.signed_at is None
    )
    return tuple(dict.fromkeys(names))


def _planned(span: Mapping[str, datetime], view: View) -> tuple[PlannedShift, ...]:
    """The shifts of the seat's own center in a span, as of now. Raises HubGone."""
    now = clock.now()
    question = plan_of(view.seat.center_code, span, now)
    tables = service.current().reads.round({SHIFTS: question}, now)
    return rows_of(tables[SHIFTS], PlannedShift)


def _present(span: duty.Span, view: View) -> tuple[PlannedShift, ...]:
    """What a roster for the span takes the place of. Raises HubGone."""
    found = _planned({"from_at": span.from_at, "until_at": span.until}, view)
    planned = (one for one in found if one.from_at >= span.from_at)
    return tuple(sorted(planned, key=lambda one: (one.from_at, one.function)))


def _plan(text: str, day: date, span: duty.Span, view: View) -> None:
    words = texts(view.language)
    shifts, wrong = duty.shifts_of(text, day, span, words)
    for one in wrong:
        why = words(f"duty_fault.{one.reason}", **one.values)
        st.error(words("duty.wrong_line", n=one.line, why=why))
    if not wrong:
        entry = duty.roster(view.seat, span, shifts, is_synthetic=_synthetic())
        _send(entry, view)


def _send(entry: DeskEntry, view: View) -> None:
    """Send it, wait a little until it is written down, and show the page anew."""
    words, desk = texts(view.language), service.current().desk
    with st.spinner(words("moves.send")):
        try:
            desk.send(entry)
        except DeskError as error:
            st.error(words("moves.failed", error=error))
            return
        is_written = desk.written_soon(entry)
    ask_anew_for_all(PAGE)
    keep_said(words("duty.written" if is_written else "duty.on_its_way"))
    st.rerun()


def _in_city(picked: datetime | None) -> datetime | None:
    return picked.replace(tzinfo=SHANGHAI) if picked else None


def _synthetic() -> bool:
    return service.current().snapshot.is_synthetic

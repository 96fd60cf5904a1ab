"""The form of minutes: who came, what was concluded on each point, what was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from board.components.consultation_fields import area, line, moment, person_of
from board.components.consultation_sending import send, send_moves
from board.components.sending_written import go_on, is_synthetic
from board.desk.consultation import LONGEST_TEXT, Decides, minute
from board.look import clock
from board.look.texts import texts
from board.views.consultations.asking import agenda_of, consultation_of, invited_of
from board.views.consultations.wording import unit_name
from streams.entries.consultations import MOST_DECISIONS, OnAgenda

if TYPE_CHECKING:
    from board.components.opened import Opened
    from board.viewer.scope import View

DUE_AFTER = timedelta(days=7)
"""Until when a decision is done, where nobody says otherwise."""


def minutes_form(opened: Opened, view: View) -> None:
    """The minutes of the one that was open. What they decide on an item is sent as a
    joint task, and each item of the agenda is said to have been consulted on.
    """
    words, token = texts(view.language), opened.token
    one, picture = consultation_of(opened.picture), opened.picture
    if one is None:
        return
    units: dict[tuple[int, str], str | None] = {
        (each.center_code, each.agency_code): each.attends
        for each in invited_of(picture)
    }
    count = st.number_input(
        words("consultation.ask.decisions"),
        min_value=0,
        max_value=MOST_DECISIONS,
        value=1,
        step=1,
        key=f"consultation_count_{token}",
    )
    with st.form("consultation_minutes", border=False):
        attended = st.multiselect(
            words("consultation.ask.attended"),
            tuple(units),
            default=[unit for unit, attends in units.items() if attends == "yes"],
            format_func=lambda unit: unit_name(unit[0], unit[1], picture),
            placeholder=words("notice.choose"),
            key=f"consultation_attended_{token}",
        )
        conclusions = [
            area(
                f"point_{place}", token, LONGEST_TEXT, view, label=f"{place}. {said} *"
            )
            for place, said in enumerate(_points(opened), 1)
        ]
        decisions = [_decision(place, opened, view) for place in range(int(count))]
        person = person_of(token, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        said = (person, attended, conclusions, decisions)
        given = (token, one.entry_id, said, view.seat)
        is_kept = send(
            lambda: minute(*given, is_synthetic=is_synthetic()),
            view,
            told="consultation.is_minuted",
        )
        if is_kept:
            send_moves(one.entry_id, view)
        go_on(is_kept)


def _points(opened: Opened) -> list[str]:
    """The agenda in words: items by their numbers, then the free points."""
    picture, words = opened.picture, opened.picture.words
    one = consultation_of(picture)
    items = (
        each.case_number or words("consultation.unknown_item")
        for each in agenda_of(picture)
    )
    return [*items, *(one.points if one else ())]


def _decision(place: int, opened: Opened, view: View) -> Decides:
    words, token, picture = texts(view.language), opened.token, opened.picture
    units: tuple[tuple[int, str], ...] = (
        *((each.center_code, each.agency_code) for each in invited_of(picture)),
        (view.seat.center_code, ""),
    )
    items = {
        OnAgenda(kind=each.kind, item_id=each.item_id): each.case_number or each.kind
        for each in agenda_of(picture)
    }
    st.markdown(f"**{words('consultation.decision_no', n=place + 1)}**")
    what, who, on, due = st.columns([38, 26, 18, 18])
    with what:
        said = line(f"what {place}", "", token, view)
    with who:
        unit = st.selectbox(
            words("consultation.ask.who"),
            units,
            format_func=lambda one: unit_name(one[0], one[1], picture),
            key=f"consultation_who_{place}_{token}",
        )
    with on:
        item = st.selectbox(
            words("consultation.ask.on"),
            (None, *items),
            format_func=lambda one: (
                items[one] if one else words("consultation.no_item")
            ),
            key=f"consultation_on_{place}_{token}",
        )
    with due:
        due_at = moment(f"due {place}", clock.now() + DUE_AFTER, token, view)
    return Decides(unit=unit, what=said, due_at=due_at, item=item)

"""What is done about a notice that is open: an answer, more time, a withdrawal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from board.components.notice_fields import area, line, moment, person_of
from board.components.notice_sending import send
from board.components.sending_written import go_on, is_synthetic
from board.desk.notice import BIGGEST, LONGEST_TEXT, Answer, answer, extend, withdraw
from board.look import clock
from board.look.texts import texts
from board.reads.notice_rows import NoticePassed
from board.views.notices.asking import PASSED, notice_of

if TYPE_CHECKING:
    from board.components.opened import Opened
    from board.reads.notice_rows import NoticeTold
    from board.viewer.scope import View


def answer_form(opened: Opened, view: View) -> None:
    """An answer to the notice that was open; a later one begins as the last reads, the
    first with what those below add up to where it was handed down.
    """
    words, token, one = texts(view.language), opened.token, notice_of(opened.picture)
    if one is None:
        return
    passed = opened.picture.answered.rows(PASSED, NoticePassed)
    totals = passed[-1].totals if passed else []
    begun = one.answer_numbers or totals
    with st.form("notice_answer", border=False):
        person = person_of(token, view)
        numbers = _told(one, begun, token, view)
        text = area("answer", one.answer or "", token, LONGEST_TEXT, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        said = Answer(token=token, person=person, text=text, numbers=numbers)
        made = lambda: answer(  # noqa: E731 - it is sent below
            said, one.entry_id, view.seat, is_synthetic=is_synthetic()
        )
        go_on(send(made, view, told="notice.was_answered"))


def withdraw_form(opened: Opened, view: View) -> None:
    """Why the notice that was open is taken back."""
    words, token, one = texts(view.language), opened.token, notice_of(opened.picture)
    if one is None:
        return
    with st.form("notice_withdraw", border=False):
        reason = line("reason", "", token, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        given = (token, one.entry_id, reason, view.seat)
        go_on(
            send(
                lambda: withdraw(*given, is_synthetic=is_synthetic()),
                view,
                told="notice.is_withdrawn",
            )
        )


def extend_form(opened: Opened, view: View) -> None:
    """Until when there is time from now on."""
    words, token, one = texts(view.language), opened.token, notice_of(opened.picture)
    if one is None:
        return
    with st.form("notice_extend", border=False):
        begun = max(one.due_at or clock.now(), clock.now()) + timedelta(days=1)
        due_at = moment("due", begun, token, view)
        is_sent = st.form_submit_button(words(opened.title), type="primary")
    if is_sent:
        given = (token, one.entry_id, (due_at, one.due_at), view.seat)
        go_on(
            send(
                lambda: extend(*given, is_synthetic=is_synthetic()),
                view,
                told="notice.is_extended",
            )
        )


def _told(
    one: NoticeTold, begun: list[int] | list[int | None], token: str, view: View
) -> tuple[int | None, ...]:
    words = texts(view.language)
    if not one.numbers:
        return ()
    found = []
    columns = st.columns(min(3, len(one.numbers)))
    for place, asked in enumerate(one.numbers):
        with columns[place % len(columns)]:
            found.append(
                st.number_input(
                    words("notice.ask.number", name=asked["name"], unit=asked["unit"]),
                    min_value=0,
                    max_value=BIGGEST,
                    value=begun[place] if place < len(begun) else None,
                    step=1,
                    key=f"notice_number_{place}_{token}",
                )
            )
    return tuple(found)

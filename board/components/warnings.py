"""预警 on the page: writing to the center concerned, answering, printing a letter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board.components.export import hand_out, order_paper
from board.components.opened import Opened, open_form, place_form
from board.components.view import allowed
from board.components.warnings_form import PAGE, answer_form, warn_form
from board.components.working import choosing, say_of_when, seen_by, sheet
from board.look.texts import texts
from board.picture.filters import TITLES
from board.viewer.page import Action
from board.views.warnings.asking import hot_of, letter_of, number_of
from board.views.warnings.letters import center_to_warn, is_told

if TYPE_CHECKING:
    from board.reads.warning_rows import WarningLetter
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View


def place_warning(kept: Kept, view: View) -> None:
    """Of when the page is, and what this viewer may do about the chosen row or letter;
    the past is only looked at.
    """
    picture = seen_by(view, kept.picture)
    one = letter_of(picture) if is_told(picture) else None
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="warnings_ways"
    ):
        say_of_when(kept, view)
        _warn(picture, view)
        if one is not None:
            _answer(one, picture, view)
            _print(one, picture, view)
    place_form(PAGE, view)
    if one is not None:
        hand_out(view, _kept_under(one, view))


def place_letters(kept: Kept, view: View) -> None:
    """The letters, above them the one that was chosen; to agencies and people outside
    nothing.
    """
    picture = seen_by(view, kept.picture)
    if not is_told(picture):
        return
    one = letter_of(picture)
    if one is not None:
        sheet("warning_letter", kept, view=view)
    sheet(
        "warning_letters",
        kept,
        view=view,
        pick="key",
        chosen=one.entry_id if one else "",
        on_go=choosing("warning_letters", "letter"),
    )


def _warn(picture: Picture, view: View) -> None:
    one = hot_of(picture)
    if one is None or not one.level or not _may(view):
        return
    if center_to_warn(one, view.seat.center_code, picture) is None:
        return
    st.button(
        texts(view.language)("warning.warn"),
        type="primary",
        key="warning_warn",
        on_click=partial(
            open_form,
            PAGE,
            Opened(form=warn_form, title="warning.warn", picture=picture),
        ),
    )


def _answer(one: WarningLetter, picture: Picture, view: View) -> None:
    is_asked = one.to_center == view.seat.center_code and one.replied_at is None
    if is_asked and _may(view):
        st.button(
            texts(view.language)("warning.answer"),
            type="primary",
            key="warning_answer",
            on_click=partial(
                open_form,
                PAGE,
                Opened(form=answer_form, title="warning.answer", picture=picture),
            ),
        )


def _print(one: WarningLetter, picture: Picture, view: View) -> None:
    words = texts(view.language)
    may_take = allowed(view, Action.EXPORT, "export") and picture.choices.get(TITLES)
    if not may_take or not st.button(words("warning.make"), key="warning_make"):
        return
    reason = words("warning.purpose", number=number_of(one, words))
    order_paper(PAGE, picture, view, reason, kept=_kept_under(one, view))


def _kept_under(one: WarningLetter, view: View) -> str:
    """A letter that was answered meanwhile is another paper."""
    state = "open" if one.replied_at is None else "answered"
    seat = view.seat
    return f"warning {one.entry_id} {state} {seat.role} {seat.center_code}"


def _may(view: View) -> bool:
    is_now = view.at is None and not view.outside
    return is_now and allowed(view, Action.WARN, PAGE)

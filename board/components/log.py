"""值班日志 on the page of the duty: what is shown of it, and the way to a new line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import choose_one
from board.components.log_form import PAGE, OpenedLine, is_own, line_form
from board.components.opened import open_form, place_form
from board.components.travel import address_of
from board.components.view import allowed
from board.components.working import choosing, seen_by, sheet
from board.desk.log import sorts
from board.look.texts import texts
from board.viewer.page import Action
from board.views.duty.log_asking import (
    ANY,
    LOG,
    SHIFTS,
    WHOSE,
    is_told,
    line_of,
)

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View


def place_log(kept: Kept, view: View) -> None:
    """The log with its choices; the past is only looked at."""
    picture = seen_by(view, kept.picture)
    one = line_of(picture)
    if is_told(picture):
        _choices(picture, view)
        place_form(PAGE, view, width="medium")
    sheet(
        LOG,
        kept,
        view=view,
        pick="key",
        chosen=one.entry_id if one else "",
        on_go=choosing(LOG, "line"),
        link=address_of("item", view),
    )


def _choices(picture: Picture, view: View) -> None:
    words = texts(view.language)
    with st.container(horizontal=True, vertical_alignment="bottom", key="log_ways"):
        if may_write(view):
            _ways(picture, view)
        for name, options, shown in (
            ("log_shift", SHIFTS, lambda one: words(f"log_shift.{one}")),
            ("log_of", WHOSE, lambda one: words(f"log_of.{one}")),
            ("log_sort", (ANY, *sorts()), partial(_sort, view)),
        ):
            with st.container(width=190):
                choose_one(name, options, label=words(f"log.{name}"), shown=shown)


def _ways(picture: Picture, view: View) -> None:
    words, one = texts(view.language), line_of(picture)
    opening = partial(OpenedLine, form=line_form, picture=picture)
    st.button(
        words("log.write"),
        type="primary",
        key="log_write",
        on_click=partial(open_form, PAGE, opening(title="log.write")),
    )
    if one is not None and is_own(one, view):
        st.button(
            words("log.correct"),
            key="log_correct",
            on_click=partial(open_form, PAGE, opening(title="log.correct", wrong=one)),
        )


def may_write(view: View) -> bool:
    """The log of a center is written by its own people, and not in the past."""
    is_now = view.at is None and not view.outside
    return is_now and allowed(view, Action.WRITE_LOG, PAGE)


def _sort(view: View, code: str) -> str:
    words = texts(view.language)
    return words.known("log_sort", code) if code else words("choose.any")

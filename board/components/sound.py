"""The sound of a live page: what its band is told, and a test of it written down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from board import service
from board.components.view import allowed
from board.components.working import ask_anew_for_all
from board.desk.duty import sound_tested
from board.desk.entries import DeskError
from board.look.texts import texts
from board.viewer.page import Action

if TYPE_CHECKING:
    from board.viewer.scope import View

PART = "sounds"
WHERE_IT_SHOWS = "duty"


def sounding(page: str, view: View, *, key: str) -> dict[str, Any]:
    """What the panel `key` with the band of a page is told besides; nothing where there
    is nothing to hear.
    """
    if PART not in service.current().pages[page].parts:
        return {}
    return {
        "sound": {"may_test": allowed(view, Action.TEST_SOUND, page)},
        "on_tested": partial(_tested, page, view, key),
    }


def _tested(page: str, view: View, key: str) -> None:
    """Write down what somebody said; only who may is asked."""
    said = getattr(st.session_state[key], "tested", "")
    if said not in {"heard", "unheard"} or not allowed(view, Action.TEST_SOUND, page):
        return
    words, running = texts(view.language), service.current()
    entry = sound_tested(
        view.seat,
        page,
        is_heard=said == "heard",
        is_synthetic=running.snapshot.is_synthetic,
    )
    try:
        running.desk.send(entry)
    except DeskError as error:
        st.toast(words("moves.failed", error=error), duration="long")
        return
    ask_anew_for_all(WHERE_IT_SHOWS)
    st.toast(words("sound.test.written"))

"""A playback on its page: which window, and the panel that plays it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from board.components.choice import choose_tab
from board.components.travel import address_of, going
from board.components.view import allowed
from board.components.working import say_of_when, sheet
from board.look.texts import texts
from board.viewer.page import Action
from board.viewer.scope import moment_text
from board.views.playback.asking import HOURS, STEPS, window_of
from board.views.playback.course import course
from streams.events import STREAMS

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View

PAGE = "playback"
LAYERS = ("items", "names")


def choose_window(kept: Kept, view: View) -> None:
    """How long it is, and of when the page is."""
    words = texts(view.language)
    with st.container(
        horizontal=True, vertical_alignment="center", key="playback_window"
    ):
        choose_tab(
            HOURS,
            tuple(STEPS),
            label=words("playback.hours"),
            shown=lambda one: words(f"playback.hours_{one}"),
        )
        say_of_when(kept, view)


def play(kept: Kept, view: View) -> None:
    """The panel; outside and to whom there is no map, none of villages is told."""
    window = window_of(kept.picture)
    sees_map = allowed(view, Action.SEE_MAP, PAGE) and not view.outside
    query = urlencode(view.query(page=PAGE))
    sheet(
        PAGE,
        kept,
        view=view,
        name=PAGE,
        on_go=going(f"sheet_{PAGE}"),
        number=kept.number,
        course=course(kept.picture) if sees_map else None,
        drawing=f"api/map/drawing?{query}" if sees_map else "",
        chosen=LAYERS,
        link=address_of("item", view),
        midnight=window.midnight_no,
        standings={one.kind: one.opens_as for one in STREAMS},
        step_s=window.step.total_seconds(),
        until=moment_text(window.until_at),
    )


def lead_to_playback(view: View) -> None:
    """The way to the page from another one; nothing for whom there is none."""
    address = address_of(PAGE, view)
    if address:
        st.link_button(texts(view.language)("playback.open"), address)

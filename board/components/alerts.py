"""The queue of camera alerts on the page: lists to judge from, and what came since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import say
from board.components.panel import panel
from board.components.several import choosing_several
from board.components.several_form import place_several
from board.components.several_sent import tell_several
from board.components.travel import address_of
from board.components.working import ask_anew, choosing, say_of_when, sheet
from board.look.texts import texts
from board.views.alerts.arrived import arrived
from board.views.alerts.asking import MEMBERS_SHOWN, group_of
from board.views.alerts.queue import BATCHES, LINES, OPENED
from board.views.handling.several import Bounds

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View

JUDGED = Bounds(
    MEMBERS_SHOWN, ("acknowledge", "dismiss", "shelve", "confirm"), ("confirm",)
)
"""What is done with alerts: each case is confirmed on its own."""


def begin_queue(kept: Kept, view: View) -> None:
    """Say of when the queue is, what came since, and what became of the last move."""
    with st.container(horizontal=True, vertical_alignment="center", key="alerts_when"):
        say_of_when(kept, view)
        if view.at is None:
            _watch(kept, view)
    tell_several(kept.picture.page, view)
    place_several(view)


def _watch(kept: Kept, view: View) -> None:
    known = {one.key: one.value for one in arrived(kept.picture).figures}
    panel(
        "arrived",
        page=kept.picture.page,
        view=view,
        key="arrived",
        base={"number": kept.number, **known},
        on_go=ask_anew,
    )


def place_queue(kept: Kept, view: View) -> None:
    """Lines on the left, batches on the right, above them the one that was opened."""
    with st.container(key="alerts_queue"):
        lines, batches = st.columns([52, 48])
    with lines:
        _list(LINES, kept, view)
    with batches:
        if group_of(kept.picture) is not None:
            _list(OPENED, kept, view)
            words = texts(view.language)
            if st.button(words("alerts.close"), key="alerts_close"):
                say(group="")
                st.rerun()
        _list(BATCHES, kept, view)


def _list(part: str, kept: Kept, view: View) -> None:
    words = texts(view.language)
    told = choosing_several(part, kept, view, JUDGED)
    sheet(
        part,
        kept,
        view=view,
        name="alerts",
        link=address_of("item", view),
        chosen=kept.picture.choices.get("group", ""),
        moves=[
            {
                "move": one,
                "name": words(f"alerts.move.{one}"),
                "alone": one in JUDGED.alone,
            }
            for one in JUDGED.moves
        ],
        on_go=choosing(part, "group"),
        **told,
    )

"""What narrows the list of joint operations, and where the list stands then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import choose_one
from board.components.working import choosing, sheet
from board.look.texts import texts
from board.views.handling import joint

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from board.viewer.answers import Kept
    from board.viewer.scope import View


def narrowing(kept: Kept, view: View) -> DeltaGenerator:
    """Beside the list what there is of each agency; an agency, whose own list it is,
    has the whole width for it.
    """
    if view.seat.agency_code:
        with st.container(width=320):
            _which(view)
        return st.container()
    by_agency, under_way = st.columns([36, 64])
    with by_agency:
        _which(view)
        chosen = joint.agency_of(kept.picture) or joint.EVERY
        pick = choosing(joint.AGENCIES, "agency_shown")
        sheet(joint.AGENCIES, kept, view=view, pick="agency", chosen=chosen, on_go=pick)
        if joint.has_siblings(kept.picture):
            sheet(joint.SIBLINGS, kept, view=view)
    return under_way


def _which(view: View) -> None:
    words = texts(view.language)
    choose_one(
        "late",
        joint.LATENESS,
        label=words("joint.which"),
        shown=lambda one: words.known("joint.late", one),
    )

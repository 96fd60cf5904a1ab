"""What a viewer of campaigns chooses; it stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import choose_one
from board.components.working import say_of_when
from board.look.clock import day_of
from board.look.texts import texts
from board.picture.periods import names
from board.views.campaigns.league import order, shown_campaign

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View


def choose_campaign(kept: Kept, view: View) -> None:
    """The period of all parts and the campaign that is told of; of when the page is."""
    words, picture = texts(view.language), kept.picture
    columns = st.columns([21, 30, 49], gap="small", vertical_alignment="bottom")
    with columns[0]:
        choose_one(
            "period",
            names(day_of(picture.now)),
            label=words("choose.period"),
            shown=lambda one: words.known("period", one),
        )
    with columns[1]:
        choose_one(
            "campaign",
            tuple(order(picture)),
            label=words("choose.campaign"),
            shown=lambda one: words.known("campaign", one),
            present=shown_campaign(picture),
        )
    with columns[2]:
        say_of_when(kept, view)

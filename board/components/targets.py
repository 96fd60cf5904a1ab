"""What a viewer of targets chooses; it stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import choose_one
from board.components.working import say_of_when
from board.look.clock import day_of
from board.look.targets import targets
from board.look.texts import texts
from board.picture.periods import names

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View


def choose_target(kept: Kept, view: View) -> None:
    """The period, and the target that is told by division; of when the page is."""
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
            "target",
            tuple(targets()),
            label=words("choose.target"),
            shown=lambda one: words.known("indicator", one),
        )
    with columns[2]:
        say_of_when(kept, view)

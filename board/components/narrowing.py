"""Buttons above a statistical table that is too large, which make one that fits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import say
from board.look.texts import texts
from board.views.statistics.narrowing import narrowings

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View


def narrow(kept: Kept, view: View) -> None:
    """Nothing above a table that fits."""
    words, ways = texts(view.language), narrowings(kept.picture)
    if not ways:
        return
    row = st.container(horizontal=True, key="statistics_narrower")
    row.text(words("statistics.narrower"), width="content")
    for name, said in ways.items():
        row.button(
            words(f"statistics.narrower.{name}"),
            key=f"narrower_{name}",
            on_click=partial(say, **said, sort=""),
        )

"""What a viewer of the indicator page chooses; it stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import choose_one, say
from board.look.definitions import definitions
from board.look.texts import texts
from board.picture.indicators import ITEMS, day_of
from board.picture.periods import names
from board.views.indicators.asking import against_text

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View


def choose_figures(kept: Kept, view: View) -> None:
    """Indicator, period, and what they are held against."""
    words, picture = texts(view.language), kept.picture
    columns = st.columns(3, gap="small")
    with columns[0]:
        choose_one(
            "indicator",
            tuple(definitions()),
            label=words("choose.indicator"),
            shown=lambda one: words.known("indicator", one),
        )
    with columns[1]:
        choose_one(
            "period",
            names(day_of(picture.now)),
            label=words("choose.period"),
            shown=lambda one: words.known("period", one),
        )
    with columns[2]:
        choose_one(
            "against",
            ("", *_others(kept)),
            label=words("choose.against"),
            shown=lambda one: against_text(one, picture) or words("choose.nothing"),
        )


def _others(kept: Kept) -> tuple[str, ...]:
    """Divisions beside this one and above it, then the other periods."""
    picture = kept.picture
    known = picture.snapshot.geography
    above = known.line(picture.scope)[1:]
    beside = known.children.get(above[0], ()) if above else known.children[known.city]
    divisions = dict.fromkeys((*beside, *above))
    divisions.pop(picture.scope, None)
    return (*map(str, divisions), *names(day_of(picture.now)))


def choose_items(kept: Kept, view: View) -> bool:
    """Whether the items behind the figure are shown; they cost the hub a search."""
    words = texts(view.language)
    shown = kept.picture.choices.get("items") == ITEMS
    name = words("choose.no_items" if shown else "choose.items")
    if st.button(name, key="items", type="secondary"):
        say(items="" if shown else ITEMS)
        st.rerun()
    return shown

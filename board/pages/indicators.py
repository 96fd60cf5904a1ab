"""指标: every figure of the dictionary, with its meaning, its course and its items."""

from functools import partial

import streamlit as st

from board.components.indicators import choose_figures, choose_items
from board.components.panel import panel
from board.components.past import choose_moment
from board.components.seat import choose_seat
from board.components.travel import going
from board.components.view import current_view
from board.components.working import answered_page, choosing, say_of_when, sheet

view = current_view()
kept = answered_page("indicators", view)
place = partial(panel, page="indicators", view=view)
place("topbar", key="topbar", taken=str(kept.number) if kept else "")
crumbs, moment, identity = st.columns([54, 6, 40], vertical_alignment="center")
with crumbs:
    place("crumbs", key="crumbs", on_go=going("crumbs"))
with moment:
    choose_moment(view)
with identity:
    choose_seat(view)
if kept:
    show = partial(sheet, kept=kept, view=view)
    choices, asked = st.columns([62, 38], vertical_alignment="bottom")
    with choices:
        choose_figures(kept, view)
    with asked:
        say_of_when(kept, view)
    left, right = st.columns([46, 54])
    with left:
        chosen = kept.picture.choices.get("indicator", "received")
        pick = choosing("dictionary", "indicator")
        show("dictionary", pick="key", chosen=chosen, on_go=pick)
    with right:
        show("definition")
        show("trend")
        show("divisions", pick="code", on_go=going("sheet_divisions"))
    if kept.picture.choices.get("against"):
        show("comparison")
    if choose_items(kept, view):
        show("behind")

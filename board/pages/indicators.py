"""指标: every figure of the dictionary, with its meaning, its course and its items."""

from functools import partial

import streamlit as st

from board.components.heading import heading
from board.components.indicators import (
    choose_course,
    choose_figures,
    choose_items,
    choose_monthly,
)
from board.components.travel import going
from board.components.view import current_view
from board.components.working import answered_page, choosing, sheet

view = current_view()
kept = answered_page("indicators", view)
heading("indicators", view, taken=str(kept.number) if kept else "")
if kept:
    show = partial(sheet, kept=kept, view=view)
    choice = choose_figures(kept, view)
    left, right = st.columns([46, 54])
    with left:
        pick = choosing("dictionary", "indicator")
        show("dictionary", pick="key", chosen=choice.indicator, on_go=pick)
        choose_monthly(view)
        show("years")
    with right:
        show("definition")
        show("trend")
        choose_course(choice, view)
        show("divisions", pick="code", on_go=going("sheet_divisions"))
    if choice.against:
        show("comparison")
    choose_items(choice, view)
    if choice.has_items:
        show("behind")

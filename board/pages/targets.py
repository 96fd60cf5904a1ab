"""任务: what rates shall come to, what they come to, and where there is a gap."""

from functools import partial

import streamlit as st

from board.components.heading import heading
from board.components.period import choose_period_and
from board.components.travel import address_of, going
from board.components.view import current_view
from board.components.working import answered_page, choosing, sheet
from board.look.targets import targets
from board.views.targets.asking import chosen

view = current_view()
kept = answered_page("targets", view)
heading("targets", view, taken=str(kept.number) if kept else "")
if kept:
    show = partial(sheet, kept=kept, view=view, link=address_of("items", view))
    names = tuple(targets())
    choose_period_and(kept, view, "target", names, family="indicator")
    pick, target = choosing("target_list", "target"), chosen(kept.picture).target
    left, right = st.columns([64, 36])
    with left:
        show("target_list", name="targets", chosen=target, on_go=pick)
    with right:
        show("target_divisions", pick="code", on_go=going("sheet_target_divisions"))
    show("target_matrix", pick="code", on_go=going("sheet_target_matrix"))

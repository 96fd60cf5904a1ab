"""中心: one center, what it is asked, its desks and last moves, and who is quiet."""

from functools import partial

import streamlit as st

from board.components.centers import open_center
from board.components.heading import heading
from board.components.travel import address_of
from board.components.view import current_view
from board.components.working import answered_page, choosing, say_of_when, sheet
from board.views.centers.activity import EVERY
from board.views.centers.asking import tier_of

view = current_view()
kept = answered_page("center", view)
heading("center", view, taken=str(kept.number) if kept else "")
if kept:
    show = partial(sheet, kept=kept, view=view)
    say_of_when(kept, view)
    show("center_about")
    left, right = st.columns([38, 62])
    item, items = address_of("item", view), address_of("items", view)
    with left:
        show("center_reasons", link=address_of("todo", view))
        show("center_desks", link=items)
        pick, chosen = choosing("center_tiers", "tier"), tier_of(kept.picture) or EVERY
        show("center_tiers", pick="tier", chosen=chosen, on_go=pick)
        show("center_contacts")
        show("center_list", pick="code", on_go=open_center)
    with right:
        show("center_owned", link=items)
        show("center_waiting", name="found", link=item)
        show("center_moves", name="found", link=item)

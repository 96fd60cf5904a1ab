"""事项详情: one item, whose it is, what limits it, and all that happened to it."""

from functools import partial

import streamlit as st

from board.components.calls import place_whose
from board.components.following import place_following
from board.components.heading import heading
from board.components.item import ways_out
from board.components.moves import place_moves
from board.components.said import say_what_became
from board.components.same import place_around, place_same
from board.components.steps import place_checklist, place_told
from board.components.view import current_view
from board.components.watching import watch_item
from board.components.working import answered_page, seen_by, sheet
from board.views.items.page import sheet_of

view = current_view()
kept = answered_page("item", view)
heading("item", view, taken=str(kept.number) if kept else "")
say_what_became(view)
if kept:
    show = partial(sheet, kept=kept, view=view)
    show("about")
    if item := sheet_of(seen_by(view, kept.picture)):
        say_if_unwritten = place_following(item, kept, view)
        place_moves(kept.picture, view)
        place_same(kept, view)
        place_checklist(kept, view)
        left, right = st.columns([62, 38])
        with right:
            ways_out(item, view)
            place_whose(kept, view)
            place_around(kept, view)
        with left:
            place_told(item, kept, view)
        watch_item(kept.picture, view)
        say_if_unwritten()

"""事项: what was asked for, how many there are of each kind and status, and which."""

import streamlit as st

from board.components.heading import heading
from board.components.items import choose_items, chosen_of, filtering
from board.components.same_marks import same_marks
from board.components.several_page import several_of
from board.components.travel import address_of
from board.components.view import current_view
from board.components.working import answered_page, sheet

view = current_view()
kept = answered_page("items", view)
heading("items", view, taken=str(kept.number) if kept else "")
if kept:
    choose_items(kept, view)
    several = several_of("items", kept, view)
    several |= same_marks("items", kept, view)
    counts, found = st.columns([20, 80])
    with counts:
        sheet(
            "counts",
            kept,
            view=view,
            name="counts",
            chosen=chosen_of(kept),
            on_go=filtering("counts"),
        )
    with found:
        sheet(
            "items",
            kept,
            view=view,
            name="found",
            on_go=filtering("items"),
            link=address_of("item", view),
            **several,
        )

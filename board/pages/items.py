"""事项: what was asked for, how many there are of each kind and status, and which."""

import streamlit as st

from board.components.heading import heading
from board.components.items import choose_items, chosen_of, filtering
from board.components.several import choosing_several
from board.components.several_form import place_several
from board.components.several_sent import tell_several
from board.components.travel import address_of
from board.components.view import current_view
from board.components.working import answered_page, sheet

view = current_view()
kept = answered_page("items", view)
heading("items", view, taken=str(kept.number) if kept else "")
if kept:
    choose_items(kept, view)
    tell_several("items", view)
    place_several(view)
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
            **choosing_several("items", kept, view),
        )

"""统计: tables over any two dimensions, of which every cell opens what it counts."""

import streamlit as st

from board.components.heading import heading
from board.components.narrowing import narrow
from board.components.statistics import choose_table, sorting
from board.components.travel import address_of
from board.components.view import current_view
from board.components.working import answered_page, sheet
from board.views.statistics.crossed import TABLE, across

view = current_view()
kept = answered_page("statistics", view)
heading("statistics", view, taken=str(kept.number) if kept else "")
if kept:
    choose_table(kept, view)
    narrow(kept, view)
    sheet(
        TABLE,
        kept,
        view=view,
        name="crossed",
        across=across(kept.picture),
        sorted=st.query_params.get("sort", ""),
        on_go=sorting(TABLE),
        # For people outside no single items are told.
        link="" if view.outside else address_of("items", view),
    )

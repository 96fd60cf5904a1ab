"""化解: whether cases were settled at the tier that should settle them, and if not,
who passed them up.
"""

import streamlit as st

from board.components.containment import choose_cases, choose_counts, flowing, turning
from board.components.heading import heading
from board.components.travel import address_of, going
from board.components.view import current_view
from board.components.working import answered_page, sheet
from board.views.containment.asking import chosen

view = current_view()
kept = answered_page("containment", view)
heading("containment", view, taken=str(kept.number) if kept else "")
if kept:
    flow = chosen(kept.picture).flow
    choose_counts(kept, view)
    sheet("contained_rates", kept, view=view)
    left, right = st.columns(2)
    for column, part in ((left, "contained_steps"), (right, "contained_flows")):
        with column:
            sheet(part, kept, view=view, pick="flow", chosen=flow, on_go=flowing(part))
    towns, cases = st.columns([32, 68])
    with towns:
        go = going("sheet_contained_towns")
        scope = str(view.scope)
        sheet("contained_towns", kept, view=view, pick="code", chosen=scope, on_go=go)
    with cases:
        choose_cases(kept, view)
        link = address_of("item", view)
        go = turning("contained_cases")
        sheet("contained_cases", kept, view=view, name="found", link=link, on_go=go)

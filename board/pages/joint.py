"""联动: joint operations under way, by agency and by lateness; an agency's own page."""

import streamlit as st

from board.components.choice import choose_one
from board.components.heading import heading
from board.components.travel import address_of
from board.components.view import current_view
from board.components.working import answered_page, choosing, say_of_when, sheet
from board.look.texts import texts
from board.views.handling import joint

view = current_view()
kept = answered_page("joint", view)
heading("joint", view, taken=str(kept.number) if kept else "")
if kept:
    words = texts(view.language)
    say_of_when(kept, view)
    sheet(joint.TOTALS, kept, view=view)
    by_agency, under_way = st.columns([36, 64])
    with by_agency:
        choose_one(
            "late",
            joint.LATENESS,
            label=words("joint.which"),
            shown=lambda one: words.known("joint.late", one),
        )
        chosen = joint.agency_of(kept.picture) or joint.EVERY
        pick = choosing(joint.AGENCIES, "agency_shown")
        sheet(joint.AGENCIES, kept, view=view, pick="agency", chosen=chosen, on_go=pick)
        if joint.has_siblings(kept.picture):
            sheet(joint.SIBLINGS, kept, view=view)
    with under_way:
        link = address_of("item", view)
        sheet(joint.OPERATIONS, kept, view=view, name="operations", link=link)

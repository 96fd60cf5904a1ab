"""我的待办: what waits for this seat, and the items behind it."""

import streamlit as st

from board.components.following import place_followed
from board.components.handover import lead_to_handover
from board.components.heading import heading
from board.components.same_marks import same_marks
from board.components.several_page import several_of
from board.components.travel import address_of
from board.components.view import current_view
from board.components.working import answered_page, choosing, say_of_when, sheet
from board.views.handling.todo import reason_of

view = current_view()
kept = answered_page("todo", view)
heading("todo", view, taken=str(kept.number) if kept else "")
if kept:
    say_of_when(kept, view)
    several = several_of("waiting", kept, view)
    several |= same_marks("waiting", kept, view)
    place_followed(kept, view)
    reasons, waiting = st.columns([22, 78])
    with reasons:
        chosen = reason_of(kept.picture)
        pick = choosing("reasons", "reason")
        sheet("reasons", kept, view=view, pick="reason", chosen=chosen, on_go=pick)
        lead_to_handover(view)
    with waiting:
        link = address_of("item", view)
        sheet("waiting", kept, view=view, name="found", link=link, **several)

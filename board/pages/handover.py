"""交接班: the sheet of a shift, drawn up from what is open, and signed by the next."""

from functools import partial

import streamlit as st

from board.components.handover import place_handing, place_lists
from board.components.heading import heading
from board.components.said import say_what_became
from board.components.view import current_view
from board.components.working import answered_page, choosing, sheet
from board.views.duty.handover import drawn_of

view = current_view()
kept = answered_page("handover", view)
heading("handover", view, taken=str(kept.number) if kept else "")
say_what_became(view)
if kept:
    place_handing(kept, view)
    show = partial(sheet, kept=kept, view=view)
    drawn = drawn_of(kept.picture)
    widths = [41, 26, 33] if drawn else [55, 45]
    first, *more, last = st.columns(widths)
    with first:
        show("handover_figures")
    for place in more:
        with place:
            show("handover_signed")
    with last:
        chosen = drawn.entry_id if drawn else ""
        pick = choosing("handovers", "sheet")
        show("handovers", pick="key", chosen=chosen, on_go=pick)
    place_lists(kept, view)

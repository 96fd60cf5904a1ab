"""督办: items under supervision by level and reply, and those on the ledger."""

from functools import partial

import streamlit as st

from board.components.heading import heading
from board.components.supervision import carding, choose_which
from board.components.travel import address_of
from board.components.view import current_view
from board.components.working import answered_page, choosing, sheet
from board.views.handling import supervision

view = current_view()
kept = answered_page("supervision", view)
heading("supervision", view, taken=str(kept.number) if kept else "")
if kept:
    choose_which(kept, view)
    chosen = supervision.chosen_of(kept.picture)
    go = carding(supervision.COUNTS)
    sheet(supervision.COUNTS, kept, view=view, name="cards", chosen=chosen, on_go=go)
    by_owner, found = st.columns([22, 78])
    with by_owner:
        sheet(
            supervision.OWNERS,
            kept,
            view=view,
            pick="owner",
            chosen=chosen["owner"] or supervision.EVERY,
            on_go=choosing(supervision.OWNERS, "owner"),
        )
    with found:
        show = partial(sheet, kept=kept, view=view, name="found")
        show(
            supervision.SUPERVISED,
            link=address_of("item", view),
            letter=address_of("letter", view),
        )
        show(supervision.LEDGER, link=address_of("item", view))

"""审计: who opened, exported and entered what, and what proves it."""

from functools import partial

import streamlit as st

from board.components.audit import choose_audited
from board.components.containment import turning
from board.components.heading import heading
from board.components.logged_in import place_logged_in
from board.components.said import say_what_became
from board.components.view import current_view
from board.components.working import answered_page, sheet

view = current_view()
kept = answered_page("audit", view)
heading("audit", view, taken=str(kept.number) if kept else "")
say_what_became(view)
if kept:
    show = partial(sheet, kept=kept, view=view)
    choose_audited(kept, view)
    show("audit_chain")
    left, right = st.columns([64, 36])
    with left:
        show("audit_centers")
    with right:
        show("audit_whats")
    show("audit_unusual")
    show("audit_list", name="found", on_go=turning("audit_list"), empty="audit.none")
    show("audit_kept")
    show("audit_deletions")
place_logged_in(view)

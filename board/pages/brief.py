"""简报: what leaders are given of a day, a week or a month."""

from functools import partial

import streamlit as st

from board.components.brief import choose_why, place_brief, side_by_side, turn_to
from board.components.heading import heading
from board.components.said import say_what_became
from board.components.travel import address_of, going
from board.components.view import current_view
from board.components.working import answered_page, sheet
from board.views.briefs.asking import issue_on

view = current_view()
kept = answered_page("brief", view)
heading("brief", view, taken=str(kept.number) if kept else "")
say_what_became(view)
if kept:
    place_brief(kept, view)
    show = partial(sheet, kept=kept, view=view)
    show("brief_about")
    left, right = st.columns([56, 44])
    with left:
        show("brief_cases")
    with right:
        show("brief_signals")
        chosen = str(issue_on(kept.picture).whole.first)
        show("briefs", pick="on", chosen=chosen, on_go=partial(turn_to, "briefs"))
    side_by_side(show)
    choose_why(view)
    why, below = st.columns([56, 44])
    with why:
        show("brief_why")
    with below:
        show("brief_divisions", pick="code", on_go=going("sheet_brief_divisions"))
    listed = partial(show, name="found", link=address_of("item", view))
    for part in ("brief_overdue", "brief_supervised", "brief_groups"):
        listed(part)

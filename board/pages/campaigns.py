"""专项: campaigns, the eight mechanisms, channels, visits, and what must not happen."""

from functools import partial

import streamlit as st

from board.components.heading import heading
from board.components.period import choose_period_and
from board.components.travel import address_of, going
from board.components.view import current_view
from board.components.working import answered_page, choosing, sheet
from board.views.campaigns.league import order, shown_campaign

view = current_view()
kept = answered_page("campaigns", view)
heading("campaigns", view, taken=str(kept.number) if kept else "")
if kept:
    show = partial(sheet, kept=kept, view=view, link=address_of("items", view))
    names, chosen = tuple(order(kept.picture)), shown_campaign(kept.picture)
    choose_period_and(kept, view, "campaign", names, present=chosen)
    show("zero_days", name="zero", link=address_of("item", view))
    pick = choosing("campaign_league", "campaign")
    show("campaign_league", pick="campaign", chosen=chosen, on_go=pick)
    left, right = st.columns([62, 38])
    with left:
        show("campaign_days")
    with right:
        show("campaign_types")
    go = going("sheet_campaign_divisions")
    show("campaign_divisions", pick="code", on_go=go)
    show("lead_stages")
    for column, part in zip(st.columns(2), ("lead_open", "lead_scores"), strict=True):
        with column:
            show(part)
    channels, days = st.columns([58, 42])
    with channels:
        show("channel_league")
    with days:
        show("channel_days", name="calendar")
    show("visit_towns", pick="code", on_go=going("sheet_visit_towns"))

"""告警: camera alerts that wait, rationed, and the load that they are."""

import streamlit as st

from board.components.alerts import begin_queue, place_queue
from board.components.heading import heading
from board.components.view import current_view
from board.components.working import answered_page, sheet

view = current_view()
kept = answered_page("alerts", view)
heading("alerts", view, taken=str(kept.number) if kept else "")
if kept:
    begin_queue(kept, view)
    sheet("alert_load", kept, view=view)
    place_queue(kept, view)
    hours, towns, wrong = st.columns([40, 30, 30])
    with hours:
        sheet("alert_hours", kept, view=view)
    with towns:
        sheet("alert_towns", kept, view=view)
    with wrong:
        sheet("alert_wrong", kept, view=view)

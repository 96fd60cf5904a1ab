"""运行: how the stream itself runs, what was refused, and sending it again."""

import streamlit as st

from board.components.panel import panel
from board.components.resend import resending
from board.components.seat import choose_seat
from board.components.view import current_view

view = current_view()
shared = {"page": "pipeline", "view": view}
panel("topbar", key="topbar", **shared)
figures, identity = st.columns([81, 19], vertical_alignment="center")
with figures:
    panel("summary", key="summary", **shared)
with identity:
    seat = choose_seat(view)
left, right = st.columns([62, 38])
with left:
    panel("partitions", key="partitions", **shared)
with right:
    panel("figure", key="commits", part="commits", **shared)
    panel("bars", key="reasons", part="reasons", **shared)
    panel("alarms", key="alarms", **shared)
panel("rejects", key="rejects", on_go=resending("rejects", seat, view), **shared)

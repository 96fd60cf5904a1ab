"""运行: how the stream itself runs, what was refused, and sending it again."""

from functools import partial

import streamlit as st

from board.components.panel import panel
from board.components.resend import recent_requests, resending
from board.components.seat import choose_seat
from board.components.view import current_view

view = current_view()
place = partial(panel, page="pipeline", view=view)
place("topbar", key="topbar")
figures, identity = st.columns([81, 19], vertical_alignment="center")
with figures:
    place("summary", key="summary")
with identity:
    choose_seat(view)
left, right = st.columns([62, 38])
with left:
    place("partitions", key="partitions")
with right:
    place("figure", key="commits", part="commits")
    place("bars", key="reasons", part="reasons")
    place("alarms", key="alarms")
place("rejects", key="rejects", on_go=resending("rejects", "pipeline", view))
place("hubs", key="hubs")
place("signers", key="signers")
recent_requests(view)

"""导出: the page one came from as a file, the register of exports, and their proof."""

from functools import partial

import streamlit as st

from board.components.export import choose_export_if_known
from board.components.panel import panel
from board.components.register import registered, verified
from board.components.seat import choose_seat
from board.components.view import current_view

view = current_view()
place = partial(panel, page="export", view=view)
place("topbar", key="topbar")
_, identity = st.columns([60, 40])
with identity:
    choose_seat(view)
left, right = st.columns([62, 38], gap="large")
with left:
    choose_export_if_known(view)
with right:
    verified(view)
registered(view)

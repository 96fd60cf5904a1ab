"""登记: one item by the form, many by a list; what was sent, and the receipt for it."""

from functools import partial

import streamlit as st

from board.components.panel import panel
from board.components.registering import register
from board.components.seat import choose_seat
from board.components.view import current_view

view = current_view()
place = partial(panel, page="register", view=view)
place("topbar", key="topbar")
_, identity = st.columns([60, 40])
with identity:
    choose_seat(view)
register(view)

"""登记: one item by the form, many by a list; what was sent, and the receipt for it."""

from functools import partial

import streamlit as st

from board.components.importing import import_list
from board.components.panel import panel
from board.components.registering import (
    came_of_it,
    choose_kind,
    kind_asked,
    register,
)
from board.components.seat import choose_seat
from board.components.view import current_view
from board.desk.forms import stream_of

view = current_view()
place = partial(panel, page="register", view=view)
place("topbar", key="topbar")
kind, identity = st.columns([52, 48], vertical_alignment="bottom")
with kind:
    choose_kind(view)
with identity:
    choose_seat(view)
left, right = st.columns([52, 48], gap="large")
with left:
    register(view)
with right:
    came_of_it(view)
    import_list(view, stream_of(kind_asked()))

"""态势大屏: the control room's wall. Live parts are pushed, the map redraws itself."""

import streamlit as st

from board.components.map import REFRESH_S, draw_map, set_layers
from board.components.panel import measured, panel
from board.components.view import current_view

view = current_view()
panel("wall", page="wall", view=view, key="wall")


@st.fragment(run_every=REFRESH_S)
def live_map() -> None:
    with st.container(key="wall_map"):
        draw_map("wall", current_view(), frame=measured("wall"))


set_layers()
live_map()

"""辖区: one division at a time, from the city down to a village and back."""

import streamlit as st

from board.components.map import REFRESH_S, draw_map
from board.components.panel import panel
from board.components.seat import choose_seat
from board.components.travel import going, kept_within, leagues, visit_picked
from board.components.view import current_view
from board.views.mercator import Frame

head = st.container()
crumbs, identity = st.columns([3, 2], vertical_alignment="center")
with identity:
    seat = choose_seat(current_view())
view = kept_within(current_view(), seat)
shared = {"page": seat.page("district"), "view": view}


@st.fragment(run_every=REFRESH_S)
def live_map() -> None:
    with st.container(key="district_map"):
        frame = Frame(690, 526)
        visit_picked(view, draw_map(view, key="district_deck", frame=frame, pick=True))


with head:
    panel("topbar", key="topbar", **shared)
with crumbs:
    panel("crumbs", key="crumbs", on_go=going("crumbs"), **shared)
panel("tiles", key="tiles", **shared)
left, middle, right = st.columns([37, 28, 35])
with left:
    live_map()
with middle:
    for part in leagues(view):
        panel("league", key=part, part=part, on_go=going(part), **shared)
with right:
    panel("feed", key="feed", **shared)
for column, name, part in zip(
    st.columns([30, 26, 26, 18]),
    ("steps", "figure", "figure", "bars"),
    ("steps", "hours", "days", "categories"),
    strict=True,
):
    with column:
        panel(name, key=part, part=part, **shared)

"""辖区: one division at a time, from the city down to a village and back; or an area
that is drawn on its map.
"""

from functools import partial

import streamlit as st

from board.components.area import answered_area, band_of, place_area, say_of_area
from board.components.heading import heading
from board.components.map import place_map
from board.components.panel import DISTRICT_FOOT, across, panel
from board.components.travel import going, leagues, stepping
from board.components.view import current_view

view = current_view()
place = partial(panel, page="district", view=view)

drawn = answered_area(view)
heading("district", view, **band_of(drawn))
say_of_area(view)
place("tiles", key="tiles")
place("indicators", key="indicators")
left, middle, right = st.columns([37, 28, 35])
with left:
    place_map(
        "district", view, on_go=stepping("district_deck", view), draws=not view.outside
    )
with middle:
    for part in leagues(view):
        place("league", key=part, part=part, on_go=going(part))
with right:
    place("items", key="items")
if drawn:
    place_area(drawn, view)
across(place, DISTRICT_FOOT)

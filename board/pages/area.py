"""圈选: what happened in an area of the map, as a page of its own."""

from board.components.area import (
    answered_area,
    choose_by_numbers,
    lead_to_map,
    place_area,
    say_of_area,
)
from board.components.heading import heading
from board.components.view import current_view
from board.views.areas.asking import area_of

view = current_view()
kept = answered_area(view)
heading("area", view, taken=str(kept.number) if kept else "")
say_of_area(view)
choose_by_numbers(view)
if kept:
    lead_to_map(area_of(kept.picture), view)
    place_area(kept, view)

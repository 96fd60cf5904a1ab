"""圈选: what happened in an area of the map, as a page of its own."""

from board.components.area import (
    answered_area,
    place_area,
    place_ways_in,
    say_of_area,
)
from board.components.heading import heading
from board.components.view import current_view

view = current_view()
kept = answered_area(view)
heading("area", view, taken=str(kept.number) if kept else "")
say_of_area(view)
place_ways_in(kept, view)
if kept:
    place_area(kept, view)

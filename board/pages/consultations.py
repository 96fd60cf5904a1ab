"""会商: what is to be talked about with whom, and what became of what was decided."""

from board.components.consultations import place_consultations, place_ways
from board.components.heading import heading
from board.components.said import say_what_became
from board.components.view import current_view
from board.components.working import answered_page

view = current_view()
kept = answered_page("consultations", view)
heading("consultations", view, taken=str(kept.number) if kept else "")
say_what_became(view)
if kept:
    place_ways(kept, view)
    place_consultations(kept, view)

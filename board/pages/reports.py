"""要情: what is reported upwards of grave cases, what is owed, signed or sent back."""

from board.components.heading import heading
from board.components.reports import place_item, place_reports, place_states
from board.components.said import say_what_became
from board.components.view import current_view
from board.components.watching import watch_reports
from board.components.working import answered_page

view = current_view()
kept = answered_page("reports", view)
heading("reports", view, taken=str(kept.number) if kept else "")
say_what_became(view)
if kept:
    place_reports(kept, view)
    place_states(kept, view)
    place_item(kept, view)
    watch_reports(kept.picture, view)

"""通知: what a center tells those below, and who has read, signed and answered."""

from board.components.heading import heading
from board.components.notices import place_notices, place_ways
from board.components.said import say_what_became
from board.components.view import current_view
from board.components.watching import watch_notices
from board.components.working import answered_page

view = current_view()
kept = answered_page("notices", view)
heading("notices", view, taken=str(kept.number) if kept else "")
say_what_became(view)
if kept:
    place_ways(kept, view)
    place_notices(kept, view)
    watch_notices(kept.picture, view)

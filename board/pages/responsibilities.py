"""责任清单: which agency answers for what, and whether items were handed over by it."""

from board.components.heading import heading
from board.components.responsibilities import choose_part, place_followed, place_list
from board.components.view import current_view
from board.components.working import answered_page
from board.views.responsibilities.asking import PARTS, chosen

view = current_view()
kept = answered_page("responsibilities", view)
heading("responsibilities", view, taken=str(kept.number) if kept else "")
if kept:
    choose_part(view)
    show = {PARTS[0]: place_list, PARTS[1]: place_followed}
    show[chosen(kept.picture).show](kept, view)

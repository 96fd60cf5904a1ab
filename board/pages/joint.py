"""联动: joint operations under way, by agency and by lateness; an agency's own page."""

from board.components.heading import heading
from board.components.joint import narrowing
from board.components.several_page import several_of
from board.components.travel import address_of
from board.components.view import current_view
from board.components.working import answered_page, say_of_when, sheet
from board.views.handling import joint

view = current_view()
kept = answered_page("joint", view)
heading("joint", view, taken=str(kept.number) if kept else "")
if kept:
    say_of_when(kept, view)
    several = several_of(joint.OPERATIONS, kept, view)
    sheet(joint.TOTALS, kept, view=view)
    with narrowing(kept, view):
        link = address_of("item", view)
        own = {"name": "operations", "link": link, **several}
        sheet(joint.OPERATIONS, kept, view=view, **own)

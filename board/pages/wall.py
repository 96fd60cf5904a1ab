"""态势大屏: the control room's wall; all of it is pushed."""

from board.components.map import place_map
from board.components.panel import panel
from board.components.view import current_view

view = current_view()
panel("wall", page="wall", view=view, key="wall")
place_map("wall", view)

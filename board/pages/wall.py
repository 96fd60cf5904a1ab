"""态势大屏: the control room's wall; all of it is pushed."""

from board.components.carousel import turning
from board.components.map import place_map
from board.components.panel import panel
from board.components.seat import leaving
from board.components.sound import sounding
from board.components.view import current_view

view = current_view()
own = turning(view) | sounding("wall", view, key="wall") | leaving(view)
panel("wall", page="wall", view=view, key="wall", **own)
place_map("wall", view)

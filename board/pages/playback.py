"""回放: how the last hours went, played in the browser from one answer of the hub."""

from board.components.heading import heading
from board.components.past import choose_end
from board.components.playback import choose_window, play
from board.components.view import current_view
from board.components.working import answered_page

view = current_view()
kept = answered_page("playback", view)
taken = str(kept.number) if kept else ""
heading("playback", view, choose=choose_end, taken=taken)
if kept:
    choose_window(kept, view)
    play(kept, view)

"""预警: what runs hot where, against what is usual, and letters about it."""

from functools import partial

import streamlit as st

from board.components.heading import heading
from board.components.said import say_what_became
from board.components.travel import address_of
from board.components.view import current_view
from board.components.warnings import place_letters, place_warning
from board.components.working import answered_page, choosing, sheet
from board.views.warnings.asking import hot_of, key_of

view = current_view()
kept = answered_page("warnings", view)
heading("warnings", view, taken=str(kept.number) if kept else "")
say_what_became(view)
if kept:
    place_warning(kept, view)
    show = partial(sheet, kept=kept, view=view)
    hot = hot_of(kept.picture)
    show(
        "hot_types",
        pick="key",
        chosen=key_of(hot) if hot else "",
        on_go=choosing("hot_types", "hot"),
        link=address_of("items", view),
    )
    course, letters = st.columns([44, 56])
    with course:
        show("hot_windows")
    with letters:
        place_letters(kept, view)
    show("hot_type_limits")

"""督办函: the letter of one supervised item, to be read over and taken as a file."""

import streamlit as st

from board.components.heading import heading
from board.components.letter import offer_letter
from board.components.travel import address_of
from board.components.view import current_view
from board.components.working import answered_page, say_of_when, sheet

view = current_view()
kept = answered_page("letter", view)
heading("letter", view, taken=str(kept.number) if kept else "")
if kept:
    said, ways = st.columns([70, 30])
    with said:
        sheet("letter", kept, view=view)
    with ways:
        say_of_when(kept, view)
        offer_letter(kept.picture, view)
        sheet("letters", kept, view=view, link=address_of("letter", view))

"""值班: who is on duty now at every tier, who is missing, signing on and off."""

from functools import partial

import streamlit as st

from board.components.duty import place_duty
from board.components.heading import heading
from board.components.log import place_log
from board.components.said import say_what_became
from board.components.view import current_view
from board.components.watching import watch_duty
from board.components.working import answered_page, say_of_when, sheet

view = current_view()
kept = answered_page("duty", view)
heading("duty", view, taken=str(kept.number) if kept else "")
say_what_became(view)
if kept:
    show = partial(sheet, kept=kept, view=view)
    forms, when = st.columns([60, 40], vertical_alignment="center")
    with forms:
        place_duty(kept, view)
    with when:
        say_of_when(kept, view)
    show("duty_tiers")
    place_log(kept, view)
    on_duty, planned = st.columns(2)
    with on_duty:
        show("duty_people")
        show("duty_sound")
    with planned:
        show("duty_shifts")
        show("duty_contacts")
    watch_duty(kept.picture, view)

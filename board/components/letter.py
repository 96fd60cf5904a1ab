"""The letter of a supervised item as a file: made, registered, then handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.export import hand_out, order
from board.components.taken import Taken
from board.components.view import allowed
from board.components.working import seen_by
from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.page import Action
from board.views.items.letter import issued_of

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.viewer.scope import View


def offer_letter(picture: Picture, view: View) -> None:
    """A button that has it made; nothing where there is no letter for this viewer."""
    words, running = texts(view.language), service.current()
    issued = issued_of(seen_by(view, picture))
    if issued is None or not allowed(view, Action.EXPORT, "export"):
        return
    item, seat = issued.sheet.item, view.seat
    begun_by = issued.move.move_id
    kept = (
        f"letter {begun_by} {item.kind} {item.item_id} {seat.role} {seat.center_code}"
    )
    if st.button(words("letter.make"), type="primary", key="letter_make"):
        found = Taken(
            running.pages[picture.page], picture, running.snapshot.is_synthetic
        )
        named = issued.move.number or item.case_number
        try:
            reason = words("letter.purpose", number=named)
            order(view, found, "pdf", reason, kept=kept)
        except HubGone:
            st.error(words("export.hub_gone"))
    hand_out(view, kept)

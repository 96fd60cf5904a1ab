"""Correcting an item: the form holds what it says, and sends its next version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.registering_form import fill
from board.components.registering_state import state
from board.desk.correcting import is_correctable, values_of
from board.look.texts import texts
from board.reads.reads import HubGone

if TYPE_CHECKING:
    from board.reads.rows_registration import ItemNow
    from board.viewer.scope import View

ID = "id"


def item_asked() -> str:
    """The id of the item that the address asks to correct; empty for none."""
    return st.query_params.get(ID, "")


def take_up(kind: str, view: View) -> None:
    """Have the form be about the item that the address names, or about a new one."""
    now, wanted = state(), item_asked()
    present = now.corrects.item_id if now.corrects else ""
    if wanted in {present, now.refused}:
        return
    now.begin_anew()
    now.corrects, now.refused = None, ""
    if not wanted:
        return
    found = _found(kind, wanted, view)
    if found is None:
        now.refused = wanted
        now.error = texts(view.language)("correct.impossible")
        return
    now.corrects = found
    fill(kind, values_of(found))


def _found(kind: str, item_id: str, view: View) -> ItemNow | None:
    running = service.current()
    try:
        found = running.reads.item_now(kind, item_id)
    except HubGone:
        return None
    geography, center = running.snapshot.geography, view.seat.center_code
    if found is None or not is_correctable(found, geography, center):
        return None
    return found

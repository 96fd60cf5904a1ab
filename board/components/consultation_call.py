"""The way from the page of an item to a consultation on it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from board.components.consultation_sending import PAGE
from board.components.travel import address_of
from board.components.view import allowed
from board.look.texts import texts
from board.viewer.page import Action
from board.views.items.page import owner_of
from streams.handling.asks import MOST_RETURNS

if TYPE_CHECKING:
    from board.viewer.scope import View
    from board.views.items.page import Sheet

CALL = "call"
"""What the address says of an item that a consultation is to be called on."""


def lead_to_call(sheet: Sheet, view: View) -> None:
    """The way from an open item to the form that calls a consultation on it; where 退回
    is locked, and whoever looks stands above, it says that there must be one.
    """
    one, page = sheet.item, address_of(PAGE, view)
    is_now = view.at is None and not view.outside
    may_call = is_now and allowed(view, Action.NOTIFY, PAGE)
    if not page or one.closed_at is not None or not may_call:
        return
    returns = sheet.answers["item"]["returns_unconsulted"].to_pylist()[0] or 0
    owner, own = owner_of(sheet), view.seat.center_code
    is_above = own in (sheet.geography.above(owner) or (owner,))
    must = returns >= MOST_RETURNS and is_above
    named = urlencode({CALL: f"{one.kind} {one.item_id}"})
    st.link_button(
        texts(view.language)(f"consultation.call_on.{'must' if must else 'may'}"),
        f"{page}&{named}",
        type="primary" if must else "secondary",
    )

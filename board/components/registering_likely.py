"""What may be the same matter, shown before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from board import service
from board.components.registering_state import state
from board.look import clock
from board.look.texts import texts
from board.views.common.contents import written_rows
from board.views.registration.likely import likely

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.look.texts import Texts
    from board.viewer.scope import View


def say_likely(view: View, go_on: Callable[[View], None]) -> None:
    """The likely duplicates with a way to each; and the button that sends all the
    same. Nothing where nothing waits.
    """
    now, words = state(), texts(view.language)
    if now.ready is None:
        return
    st.header(words("register.likely"), anchor=False)
    st.text(words("register.likely_note" if now.is_looked_up else "register.unknown"))
    _listed(view, words)
    st.button(
        words("register.go_on"),
        key="register_go_on",
        type="primary",
        on_click=go_on,
        args=(view,),
    )


def item_address(view: View, kind: str, item_id: str) -> str:
    """Where the page of an item stands."""
    return f"item?{urlencode(view.query(kind=kind, id=item_id))}"


def _listed(view: View, words: Texts) -> None:
    found = state().likely
    said = likely(found, service.current().snapshot.geography, words).table("likely")
    lines = written_rows(said, words, clock.now())
    for one, line in zip(found, lines, strict=True):
        told = dict(zip((each.key for each in said.columns), line, strict=True))
        shared = f"{words('column.likeness')} {told['likeness']}"
        parts = (told[key] for key in ("category", "place", "status", "occurred_at"))
        with st.container(key=f"likely_{one.case_number}", border=True):
            address = item_address(view, one.kind, one.item_id)
            st.link_button(one.case_number, address)
            st.text(told["title"])
            st.text(" · ".join(parts))
            st.text(" · ".join(filter(None, (shared, told["reasons"]))))

"""A page of one item that hears by itself when something has come about it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from board import service
from board.components.panel import panel
from board.components.working import ask_anew
from board.look.texts import texts
from board.picture.watched import store_of
from board.views.items.page import newest_batch

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.viewer.scope import View


def watch_item(picture: Picture, view: View) -> None:
    """Have the page asked for anew once more is known of its item than it shows; a past
    one stands still.
    """
    if view.at is not None:
        return
    kind, item_id = picture.choices["kind"], picture.choices["id"]
    given = service.current().watched.pass_for((kind, item_id))
    named = urlencode({"kind": kind, "id": item_id, "pass": given})
    panel(
        "watch",
        page=picture.page,
        view=view,
        key="watch",
        watch=f"api/watch?{named}",
        seen=newest_batch(picture),
        store=store_of(picture.snapshot.batch),
        on_go=lambda: _again(view),
    )


def _again(view: View) -> None:
    ask_anew()
    st.toast(texts(view.language)("live.refreshed"))

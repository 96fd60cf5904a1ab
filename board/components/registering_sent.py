"""What was sent last, its number, and the receipt for whoever told it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
import streamlit as st

from board import service
from board.components.panel import panel
from board.components.registering_likely import item_address
from board.components.registering_state import state
from board.exports.typeset.receipts import receipt_pdf
from board.look import clock
from board.look.texts import texts
from board.views.common.figures import epoch_ms
from board.views.registration.receipt import receipt

if TYPE_CHECKING:
    from board.components.registering_state import Ready
    from board.look.texts import Texts
    from board.viewer.scope import View

LOOK_EVERY_S = 2.0


def say_sent(view: View) -> None:
    """Looks by itself while the item is on its way."""
    now = state()
    if now.sent is None:
        return
    every_s = None if now.landed else LOOK_EVERY_S
    st.fragment(_sent, run_every=every_s)(
        view, now.sent, is_told=now.landed is not None
    )


def _sent(view: View, sent: Ready, *, is_told: bool) -> None:
    words, now = texts(view.language), state()
    kind, event = sent.stream.kind, sent.event
    if now.landed is None:
        found = service.current().registrar.landed(kind, event.id, event.version)
        now.landed = found
    if now.landed is None:
        st.info(words("register.on_its_way"))
        return
    if not is_told:
        st.rerun()
    _receipt(view, words)


def _receipt(view: View, words: Texts) -> None:
    landed = state().landed
    if landed is None:
        return
    running = service.current()
    said = receipt(landed, running.snapshot.geography, view.seat, words)
    panel(
        "sheet",
        page="register",
        view=view,
        key="receipt",
        part="receipt",
        contents=msgspec.to_builtins(said),
        now=epoch_ms(clock.now()),
    )
    make = partial(
        receipt_pdf,
        said,
        words,
        landed.received_at,
        is_synthetic=running.snapshot.is_synthetic,
    )
    with st.container(horizontal=True, key="receipt_ways"):
        st.download_button(
            words("receipt.print"),
            data=make,
            file_name=f"{landed.case_number}.pdf",
            mime="application/pdf",
            on_click="ignore",
            type="primary",
        )
        st.link_button(
            words("register.open"), item_address(view, landed.kind, landed.item_id)
        )

"""The button that asks for a refused message again: one message on the desk topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.view import allowed
from board.desk.entries import DeskError
from board.look.texts import texts
from board.viewer.rights import Action
from board.views.operations.refused import is_identity, reject_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.reads.rows import Reject
    from board.viewer.scope import View


def resending(key: str, page: str, view: View) -> Callable[[], None]:
    """A callback for the panel of refused messages; says on screen what came of it."""

    def resend() -> None:
        asked = str(getattr(st.session_state[key], "go", "") or "")
        st.toast(_resent(asked, page, view))

    return resend


def _resent(asked: str, page: str, view: View) -> str:
    words = texts(view.language)
    if not allowed(view, Action.RESEND, page):
        return words("resend.forbidden")
    found = _listed(asked)
    if found is None or is_identity(found):
        return words("resend.gone")
    running = service.current()
    health = running.snapshot.health
    try:
        running.desk.resend(
            found, view.seat, is_synthetic=health is None or health.is_synthetic
        )
    except DeskError as error:
        return words("resend.failed", error=error)
    place = f"{found.topic}[{found.partition_no}]@{found.offset_no}"
    return words("resend.sent", place=place)


def _listed(asked: str) -> Reject | None:
    """Only what is on the list can be asked for, whatever the browser sends."""
    listed = service.current().snapshot.pipeline.rejects
    return next((one for one in listed if reject_key(one) == asked), None)

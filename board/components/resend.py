"""Asking for a refused message again, and what came of it: a message on the desk topic,
its result asked for by `entry_id`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.view import allowed
from board.desk.entries import RECENT, DeskError, asked, asked_again, resend_entry
from board.look import clock
from board.look.texts import texts
from board.viewer.page import Action
from board.views.common.contents import written_rows
from board.views.operations.refused import is_identity, reject_key
from board.views.operations.requests import requests, result_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.desk.entries import Asked
    from board.look.texts import Texts
    from board.reads.rows import DeskSent, Reject
    from board.viewer.scope import View

WAITING = "desk_waiting"
LOOK_EVERY_S = 2.0


def resending(key: str, page: str, view: View) -> Callable[[], None]:
    """A callback for the panel of refused messages; says on screen what came of it."""

    def resend() -> None:
        wanted = str(getattr(st.session_state[key], "go", "") or "")
        st.toast(_resent(wanted, page, view))

    return resend


def recent_requests(view: View) -> None:
    """The seat's last requests with their results; looks by itself while one waits."""
    recent = service.current().desk.recent(view.seat)
    for one in recent:
        if one.result is None:
            _waiting().setdefault(one.entry_id, asked_again(one))
    every_s = LOOK_EVERY_S if _waiting() else None
    st.fragment(_requests, run_every=every_s)(view, recent)


def _requests(view: View, known: tuple[DeskSent, ...]) -> None:
    words = texts(view.language)
    desk = service.current().desk
    came = desk.results(_waiting().values())
    for entry_id, one in came.items():
        _waiting().pop(entry_id)
        st.toast(result_text(one.result, words))
    newest = desk.recent(view.seat) if came else known
    waiting = {key: one.sent for key, one in reversed(_waiting().items())}
    listed = tuple((waiting | {one.entry_id: one for one in newest}).values())[:RECENT]
    for line in written_rows(requests(listed, words), words, clock.now()):
        st.text(" · ".join(filter(None, line)))
    if came and not _waiting():
        st.rerun()


def _resent(key: str, page: str, view: View) -> str:
    words = texts(view.language)
    if not allowed(view, Action.RESEND, page):
        return words("resend.forbidden")
    found = _listed(key)
    if found is None or is_identity(found):
        return words("resend.gone")
    return _sent(found, view, words)


def _sent(reject: Reject, view: View, words: Texts) -> str:
    running = service.current()
    is_synthetic = running.snapshot.is_synthetic
    entry = resend_entry(reject, view.seat, is_synthetic=is_synthetic)
    wish = asked(entry, running.snapshot.batch)
    try:
        running.desk.send(entry)
    except DeskError as error:
        return words("resend.failed", error=error)
    _waiting()[entry.entry_id] = wish
    done = running.desk.result_soon(wish)
    if done is not None:
        _waiting().pop(entry.entry_id)
    place = f"{entry.topic}[{entry.partition}]@{entry.offset}"
    return f"{place} · {result_text(done.result if done else None, words)}"


def _waiting() -> dict[str, Asked]:
    """Entries of this session without a result so far: no rerun loses one."""
    found: dict[str, Asked] = st.session_state.setdefault(WAITING, {})
    return found


def _listed(key: str) -> Reject | None:
    """Only what is on the list can be asked for, whatever the browser sends."""
    listed = service.current().snapshot.pipeline.rejects
    return next((one for one in listed if reject_key(one) == key), None)

"""That somebody opened an item is written down, without his waiting for it."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as StillWaiting
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from board import service
from board.components.choice import say
from board.desk.access import Looked, access_entry
from board.desk.entries import DeskError
from board.look import clock
from board.look.codes import audit_limit
from board.look.texts import texts
from board.views.items.looks import tells_looks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from board.viewer.scope import View
    from board.views.items.page import Sheet

OPENED = "opened_items"
PATIENCE_S = 1.0
"""So long is waited for the broker's answer, when all else of the page stands."""


class Opening(NamedTuple):
    """An opening that was sent, and when."""

    sent: Future[None]
    at: datetime


def note_opening(sheet: Sheet, view: View, news: int = 0) -> Callable[[], None]:
    """Write the opening down once for this session, seat and item within some minutes,
    and again where that failed; what this returns says at the end of the page if it is
    not written down. The page opens all the same: what is urgent does not wait.
    """
    known: dict[tuple[object, ...], Opening] = st.session_state.setdefault(OPENED, {})
    key = (sheet.item.kind, sheet.item.item_id, view.seat, news)
    if key not in known or not _counts(known[key]):
        known[key] = _sent(sheet, view)
    place = st.empty()

    def say_if_unwritten() -> None:
        if not _is_written(known[key].sent, PATIENCE_S):
            place.warning(texts(view.language)("access.unwritten"))

    return say_if_unwritten


def told_parts(sheet: Sheet, view: View) -> Iterator[str]:
    """What happened to an item; behind that, on request, who opened it."""
    yield from ("joint", "clocks", "reported")
    yield from ("item_consultations", "timeline")
    if _looks_asked(sheet, view):
        yield "looks"


def _looks_asked(sheet: Sheet, view: View) -> bool:
    """A button for whoever may know who opened the item; whether that is asked for."""
    if view.outside or not tells_looks(sheet, view.seat):
        return False
    is_asked = bool(st.query_params.get("looks"))
    text = texts(view.language)("audit.hide_looks" if is_asked else "audit.show_looks")
    wanted = "" if is_asked else "1"
    st.button(text, key="looks", type="tertiary", on_click=lambda: say(looks=wanted))
    return is_asked


def _sent(sheet: Sheet, view: View) -> Opening:
    running, item = service.current(), sheet.item
    entry = access_entry(
        view.seat,
        "opened_item",
        Looked(item.kind, item.item_id, "item", sheet.division),
        is_synthetic=running.snapshot.is_synthetic,
    )
    return Opening(running.desk.send_behind(entry), clock.now())


def _counts(opening: Opening) -> bool:
    """Whether it is written down or on its way, and not too long ago."""
    is_fresh = clock.now() - opening.at < timedelta(
        minutes=audit_limit("again_minutes")
    )
    return is_fresh and (not opening.sent.done() or _is_written(opening.sent, 0))


def _is_written(sent: Future[None], patience_s: float) -> bool:
    try:
        sent.result(patience_s)
    except (DeskError, CancelledError, StillWaiting):
        return False
    return True

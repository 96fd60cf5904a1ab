"""What is taken away: the page one came from, as it stood on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st
from msgspec import Struct

from board import service
from board.components.login import address
from board.components.view import allowed
from board.components.working import ask, is_for, spoken_in
from board.exports.asking import with_besides
from board.exports.pages import Wish, pictured, row_cap
from board.look import clock
from board.viewer.answers import choices_of
from board.viewer.page import Action

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from board.viewer.page import Page, Picture
    from board.viewer.scope import View

KEPT = "export_picture"


class Taken(Struct, frozen=True):
    """A page and its picture, kept for this session while the viewer thinks."""

    page: Page
    picture: Picture
    is_synthetic: bool


def taken(view: View) -> Taken | None:
    """The page that the address names as the viewer saw it, the present one where that
    is no longer known; None before the first picture. Raises HubGone.
    """
    page = _wanted(view)
    asked = st.query_params.to_dict()
    key = (page.name, asked.get("version", ""), *sorted(view.query().items()))
    kept = st.session_state.get(KEPT)
    if kept is None or kept[0] != key or view.at is not None:
        kept = (key, _asked(page, view, asked.get("version", "")))
        st.session_state[KEPT] = kept
    found: Taken | None = kept[1]
    return found


def wish(view: View, one: Taken, reason: str) -> Wish:
    """What is exported, by whom and what for, with the permalink of the page."""
    choices = choices_of(one.page, address())
    return Wish(
        page=one.page.name,
        scope=view.scope,
        language=view.language,
        address=f"/{one.page.address}?{urlencode(view.query(**choices))}",
        seat=view.seat,
        made_at=clock.now(),
        reason=reason,
        edition=service.current().reads.edition(),
        row_cap=row_cap(view.seat),
        is_synthetic=one.is_synthetic,
        outside=view.outside,
    )


def _wanted(view: View) -> Page:
    """The page that the address names, if the viewer may open it, else the first."""
    pages = service.current().pages
    asked = st.query_params.get("of", "")
    is_open = asked in pages and allowed(view, Action.OPEN, asked)
    return pages[asked if is_open else next(iter(pages))]


def _asked(page: Page, view: View, version: str) -> Taken | None:
    number = int(version) if version.isascii() and version.isdigit() else -1
    is_synthetic = service.current().snapshot.is_synthetic
    if page.working is not None:
        kept = service.current().answers.kept(number)
        is_seen = kept is not None and is_for(view, kept, page)
        found = kept if kept is not None and is_seen else ask(page, view)
        picture = spoken_in(view.language, found).picture
        shown = with_besides(page, picture, service.current().reads)
        return Taken(page, shown, is_synthetic)
    snapshot = _snapshot(view, number)
    if snapshot.pulse.moment is None:
        return None
    return Taken(
        page, pictured(page, view.scope, view.language, snapshot), is_synthetic
    )


def _snapshot(view: View, version: int) -> Snapshot:
    running = service.current()
    if view.at is not None:
        return running.past.picture(view.at)
    return running.maker.picture(version) or running.maker.snapshot

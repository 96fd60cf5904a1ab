"""Going up and down the tiers: the address holds where we are, so Back works."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from board import service
from board.components.view import allowed
from board.viewer.page import Action
from board.viewer.scope import scope_from
from board.views.situation.crumbs import step_down

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.scope import View


def going(key: str) -> Callable[[], None]:
    """A callback for the panel `key`: visit the division that was clicked there."""

    def go() -> None:
        visit(str(getattr(st.session_state[key], "go", "") or ""))

    return go


def stepping(key: str, view: View) -> Callable[[], None]:
    """A callback for the map `key`: go one tier down towards what was clicked there."""

    def step() -> None:
        snapshot = service.current().snapshot
        clicked = str(getattr(st.session_state[key], "go", "") or "")
        picked = scope_from(clicked, snapshot.geography)
        visit(str(step_down(snapshot, view.scope, picked)))

    return step


def visit(code: str) -> None:
    geography = service.current().snapshot.geography
    st.query_params["scope"] = str(scope_from(code, geography))


def address_of(page: str, view: View) -> str:
    """The address of another page with all that this viewer chose on every page; empty
    where he may not open it, or it is not there.
    """
    found = service.current().pages.get(page)
    if found is None or not allowed(view, Action.OPEN, page):
        return ""
    return f"{found.address}?{urlencode(view.query())}"


def leagues(view: View) -> tuple[str, ...]:
    """The city shows its counties above its towns; below, one league is enough."""
    is_city = view.scope == service.current().snapshot.geography.city
    return ("counties", "league") if is_city else ("league",)

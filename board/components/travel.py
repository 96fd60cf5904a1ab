"""Going up and down the tiers: the address holds where we are, so Back works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from board import service
from board.components.map import REFRESH_S, draw_map, set_layers
from board.components.panel import measured
from board.components.view import current_view
from board.viewer.scope import scope_from
from board.views.situation.crumbs import step_down

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.scope import View


def travel_map() -> None:
    """The map of the district page: it redraws itself, and a click goes down."""
    set_layers()
    _live_map()


@st.fragment(run_every=REFRESH_S)
def _live_map() -> None:
    with st.container(key="district_map"):
        here = current_view()
        frame = measured("maproom")
        visit_picked(here, draw_map("district", here, frame=frame, pick=True))


def going(key: str) -> Callable[[], None]:
    """A callback for the panel `key`: visit the division that was clicked there."""

    def go() -> None:
        visit(str(getattr(st.session_state[key], "go", "") or ""))

    return go


def visit(code: str) -> None:
    geography = service.current().snapshot.geography
    st.query_params["scope"] = str(scope_from(code, geography))


def visit_picked(view: View, selection: Any) -> None:
    """Go one tier down towards what was clicked on the map."""
    picked = _picked(selection)
    if picked is None:
        return
    snapshot = service.current().snapshot
    below = step_down(snapshot, view.scope, picked)
    if below != view.scope:
        visit(str(below))
        st.rerun()


def leagues(view: View) -> tuple[str, ...]:
    """The city shows its counties above its towns; below, one league is enough."""
    is_city = view.scope == service.current().snapshot.geography.city
    return ("counties", "league") if is_city else ("league",)


def _picked(selection: Any) -> int | None:
    objects = selection.selection.objects if selection else {}
    for found in objects.values():
        for one in found:
            code = one.get("properties", one).get("code")
            if code:
                return int(code)
    return None

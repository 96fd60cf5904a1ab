"""The head of a page about one division: the band, where it stands, when, who looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from board.components.panel import panel
from board.components.past import choose_moment
from board.components.seat import choose_seat
from board.components.sound import sounding
from board.components.travel import going

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.scope import View


def heading(
    page: str,
    view: View,
    *,
    choose: Callable[[View], None] = choose_moment,
    **band: Any,
) -> None:
    """Place it; `choose` places the picker of a moment, `band` is what the band on top
    is told besides.
    """
    place = partial(panel, page=page, view=view)
    place("topbar", key="topbar", **sounding(page, view, key="topbar"), **band)
    crumbs, moment, identity = st.columns([50, 10, 40], vertical_alignment="center")
    with crumbs:
        place("crumbs", key="crumbs", on_go=going("crumbs"))
    with moment:
        choose(view)
    with identity:
        choose_seat(view)

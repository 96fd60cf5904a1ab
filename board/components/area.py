"""An area on the map: drawn, or given by numbers; and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from board import service
from board.components.choice import choose_tab, say
from board.components.login import address
from board.components.travel import address_of
from board.components.working import answered_page, say_of_when, sheet
from board.look.texts import texts
from board.picture.areas import (
    AREA,
    LEAST_M,
    MOST_M,
    AreaFault,
    area_from,
    area_in,
    circle_of,
    fault_in,
    kept_in,
)
from board.views.areas.asking import DAYS, SPANS, area_of
from board.views.areas.counts import list_of

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View

PAGE = "area"
USUAL_M = 500
LEFT = ("area_cases", "area_signals", "area_places")
RIGHT = ("area_days", "area_hours", "area_sites")


def answered_area(view: View) -> Kept | None:
    """What is said of the area that the address names; None where it names none."""
    return answered_page(PAGE, view) if area_in(address()) else None


def band_of(kept: Kept | None) -> dict[str, Any]:
    """What the band on top takes away: the area, where there is one."""
    return {"of": PAGE, "taken": str(kept.number)} if kept else {}


def drawing_of() -> dict[str, Any]:
    """What the map is told of drawing: what is drawn already."""
    return {"draws": True, "area": area_in(address())}


def keep_drawn(key: str) -> None:
    """A callback for the map `key`: what was drawn there stands in the address."""
    drawn = str(getattr(st.session_state[key], "chose", "") or "")
    say(**{AREA: "" if drawn == "none" else drawn})


def say_of_area(view: View) -> None:
    """Why what the address says is no area, or is not told to people outside."""
    words = texts(view.language)
    if fault := fault_in(address()):
        st.error(words(f"area_fault.{fault}"))
    elif view.outside and (why := kept_in(address())):
        st.info(words(why))


def choose_by_numbers(view: View) -> None:
    """A circle by its centre and radius: for the keyboard, and for what was told on the
    telephone.
    """
    words = texts(view.language)
    with (
        st.popover(words("area.by_numbers"), key="area_numbers"),
        st.form("area", border=False),
    ):
        x, y, metres = _usual(view)
        longitude = st.number_input(
            words("area.longitude"), -180.0, 180.0, x, format="%.5f", step=0.001
        )
        latitude = st.number_input(
            words("area.latitude"), -80.0, 80.0, y, format="%.5f", step=0.001
        )
        radius = st.number_input(words("area.radius"), LEAST_M, MOST_M, metres, 100)
        if st.form_submit_button(words("area.apply"), type="primary"):
            say(**{AREA: circle_of(longitude, latitude, radius).text})
            st.rerun()


def _usual(view: View) -> tuple[float, float, int]:
    """The circle that is drawn, else one around the seat of the division."""
    try:
        found = area_from(address().get(AREA, ""))
    except AreaFault:
        seat = service.current().snapshot.geography.divisions.get(view.scope)
        longitude, latitude = (seat.longitude, seat.latitude) if seat else (None, None)
        return longitude or 0.0, latitude or 0.0, USUAL_M
    return (*found.centre, found.radius_m or USUAL_M)


def place_area(kept: Kept, view: View) -> None:
    """All that is said of the area, the days that it is of, the ways to its lists;
    nothing outside.
    """
    if view.outside:
        return
    words = texts(view.language)
    with st.container(horizontal=True, vertical_alignment="center", key="area_ways"):
        choose_tab(
            DAYS,
            tuple(SPANS),
            label=words("choose.days"),
            shown=lambda one: words(f"days.{one}"),
        )
        _ways(kept.picture, view)
        say_of_when(kept, view)
    link = address_of("items", view)
    sheet("area", kept, view=view)
    for column, parts in zip(st.columns([55, 45]), (LEFT, RIGHT), strict=True):
        with column:
            for part in parts:
                sheet(part, kept, view=view, link=link)


def _ways(picture: Picture, view: View) -> None:
    words, page = texts(view.language), address_of("items", view)
    if page:
        for key, text in (("open_items", "list"), ("received", "list_received")):
            st.link_button(words(f"area.{text}"), f"{page}&{list_of(picture, key)}")
    st.button(words("area.clear"), key="area_clear", on_click=_clear, type="tertiary")


def _clear() -> None:
    say(**{AREA: ""})


def place_ways_in(kept: Kept | None, view: View) -> None:
    """The ways to another area: by numbers, and on the map."""
    with st.container(horizontal=True, key="area_ways_in"):
        choose_by_numbers(view)
        if kept:
            lead_to_map(area_of(kept.picture), view)


def lead_to_map(area: str, view: View) -> None:
    """The way to the district page with an area drawn on its map."""
    page = address_of("district", view)
    if page:
        query = urlencode({AREA: area})
        st.link_button(texts(view.language)("area.on_map"), f"{page}&{query}")

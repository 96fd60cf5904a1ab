"""Choosing the demo identity (演示身份) on screen, until logins exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.choice import choose_one
from board.look.codes import agencies
from board.look.texts import texts
from board.viewer.seat import ROLES, in_words

if TYPE_CHECKING:
    from board.viewer.scope import View


def choose_seat(view: View) -> None:
    """Say who this viewer is; role, center and agency behind one small button are
    kept in the address.
    """
    words, geography = texts(view.language), service.current().snapshot.geography
    with st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        key="seat",
    ):
        st.text(in_words(view.seat, geography, words), width="content")
        opened = st.popover(words("label.seat"), key="seat_button", on_change="rerun")
        # A thousand centers are sent to the browser only when somebody chooses.
        if opened.open:
            with opened:
                _choices(view)


def _choices(view: View) -> None:
    words = texts(view.language)
    choose_one(
        "role", ROLES, label=words("seat.role"), shown=lambda one: words(f"role.{one}")
    )
    choose_one(
        "seat",
        tuple(map(str, service.current().snapshot.geography.centers)),
        label=words("seat.center"),
        shown=lambda one: center_name(int(one)),
        following=lambda one: _place_for(int(one), view),
    )
    choose_one(
        "agency",
        ("", *agencies()),
        label=words("seat.agency"),
        shown=lambda one: (
            words.known("agency", one) if one else words("seat.no_agency")
        ),
    )


def center_name(code: int) -> str:
    """A center with those above it but for the city's: names of villages repeat."""
    geography = service.current().snapshot.geography
    above = [geography.name(geography.home(one)) for one in geography.above(code)[:-1]]
    name = geography.centers[code].name
    return f"{name}（{' · '.join(reversed(above))}）" if above else name


def _place_for(center: int, view: View) -> dict[str, str]:
    """A center that does not see the present division starts at its own."""
    geography = service.current().snapshot.geography
    return {} if geography.sees(center, view.scope) else {"scope": ""}

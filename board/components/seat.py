"""Choosing the demo identity (演示身份) on screen, until logins exist."""

from __future__ import annotations

import streamlit as st

from board import service
from board.access import ROLES, Seat, seat_from
from board.scope import View, scope_from
from board.texts import texts

SEAT_TIERS = frozenset({"city", "county"})


def choose_seat(view: View) -> Seat:
    """The seat of this viewer: role and center, kept in the address."""
    words = texts(view.language)
    geography = service.current().snapshot.geography
    centers = [
        str(code) for code, one in geography.divisions.items() if one.tier in SEAT_TIERS
    ]
    with st.container(horizontal=True, horizontal_alignment="right", key="seat"):
        role = st.selectbox(
            words("seat.role"),
            ROLES,
            format_func=lambda code: f"{words('label.seat')} · {words(f'role.{code}')}",
            key="role",
            bind="query-params",
            label_visibility="collapsed",
            width=210,
        )
        center = st.selectbox(
            words("seat.center"),
            centers or ["0"],
            format_func=lambda code: words(
                "center.name", place=geography.name(int(code))
            ),
            key="seat_center",
            bind="query-params",
            label_visibility="collapsed",
            width=210,
        )
    return seat_from(role, scope_from(center, geography), geography)

"""Choosing the demo identity (演示身份) on screen, until logins exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.look.texts import texts
from board.viewer.scope import View, one_of, scope_from
from board.viewer.seat import ROLES, Seat, seat_from

if TYPE_CHECKING:
    from collections.abc import Callable

SEAT_TIERS = frozenset({"city", "county"})


def choose_seat(view: View) -> Seat:
    """The seat of this viewer: role and center, kept in the address."""
    words = texts(view.language)
    geography = service.current().snapshot.geography
    centers = tuple(
        str(code) for code, one in geography.divisions.items() if one.tier in SEAT_TIERS
    )
    with st.container(horizontal=True, horizontal_alignment="right", key="seat"):
        role = _choice(
            "role",
            ROLES,
            words("seat.role"),
            lambda code: f"{words('label.seat')} · {words(f'role.{code}')}",
        )
        center = _choice(
            "seat",
            centers or ("0",),
            words("seat.center"),
            lambda code: words("center.name", place=geography.name(int(code))),
        )
    return seat_from(role, scope_from(center, geography), geography)


def _choice(
    name: str, options: tuple[str, ...], label: str, shown: Callable[[str], str]
) -> str:
    """A select box whose code, not its label, stands in the address as `name`."""
    asked = one_of(st.query_params.get(name, ""), options)

    def keep() -> None:
        st.query_params[name] = st.session_state[f"choice_{name}"]

    return st.selectbox(
        label,
        options,
        index=options.index(asked),
        format_func=shown,
        key=f"choice_{name}",
        on_change=keep,
        label_visibility="collapsed",
        width=210,
    )

"""The viewer's own choices: they stand in the address bar and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.login import address, current_login
from board.look import clock
from board.look.texts import texts
from board.viewer.rights import may
from board.viewer.scope import View, is_elsewhere, is_unknown, view_from
from board.viewer.seat import ROLES

if TYPE_CHECKING:
    from board.viewer.page import Action


def current_view() -> View:
    """What this browser asks for and who asks, validated."""
    login, geography = current_login(), service.current().snapshot.geography
    person = login.name if login else ""
    return view_from(address(), geography, unnamed=ROLES[0], person=person)


def allowed(view: View, action: Action, page: str) -> bool:
    """Whether this viewer may do this on the page."""
    running = service.current()
    return may(view, action, running.pages[page], running.snapshot.geography)


def say_if_elsewhere(view: View) -> None:
    """Say that the address asks for what there is not, not yet, or what this seat may
    not look at, and correct it.
    """
    if _has_no_such_seat(view):
        return
    asked = st.query_params.get("scope", "")
    geography = service.current().snapshot.geography
    if is_unknown(asked, geography):
        _correct(view, "scope.unknown")
    elif is_elsewhere(asked, view, geography):
        _correct(view, "seat.outside")
    if st.query_params.get("at") and (view.at is None or view.at > clock.now()):
        st.toast(texts(view.language)("past.unknown"), duration="long")
        del st.query_params["at"]


def _has_no_such_seat(view: View) -> bool:
    """Whether the address names a seat that whoever is logged in does not have: then
    it says so and is corrected, with the division.
    """
    asked, meant = st.query_params.to_dict(), address()
    if all(meant[name] == said for name, said in asked.items()):
        return False
    st.toast(texts(view.language)("login.not_your_seat"), duration="long")
    corrected = meant | {"scope": str(view.scope)}
    st.query_params.from_dict({name: one for name, one in corrected.items() if one})
    return True


def _correct(view: View, said: str) -> None:
    st.toast(texts(view.language)(said), duration="long")
    st.query_params["scope"] = str(view.scope)

"""Choosing a seat on screen: with logins one of those of who is logged in, else any
(演示身份).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from board import service
from board.components.choice import choose_one, placed, say
from board.components.login import current_login
from board.components.panel import panel
from board.look.codes import agencies
from board.look.texts import texts
from board.viewer.seat import ROLES, in_words, named

if TYPE_CHECKING:
    from board.logins.logins import Login
    from board.viewer.scope import View
    from board.viewer.seat import Seat


def choose_seat(view: View) -> None:
    """Say who this viewer is; role, center and agency behind one small button are
    kept in the address. With logins the way out stands there too.
    """
    login = current_login()
    words, geography = texts(view.language), service.current().snapshot.geography
    with st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        key="seat",
    ):
        st.text(in_words(view.seat.place, geography, words), width="content")
        label = login.shown if login else words("label.seat")
        opened = st.popover(label, key="seat_button", on_change="rerun")
        # A thousand centers are sent to the browser only when somebody chooses.
        if opened.open:
            with opened:
                _own(view, login) if login else _choices(view)


def _own(view: View, login: Login) -> None:
    """The seats of a person, where there are several, and the way out."""
    words, geography = texts(view.language), service.current().snapshot.geography
    present = login.seats.index(view.seat.place)
    if len(login.seats) > 1:
        key = placed("own_seat", present)
        st.selectbox(
            words("login.seat"),
            range(len(login.seats)),
            format_func=lambda one: in_words(login.seats[one], geography, words),
            key=key,
            on_change=lambda: _take(login.seats[st.session_state[key]], view),
        )
    panel("leaving", page="wall", view=view, key="leaving", **_ways(login, view))


def leaving(view: View) -> dict[str, Any]:
    """What a panel is told that has the way out of a login in itself; nothing where
    nobody is logged in.
    """
    login = current_login()
    return {"login": {"shown": login.shown, **_ways(login, view)}} if login else {}


def _ways(login: Login, view: View) -> dict[str, Any]:
    """Out of the login, and to another password, which leads back to here, for whoever
    has one.
    """
    words, look = texts(view.language), {"lang": view.language, "theme": view.theme}
    here = urlsplit(st.context.url or "").path or "/"
    asked = urlencode(st.query_params.to_dict())
    back = {"next": f"{here}?{asked}" if asked else here}
    return {
        "action": f"logout?{urlencode(look)}",
        "label": words("login.leave"),
        "note": words("login.who", name=login.name),
        "change": f"password?{urlencode(look | back)}",
        "changing": words("login.change_password") if login.has_password else "",
    }


def _take(seat: Seat, view: View) -> None:
    say(**named(seat), **_place_for(seat.center_code, view))


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

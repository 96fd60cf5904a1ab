"""A form over a page, from when it is opened until it is sent or put away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

import streamlit as st
from msgspec import Struct, structs

from board.look.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.page import Picture
    from board.viewer.scope import View


class Opened(Struct, frozen=True, kw_only=True):
    """A form that is filled in: `token` names what it sends, so that a second click is
    the same; `picture` is what was on the screen when it was opened.
    """

    form: Callable[[Any, View], None]
    title: str
    picture: Picture
    token: str = ""


def open_form(page: str, opened: Opened) -> None:
    """From now on it stands over the page; each opening has a token of its own."""
    st.session_state[_kept_under(page)] = structs.replace(opened, token=uuid4().hex)


def form_of(page: str) -> Opened | None:
    """The one that stands over it, if one does."""
    found: Opened | None = st.session_state.get(_kept_under(page))
    return found


def open_again(page: str, opened: Opened) -> None:
    """It goes on under the token that it has."""
    st.session_state[_kept_under(page)] = opened


def place_form(
    page: str, view: View, *, width: Literal["medium", "large"] = "large"
) -> None:
    """The form that was opened, over the page of its division."""
    opened: Opened | None = st.session_state.get(_kept_under(page))
    if opened is None or opened.picture.scope != view.scope:
        return
    title = texts(view.language)(opened.title)
    over = st.dialog(title, width=width, on_dismiss=partial(put_away, page))
    over(opened.form)(opened, view)


def put_away(page: str) -> None:
    """It was sent, or closed."""
    st.session_state.pop(_kept_under(page), None)


def _kept_under(page: str) -> str:
    return f"opened_{page}"

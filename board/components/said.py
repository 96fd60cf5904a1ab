"""What became of a move, said on the page that follows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st
from msgspec import Struct

from board.look import clock
from board.look.texts import texts

if TYPE_CHECKING:
    from datetime import datetime

    from board.viewer.scope import View

SAID = "moves_said"
SAID_FOR = timedelta(seconds=5)


class Said(Struct, frozen=True):
    """A sentence, and until when it is said; until somebody puts it away where there is
    no such moment.
    """

    text: str
    until: datetime | None


def keep_said(text: str, *, is_done: bool = True) -> None:
    """For the page that follows: what was done for some moments, what was not until
    somebody has seen it.
    """
    until = clock.now() + SAID_FOR if is_done else None
    st.session_state[SAID] = Said(text, until)


def say_what_became(view: View) -> None:
    """Say on the page that follows what became of the last move: also to whom the item
    is not shown any more because of it. A page that is asked for anew right after says
    it again, or the notice would be gone with the page that said it.
    """
    said: Said | None = st.session_state.get(SAID)
    if said is None:
        return
    if said.until is None:
        _stand(said.text, view)
    elif clock.now() < said.until:
        st.toast(said.text, duration="long")
    else:
        _put_away()


def _stand(text: str, view: View) -> None:
    with st.container(key="moves_refused"):
        st.error(text)
        words = texts(view.language)
        st.button(words("several.dismiss"), key="said_dismiss", on_click=_put_away)


def _put_away() -> None:
    st.session_state.pop(SAID, None)

"""Choosing what is supervised: a card that was clicked stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import streamlit as st

from board.components.choice import choose_one, say
from board.components.working import say_of_when
from board.look.clock import day_of
from board.look.texts import texts
from board.views.handling.supervision import (
    CHOICES,
    ENDED,
    WHICH,
    periods,
    which_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.answers import Kept
    from board.viewer.scope import View


def choose_which(kept: Kept, view: View) -> None:
    """Whether what is under way is listed or what has ended, and then when; of when the
    page is.
    """
    words, picture = texts(view.language), kept.picture
    which, days, when = st.columns([16, 16, 68], vertical_alignment="bottom")
    with which:
        choose_one(
            "which",
            WHICH,
            label=words("choose.which"),
            shown=lambda one: words(f"which.{one}"),
            following=lambda _: {"period": ""},
        )
    if which_of(picture) == ENDED:
        with days:
            choose_one(
                "period",
                periods(day_of(picture.now)),
                label=words("choose.period"),
                shown=lambda one: words.known("period", one),
            )
    with when:
        say_of_when(kept, view)


def carding(part: str) -> Callable[[], None]:
    """A callback for a part: the card that was clicked there filters."""

    def change() -> None:
        clicked = str(getattr(st.session_state[f"sheet_{part}"], "go", "") or "")
        given = dict(parse_qsl(clicked, keep_blank_values=True))
        say(**{name: text for name, text in given.items() if name in CHOICES})

    return change

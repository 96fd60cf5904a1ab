"""A period, and one thing more, chosen above a page; both stand in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import choose_one
from board.components.working import say_of_when
from board.look.clock import day_of
from board.look.texts import texts
from board.picture.periods import names

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.answers import Kept
    from board.viewer.scope import View


def choose_period(
    kept: Kept, view: View, following: Callable[[str], dict[str, str]] = lambda _: {}
) -> None:
    """The period of a page; it may change other parameters."""
    words = texts(view.language)
    choose_one(
        "period",
        names(day_of(kept.picture.now)),
        label=words("choose.period"),
        shown=lambda one: words.known("period", one),
        following=following,
    )


def choose_period_and(
    kept: Kept,
    view: View,
    name: str,
    options: tuple[str, ...],
    *,
    family: str = "",
    present: str = "",
) -> None:
    """The period of all parts, and the parameter `name`, whose options have their texts
    in a family of that name or another; of when the page is.
    """
    words = texts(view.language)
    columns = st.columns([21, 30, 49], gap="small", vertical_alignment="bottom")
    with columns[0]:
        choose_period(kept, view)
    with columns[1]:
        choose_one(
            name,
            options,
            label=words(f"choose.{name}"),
            shown=lambda one: words.known(family or name, one),
            present=present,
        )
    with columns[2]:
        say_of_when(kept, view)

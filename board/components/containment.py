"""What a viewer of containment chooses; it stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import streamlit as st

from board.components.choice import choose_one, say
from board.components.period import choose_period
from board.components.working import say_of_when
from board.look.codes import kinds
from board.look.texts import texts
from board.views.containment.asking import CHOICES, FLOWS, flow_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.answers import Kept
    from board.viewer.scope import View

FIRST_PAGE = {"no": ""}


def choose_counts(kept: Kept, view: View) -> None:
    """Period and kind of what is counted; of when the page is."""
    words = texts(view.language)
    columns = st.columns([21, 21, 58], gap="small", vertical_alignment="bottom")
    with columns[0]:
        choose_period(kept, view, lambda _: FIRST_PAGE)
    with columns[1]:
        choose_one(
            "kind",
            ("", *kinds()),
            label=words("choose.kind"),
            shown=lambda one: words.known("kind", one) if one else words("choose.any"),
            following=lambda _: FIRST_PAGE,
        )
    with columns[2]:
        say_of_when(kept, view)


def choose_cases(kept: Kept, view: View) -> None:
    """Which of the cases are listed: what a click on a bar or a flow says too."""
    words = texts(view.language)
    choose_one(
        "flow",
        ("", *FLOWS),
        label=words("choose.flow"),
        shown=lambda one: flow_text(one, words),
        following=lambda _: FIRST_PAGE,
        present=kept.picture.choices.get("flow", ""),
    )


def flowing(part: str) -> Callable[[], None]:
    """A callback for a chart: its cases are listed from the first page on."""

    def choose() -> None:
        say(flow=_clicked(part), **FIRST_PAGE)

    return choose


def turning(part: str) -> Callable[[], None]:
    """A callback for the list: another of its pages."""

    def turn() -> None:
        wished = parse_qsl(_clicked(part), keep_blank_values=True)
        say(**{name: text for name, text in wished if name in CHOICES})

    return turn


def _clicked(part: str) -> str:
    return str(getattr(st.session_state[f"sheet_{part}"], "go", "") or "")

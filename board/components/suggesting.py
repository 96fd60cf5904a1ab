"""Whom to hand an item to, said in the form of a move, and filled in by one click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
import streamlit as st

from board import service
from board.components.panel import panel
from board.look.texts import texts
from board.reads.reads import HubGone
from board.reads.responsibility_rows import Course
from board.views.common.figures import epoch_ms
from board.views.responsibilities.suggested import (
    JOIN,
    Suggested,
    asks_agency,
    is_for,
    suggested,
    tasks_beside,
)
from board.views.responsibilities.told import COURSE, PART, course_of, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.viewer.scope import View
    from board.views.handling.offers import Bench
    from streams.events import Move

BESIDE = "suggested_beside"


def place_suggested(move: str, benches: Sequence[Bench], view: View) -> None:
    """Who answers by the list, how they did, and a button that fills the form in with
    them; of several items only what is the same for all. Nothing is sent by it.
    """
    if not is_for(move, benches[0].rules):
        return
    found = suggested(move, benches)
    is_nobodys = found is None or found.row is None
    if len(benches) > 1 and is_nobodys and asks_agency(move, benches[0].rules):
        st.caption(texts(view.language)("suggest.differs"))
    if found is not None:
        _say(found, benches, view)
        _fill_in(move, found, benches, view)


def beside(move: Move) -> tuple[Move, ...]:
    """The joint tasks that were chosen to go with this one, the same for others."""
    if move.move != JOIN:
        return ()
    chosen = st.session_state.get(BESIDE) or ()
    return tuple(tasks_beside(move, (one for one in chosen if one != move.to_agency)))


def _say(found: Suggested, benches: Sequence[Bench], view: View) -> None:
    running, now = service.current(), benches[0].now
    try:
        answers = running.reads.round(course_of(benches), now)
        courses = answers.rows(COURSE, Course) if found.row else ()
    except HubGone:
        courses = ()
    geography, words = running.snapshot.geography, texts(view.language)
    contents = told(found, benches[0], courses, geography, words)
    panel(
        "sheet",
        page="item",
        view=view,
        key="sheet_suggested",
        part=PART,
        contents=msgspec.to_builtins(contents),
        now=epoch_ms(now),
    )


def _fill_in(move: str, found: Suggested, benches: Sequence[Bench], view: View) -> None:
    words = texts(view.language)
    is_joint = move == JOIN and len(benches) == 1
    others = found.unasked[1:] if is_joint else ()
    filled = _fields(move, found, benches[0], view)
    if found.filled:
        st.button(
            words("suggest.fill_tasks" if others else "suggest.fill"),
            key="suggest_fill",
            on_click=partial(
                _fill, filled | ({BESIDE: list(others)} if others else {})
            ),
        )
    if others:
        st.pills(
            words("suggest.beside"),
            others,
            selection_mode="multi",
            format_func=lambda one: words.known("agency", one),
            key=BESIDE,
        )


def _fields(move: str, found: Suggested, bench: Bench, view: View) -> dict[str, Any]:
    """What stands in the widgets of the form, by their keys."""
    words, seen = texts(view.language), bench.seen
    filled = dict(found.filled)
    if move == JOIN and found.row:
        named = words.category(seen.state.kind, seen.category)
        filled["objective"] = words("suggest.objective", what=named)
    return {f"field_{move}_{name}": said for name, said in filled.items()}


def _fill(filled: dict[str, Any]) -> None:
    for key, said in filled.items():
        st.session_state[key] = said

"""疑似同一事项 in a list of items: how many of each, and the way to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from board import service
from board.components.working import seen_by
from board.reads.near_rows import SameListed
from board.reads.reads import HubGone
from board.reads.rounds import asked
from board.views.items.same import marked

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View

READ, TABLE, MARKS = "listed_same", "page", "same_marks"
MOST = 1_000
"""Pairs of a page of a list; more of it are not marked."""
WHERE = "same"
"""The heading of the page of an item that they stand under."""


def same_marks(part: str, kept: Kept, view: View) -> dict[str, Any]:
    """What the panel of a list is told of its items that may be told of twice; asked
    for once as long as the list stands. Nothing outside, and of the past.
    """
    if view.outside or view.at is not None:
        return {}
    key = (kept.picture.page, kept.number, view.seat)
    known, marks = st.session_state.get(MARKS, (None, {}))
    if known != key:
        marks = _asked(part, kept, view)
        st.session_state[MARKS] = key, marks
    return {"same": marks, "same_at": WHERE} if marks else {}


def _asked(part: str, kept: Kept, view: View) -> dict[str, int]:
    """One question for all that is listed; none is marked while the hub is gone."""
    running, picture = service.current(), seen_by(view, kept.picture)
    ids = sorted(_listed(part, picture))
    if not ids:
        return {}
    given = {"now_at": picture.now, "item_ids": " ".join(ids)}
    question = asked(READ, row_limit=MOST, **given)
    try:
        answers = running.reads.round({READ: question}, picture.now)
    except HubGone:
        return {}
    found = answers.rows(READ, SameListed)
    return marked(found, view.seat, picture.snapshot.geography)


def _listed(part: str, picture: Picture) -> set[str]:
    """The ids of what the part lists."""
    page = service.current().pages[picture.page].working
    made = page.parts[part](picture).tables if page else ()
    return {
        str(one) for shown in made if shown.name == TABLE for one in shown.values("id")
    }

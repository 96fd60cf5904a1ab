"""Choosing several items in a list, and what the list stood on when they were."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import uuid4

import msgspec
import streamlit as st
from msgspec import Struct

from board import service
from board.components.view import allowed
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.page import Action
from board.views.handling import chosen
from board.views.handling.drafting import mover_of
from board.views.handling.several import MOST, may_move

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View

# A name of our own, because msgspec looks the type up when it decodes.
Picked: TypeAlias = chosen.Picked
SELECTED, SEEN, CLEARED = "several_selected", "several_seen", "several_cleared"
OPENED, WARNED = "several_opened", "several_warned"
LISTS_KEPT = 5
"""So many lists as they were on this screen can still be chosen from."""


class Selected(Struct, frozen=True):
    """What was chosen in a list, and the vector of offsets that the list stood on.
    `token` names its moves, so that a second click sends nothing new.
    """

    token: str
    items: tuple[Picked, ...]
    seen: str


class Said(Struct, frozen=True):
    """A choice as the browser tells it."""

    number: int
    items: list[Picked]


def choosing_several(part: str, kept: Kept, view: View) -> dict[str, Any]:
    """What the panel of a list is told so that several of its items can be chosen;
    nothing where this viewer moves nothing.
    """
    if not _may_choose(view):
        return {}
    shown: dict[int, str] = st.session_state.setdefault(SEEN, {})
    shown.pop(kept.number, None)
    shown[kept.number] = kept.picture.answered.moment.offsets
    for number in list(shown)[:-LISTS_KEPT]:
        shown.pop(number)
    told = {
        "number": kept.number,
        "cleared": st.session_state.get(CLEARED, 0),
        "most": MOST,
    }
    return {"several": told, "on_chose": partial(_take, part, view)}


def _may_choose(view: View) -> bool:
    """Who may open no item, or looks back, moves none."""
    if view.at or view.outside or not allowed(view, Action.OPEN, "item"):
        return False
    try:
        rules = service.current().fixed.rules()
    except HubGone:
        return False
    return may_move(mover_of(view.seat, ""), rules, clock.now())


def _take(part: str, view: View) -> None:
    """What the browser says was chosen, of a list that it was shown."""
    said = said_from(getattr(st.session_state[f"sheet_{part}"], "chose", None))
    seen = st.session_state.get(SEEN, {}).get(said.number) if said else None
    if said is None or seen is None:
        st.toast(texts(view.language)("several.stale"), duration="long")
        return
    st.session_state[SELECTED] = Selected(uuid4().hex, tuple(said.items), seen)
    st.session_state[WARNED] = frozenset()
    st.session_state.pop(OPENED, None)


def said_from(text: object) -> Said | None:
    """A choice as a browser gives it; None for anything else."""
    try:
        said = msgspec.json.decode(str(text), type=Said)
    except msgspec.DecodeError:
        return None
    is_fit = all(one.is_fit for one in said.items)
    return said if is_fit and 0 < len(said.items) <= MOST else None

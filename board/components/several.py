"""Choosing several items in a list, and what the list stood on when they were."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import uuid4

import msgspec
import streamlit as st
from msgspec import Struct

from board import service
from board.components.following import follow_all, may_follow
from board.components.view import allowed
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.page import Action
from board.views.handling import chosen
from board.views.handling.drafting import mover_of
from board.views.handling.several import MOST, Bounds, may_move

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View

# A name of our own, because msgspec looks the type up when it decodes.
Picked: TypeAlias = chosen.Picked
SELECTED, SEEN, CLEARED = "several_selected", "several_seen", "several_cleared"
MOVE = "several_move"
OPENED, WARNED = "several_opened", "several_warned"
FOLLOW = "follow"
"""What is done with them that is no move."""
ANY = Bounds()
LISTS_KEPT = 5
"""So many lists as they were on this screen can still be chosen from."""


class Selected(Struct, frozen=True):
    """What was chosen in a list, and the vector of offsets that the list stood on.
    `token` names its moves, so that a second click sends nothing new; `moves` are those
    that are offered, without any all.
    """

    token: str
    items: tuple[Picked, ...]
    seen: str
    moves: tuple[str, ...] = ()


class Said(Struct, frozen=True):
    """A choice as the browser tells it, and what is to be done with it, if it says."""

    number: int
    items: list[Picked]
    move: str = ""


def choosing_several(
    part: str, kept: Kept, view: View, bounds: Bounds = ANY
) -> dict[str, Any]:
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
        "most": bounds.most,
        "follow": may_follow(view, kept.picture.page),
    }
    return {"several": told, "on_chose": partial(_take, part, view, bounds)}


def _may_choose(view: View) -> bool:
    """Who may open no item, or looks back, moves none."""
    if view.at or view.outside or not allowed(view, Action.OPEN, "item"):
        return False
    try:
        rules = service.current().fixed.rules()
    except HubGone:
        return False
    return may_move(mover_of(view.seat, ""), rules, clock.now())


def _take(part: str, view: View, bounds: Bounds) -> None:
    """What the browser says was chosen, of a list that it was shown."""
    chose = getattr(st.session_state[f"sheet_{part}"], "chose", None)
    said = said_from(chose, bounds.most)
    seen = st.session_state.get(SEEN, {}).get(said.number) if said else None
    if said is None or seen is None:
        st.toast(texts(view.language)("several.stale"), duration="long")
        return
    if said.move == FOLLOW:
        is_sent = follow_all([(one.kind, one.item_id) for one in said.items], view)
        st.session_state[CLEARED] = st.session_state.get(CLEARED, 0) + is_sent
        return
    moves = bounds.offered(len(said.items))
    if said.move in moves:
        st.session_state[MOVE] = said.move
    st.session_state[SELECTED] = Selected(uuid4().hex, tuple(said.items), seen, moves)
    st.session_state[WARNED] = frozenset()
    st.session_state.pop(OPENED, None)


def said_from(text: object, most: int = MOST) -> Said | None:
    """A choice as a browser gives it; None for anything else."""
    try:
        said = msgspec.json.decode(str(text), type=Said)
    except msgspec.DecodeError:
        return None
    is_fit = all(one.is_fit for one in said.items)
    return said if is_fit and 0 < len(said.items) <= most else None

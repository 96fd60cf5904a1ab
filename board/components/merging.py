"""Merging an item into another one that is known already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.components.moves import bench_of, open_move
from board.reads.reads import HubGone
from board.views.handling.offers import offers
from board.views.items.page import row_of

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.viewer.scope import View
    from board.views.handling.offers import Bench, Offer

MERGE = "merge"


def may_merge(picture: Picture, view: View) -> bool:
    """Whether this viewer may merge the item into another one."""
    return _merge_of(picture, view) is not None


def open_merge(picture: Picture, view: View, kind: str, item_id: str) -> None:
    """The usual form of merging, filled in with the item to merge into."""
    found = _merge_of(picture, view)
    if found is None:
        return
    bench, one = found
    st.session_state[f"field_{MERGE}_link_kind"] = kind
    st.session_state[f"field_{MERGE}_link_id"] = item_id
    open_move(bench, one, view, row_of(picture)["close_due_at"])


def _merge_of(picture: Picture, view: View) -> tuple[Bench, Offer] | None:
    try:
        bench = bench_of(picture, view)
    except HubGone:
        return None
    found = (one for one in offers(bench) if one.move == MERGE and not one.refusal)
    one = next(found, None)
    return (bench, one) if one else None

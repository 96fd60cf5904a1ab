"""疑似同一事项 on the page of an item: merged by the usual form, or kept apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st

from board import service
from board.components.area import lead_to_map
from board.components.choice import choose_tab
from board.components.item import open_other
from board.components.map import outlines_of
from board.components.merging import may_merge, open_merge
from board.components.registering_likely import item_address
from board.components.said import keep_said
from board.components.same_marks import WHERE
from board.components.working import ask_anew_for_all, seen_by, sheet
from board.desk.entries import DeskError, said_by
from board.look import clock
from board.look.texts import texts
from board.picture.areas import LEAST_M, circle_of
from board.reads.reads import HubGone
from board.views.common.contents import written_rows
from board.views.items.asking import AROUND, METRES, metres_in
from board.views.items.near import place_of
from board.views.items.page import sheet_of
from board.views.items.same import candidates, same
from streams.entries.same import KeptApart

if TYPE_CHECKING:
    from board.reads.near_rows import SameItem
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View

PAGE = "item"


def place_same(kept: Kept, view: View) -> None:
    """What may be the same matter; nothing where nothing is likely, or outside."""
    picture = seen_by(view, kept.picture)
    found = candidates(picture)
    if view.outside or not found:
        return
    words = texts(view.language)
    may = view.at is None and may_merge(kept.picture, view)
    made = same(picture)
    with st.container(border=True, key="item_same"):
        st.subheader(made.title, anchor=WHERE)
        st.text(made.note)
        lines = written_rows(made.table("item_same"), words, clock.now())
        for one, line in zip(found, lines, strict=True):
            _place_one(one, line, picture, view, may=may)


def _place_one(
    one: SameItem, line: tuple[str, ...], picture: Picture, view: View, *, may: bool
) -> None:
    words = texts(view.language)
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"same_{one.item_id}"
    ):
        st.link_button(line[1], item_address(view, one.kind, one.item_id))
        why = f"{line[-1]} · {words('same.score')} {line[-2]}"
        st.text(f"{' · '.join(line[2:-2])}\n{why}")
        if not may:
            return
        if st.button(words("same.merge"), key=f"merge_{one.item_id}"):
            open_merge(picture, view, one.kind, one.item_id)
        st.button(
            words("same.apart_button"),
            key=f"apart_{one.item_id}",
            type="tertiary",
            on_click=partial(_keep_apart, one, picture, view),
        )


def _keep_apart(one: SameItem, picture: Picture, view: View) -> None:
    """Send that both stay apart, wait a little, and say what became of it."""
    words, running, now = texts(view.language), service.current(), clock.now()
    entry_id = f"apart-{uuid4()}"
    is_synthetic = running.snapshot.is_synthetic
    entry = KeptApart(
        **said_by(view.seat, entry_id, now, is_synthetic=is_synthetic),
        kind=picture.choices["kind"],
        item_id=picture.choices["id"],
        other_kind=one.kind,
        other_id=one.item_id,
        agency=view.seat.agency_code or None,
    )
    try:
        running.desk.send(entry)
        is_kept = running.desk.written_soon(entry)
    except (DeskError, HubGone) as error:
        keep_said(words("moves.failed", error=error), is_done=False)
        return
    ask_anew_for_all(PAGE)
    keep_said(words("same.kept" if is_kept else "duty.on_its_way"))


def place_around(kept: Kept, view: View) -> None:
    """Where the item is, what else happened around it, and what it is linked with."""
    words = texts(view.language)
    sheet("near", kept, view=view, land=outlines_of(view))
    choose_tab(
        AROUND,
        tuple(METRES),
        label=words("choose.around"),
        shown=lambda one: words(f"around.{one}"),
    )
    sheet("around", kept, view=view, pick="key", on_go=partial(open_other, "around"))
    picture = seen_by(view, kept.picture)
    item, at = sheet_of(picture), place_of(picture.answered)
    if item and item.has_point and at:
        metres = max(metres_in(picture.choices), LEAST_M)
        lead_to_map(circle_of(*at, metres).text, view)
    sheet("linked", kept, view=view, pick="key", on_go=open_other)

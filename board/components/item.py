"""Ways from an item to where it came from, and to items that it is linked with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from board import service
from board.components.choice import say
from board.components.consultation_call import lead_to_call
from board.components.panel import panel
from board.components.reports import lead_to_reports
from board.components.travel import address_of
from board.components.view import allowed
from board.desk.correcting import is_registered_here
from board.look.texts import texts
from board.viewer.page import Action
from board.viewer.whose import reads_titles
from board.views.items.supervisions import supervisions
from board.views.items.ways import ways_of

if TYPE_CHECKING:
    from board.reads.item_rows import WholeItem
    from board.viewer.scope import View
    from board.views.items.page import Sheet


def ways_out(sheet: Sheet, view: View) -> None:
    """What leads from the item to its source system, its video, its letters and its
    correction; the first two by the settings, for a purpose that is written down.
    """
    item = sheet.item
    _written_ways(item, view)
    with st.container(horizontal=True, key="item_links"):
        if is_registered_here(item.source, item.item_id):
            _correction(item, view)
        if supervisions(sheet):
            _letter(item, view)
        lead_to_reports(sheet, view)
        lead_to_call(sheet, view)


def _written_ways(item: WholeItem, view: View) -> None:
    found = ways_of(item, service.current().settings.ways)
    if view.outside or not found or not allowed(view, Action.OPEN_SOURCE, "item"):
        return
    words = texts(view.language)
    panel(
        "ways",
        page="item",
        view=view,
        key="item_ways",
        action=f"api/open?{urlencode(view.query())}",
        item={"kind": item.kind, "id": item.item_id},
        ways=[{"way": way, "text": words(f"item.open_{way}")} for way in found],
        label=words("access.reason"),
        example=words("access.reason_example"),
        note=words("access.note"),
    )


def _letter(item: WholeItem, view: View) -> None:
    """The way to its letters, for who reads what was written of it."""
    page = address_of("letter", view)
    if page and reads_titles(view.seat):
        named = urlencode({"kind": item.kind, "id": item.item_id})
        st.link_button(texts(view.language)("supervised.letter"), f"{page}&{named}")


def _correction(item: WholeItem, view: View) -> None:
    """The way to the form that sends its next version, for who may register."""
    form = address_of("register", view)
    if form:
        named = urlencode({"kind": item.kind, "id": item.item_id})
        st.link_button(texts(view.language)("item.correct"), f"{form}&{named}")


def open_other(part: str = "linked") -> None:
    """Open the item that was clicked in a part that names others."""
    clicked = str(getattr(st.session_state[f"sheet_{part}"], "go", "") or "")
    kind, _, item_id = clicked.partition(" ")
    say(kind=kind, id=item_id)

"""Ways from an item to where it came from, and to items that it is linked with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import msgspec
import streamlit as st

from board import service
from board.components.choice import say
from board.components.travel import address_of
from board.desk.correcting import is_registered_here
from board.look.texts import texts
from board.viewer.whose import reads_titles
from board.views.items.supervisions import supervisions

if TYPE_CHECKING:
    from board.reads.item_rows import WholeItem
    from board.viewer.scope import View
    from board.views.items.page import Sheet


def source_links(sheet: Sheet, view: View) -> None:
    """Links by the templates of the settings; none where nothing is set, or where the
    item does not say what a template asks for.
    """
    item = sheet.item
    words, settings = texts(view.language), service.current().settings
    given = _fields(item)
    links = {
        "item.open_source": settings.source_link.to(given),
        "item.open_video": settings.video_link.to(given),
    }
    with st.container(horizontal=True, key="item_links"):
        for text, address in links.items():
            if address:
                st.link_button(words(text), address)
        if is_registered_here(item.source, item.item_id):
            _correction(item, view)
        if supervisions(sheet):
            _letter(item, view)


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


def open_other() -> None:
    """Open the item that was clicked among the linked ones."""
    clicked = str(getattr(st.session_state["sheet_linked"], "go", "") or "")
    kind, _, item_id = clicked.partition(" ")
    say(kind=kind, id=item_id)


def _fields(item: WholeItem) -> dict[str, str]:
    """What a template may name: a field of the item or of its kind's details."""
    own = msgspec.json.decode(item.details or "{}", type=dict[str, Any])
    said = {
        "kind": item.kind,
        "id": item.item_id,
        "source": item.source,
        "source_ref": item.source_ref,
        "camera_id": own.get("camera_id"),
    }
    return {name: value for name, value in said.items() if value}

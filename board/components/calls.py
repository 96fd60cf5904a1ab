"""Whom to call about an item, and that it was done: a line of the duty log."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board.components.log import may_write
from board.components.log_form import OpenedLine, line_form
from board.components.opened import open_form, place_form
from board.components.working import say_of_when, seen_by, sheet
from board.look.texts import texts
from board.views.contacts.rows import is_told
from board.views.contacts.whom import PART, lines_of
from board.views.items.page import sheet_of
from board.views.responsibilities.on_item import PART as RESPONSIBLE

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View

PAGE, CALLED = "item", "phone"


def place_whose(kept: Kept, view: View) -> None:
    """Of when the page is, whose the item is, who answers for it, whom to call, what
    else is known.
    """
    say_of_when(kept, view)
    sheet("holding", kept, view=view)
    sheet(RESPONSIBLE, kept, view=view)
    _contacts(kept, view)
    sheet("details", kept, view=view)


def _contacts(kept: Kept, view: View) -> None:
    """The telephones; whoever writes the duty log of his center has a button on each
    line that writes down the call. Nothing outside.
    """
    picture = seen_by(view, kept.picture)
    if not is_told(picture):
        return
    words = texts(view.language)
    can_write = may_write(view)
    sheet(
        PART,
        kept,
        view=view,
        pick="key" if can_write else "",
        act=words("contacts.write_down") if can_write else "",
        on_go=partial(_open, picture, view),
    )
    place_form(PAGE, view, width="medium")


def _open(picture: Picture, view: View) -> None:
    item, words = sheet_of(picture), texts(view.language)
    clicked = str(getattr(st.session_state[f"sheet_{PART}"], "go", "") or "")
    if item is None or not may_write(view):
        return
    lines = dict(enumerate(lines_of(item)))
    line = lines.get(int(clicked)) if clicked.isdecimal() else None
    if line is not None:
        post = line.contact.post if line.contact else ""
        opened = OpenedLine(
            form=line_form,
            title="log.write",
            picture=picture,
            page=PAGE,
            sort=CALLED,
            text=words("contacts.called", unit=line.unit, post=post),
            number=item.item.case_number,
        )
        open_form(PAGE, opened)

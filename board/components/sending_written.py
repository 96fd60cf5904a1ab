"""What a form writes on its way to the hub, and the page after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.choice import say
from board.components.opened import put_away
from board.components.said import keep_said
from board.components.working import ask_anew_for_all
from board.components.writer import keep_writer
from board.desk.entries import DeskError
from board.desk.said import Unfit
from board.look.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.scope import View
    from streams.entries.entry import DeskEntry


def send_written(
    made: Callable[[], DeskEntry], view: View, *, told: str, page: str, named: str
) -> bool:
    """Send what is made and wait a little until the hub has it; what `told` names is
    said on the page that follows, which the caller asks for, with that of which the
    entry is, `named` in address and entry. Of what does not fit it says why.
    """
    words, desk = texts(view.language), service.current().desk
    try:
        entry = made()
        with st.spinner(words("moves.send")):
            desk.send(entry)
            is_kept = desk.written_soon(entry)
    except Unfit as unfit:
        st.error(words(f"duty_fault.{unfit.reason}", **unfit.values))
        return False
    except DeskError as error:
        st.error(words("moves.failed", error=error))
        return False
    put_away(page)
    if person := getattr(entry, "person", ""):
        keep_writer(person)
    ask_anew_for_all(page)
    keep_said(words(told if is_kept else "duty.on_its_way"))
    say(**{named: getattr(entry, named, entry.entry_id)})
    return True


def is_synthetic() -> bool:
    return service.current().snapshot.is_synthetic


def go_on(is_sent: bool) -> None:  # noqa: FBT001 - what `send` said
    """The page as it is after that."""
    if is_sent:
        st.rerun()

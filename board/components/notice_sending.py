"""What a seat does about notices on its way to the hub, and said on the page after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.choice import say
from board.components.opened import put_away
from board.components.said import keep_said
from board.components.working import ask_anew_for_all
from board.components.writer import keep_writer
from board.desk.entries import DeskError
from board.desk.notice import opened
from board.desk.said import Unfit
from board.look import clock
from board.look.texts import texts
from board.reads.notice_rows import NoticeRefused
from board.reads.reads import HubGone
from board.reads.rounds import asked
from board.views.notices.asking import REFUSED, notice_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.page import Picture
    from board.viewer.scope import View
    from streams.entries.entry import DeskEntry

PAGE = "notices"
READ = "notices_read"
MOST_REFUSED = 20


def send(made: Callable[[], DeskEntry], view: View, *, told: str) -> bool:
    """Send what is made and wait a little until the hub has it; what `told` names is
    said on the page that follows, which the caller asks for. Of what does not fit it
    says why.
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
    put_away(PAGE)
    if person := getattr(entry, "person", ""):
        keep_writer(person)
    ask_anew_for_all(PAGE)
    keep_said(words(told if is_kept else "duty.on_its_way"))
    say(notice=getattr(entry, "notice", entry.entry_id))
    return True


def say_refused(entry_id: str, view: View) -> None:
    """Of a notice that the hub does not count, say instead why, until somebody has seen
    it; nothing where it counts, or while the hub does not answer.
    """
    words, now = texts(view.language), clock.now()
    given = {"from_at": now - timedelta(hours=1), "row_limit": MOST_REFUSED}
    question = asked(REFUSED, center_code=view.seat.center_code, **given)
    try:
        answers = service.current().reads.round({REFUSED: question}, now)
    except HubGone:
        return
    for one in answers.rows(REFUSED, NoticeRefused):
        if one.entry_id == entry_id:
            why = words.known("notice_refusal", one.refusal)
            keep_said(words("notice.is_refused", why=why), is_done=False)
            say(box="sent", notice="")


def note_reading(picture: Picture, view: View) -> None:
    """Write down once for this session that an addressee opened the notice; nobody
    waits for it. One that is not written down stays unread.
    """
    one, known = notice_of(picture), st.session_state.setdefault(READ, set())
    if one is None or not one.is_mine or one.read_at or one.withdrawn_at:
        return
    key = (one.entry_id, view.seat)
    if key not in known:
        known.add(key)
        running = service.current()
        synthetic = running.snapshot.is_synthetic
        running.desk.send_behind(
            opened(one.entry_id, view.seat, is_synthetic=synthetic)
        )


def is_synthetic() -> bool:
    return service.current().snapshot.is_synthetic


def go_on(is_sent: bool) -> None:  # noqa: FBT001 - what `send` said
    """The page as it is after that."""
    if is_sent:
        st.rerun()

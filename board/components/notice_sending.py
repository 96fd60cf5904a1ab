"""What a seat does about notices on its way to the hub, and said on the page after."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.choice import say
from board.components.said import keep_said
from board.components.sending_written import send_written
from board.desk.notice import opened
from board.look import clock
from board.look.texts import texts
from board.reads.notice_rows import NoticeRefused
from board.reads.reads import HubGone
from board.reads.rounds import asked
from board.views.notices.asking import REFUSED, notice_of

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.viewer.scope import View

PAGE = "notices"
READ = "notices_read"
MOST_REFUSED = 20


send = partial(send_written, page=PAGE, named="notice")
"""What a seat writes about one of them; the page that follows shows it."""


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

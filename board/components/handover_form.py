"""The forms of a hand-over: the sheet that is drawn up, the signature below it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st
from msgspec import Struct

from board import service
from board.components.choice import say
from board.components.login import shown_name
from board.components.said import keep_said
from board.components.working import ask_anew_for_all
from board.desk.entries import DeskError
from board.desk.handing import (
    LONGEST_NOTE,
    Stood,
    Told,
    hand_over,
    is_same_person,
    person_of,
    take_over,
)
from board.look.texts import texts
from board.picture.filters import TITLES
from board.views.duty.handover import drawn_of
from board.views.duty.handover_figures import counted_of
from board.views.duty.handover_items import proposed_of, reasons_in, total_of
from streams.entries.entry import LONGEST_PERSON

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.look.texts import Texts
    from board.reads.handover_rows import Handover, Proposed
    from board.viewer.page import Picture
    from board.viewer.scope import View
    from streams.entries.duty import HandedOver
    from streams.entries.entry import DeskEntry

Named = tuple[str, str, str]
OPENED = "handover_opened"
NOTE_WIDTH = 320
"""In pixels: on a telephone a line of its own."""


class Opened(Struct, frozen=True):
    """A form that is filled in: `token` names what it sends, `picture` is what was on
    the screen when it was opened.
    """

    token: str
    picture: Picture

    @property
    def sheet(self) -> str:
        return self.picture.choices.get("sheet", "")


def open_form(picture: Picture) -> None:
    """From now on the form stands over the page, until it is sent or put away."""
    st.session_state[OPENED] = Opened(uuid4().hex, picture)


def place_form(view: View, form: Callable[[Opened, View], None], title: str) -> None:
    """The form that was opened on this sheet, over the page."""
    opened: Opened | None = st.session_state.get(OPENED)
    if opened is None or opened.sheet != st.query_params.get("sheet", ""):
        return
    said = texts(view.language)(title)
    st.dialog(said, width="large", on_dismiss=_forget)(form)(opened, view)


def _forget() -> None:
    st.session_state.pop(OPENED, None)


def draw_up(opened: Opened, view: View) -> None:
    """The form of a sheet of what was on the screen when it was opened."""
    words, picture = texts(view.language), opened.picture
    with st.form("handover", border=False):
        told = _told(opened.token, words)
        named = _items(picture, words)
        is_sent = st.form_submit_button(words("handover.draw"), type="primary")
    if not is_sent:
        return
    if not person_of(told.person):
        st.error(words("handover.no_person"))
        return
    entry = _drawn(picture, told, named, view)
    _send(entry, entry.entry_id, "handover.drawn", view)


def sign(opened: Opened, view: View) -> None:
    """The form of a signature; nobody signs his own."""
    words, one = texts(view.language), drawn_of(opened.picture)
    if one is None:
        return
    st.text(words("handover.of", person=one.drawn_by, n=one.item_count))
    with st.form("takeover", border=False):
        told = _told(opened.token, words)
        is_sent = st.form_submit_button(words("handover.sign"), type="primary")
    if not is_sent:
        return
    if refusal := _why_not(told, one):
        st.error(words(f"handover.{refusal}"))
        return
    is_synthetic = service.current().snapshot.is_synthetic
    entry = take_over(told, one.entry_id, view.seat, is_synthetic=is_synthetic)
    _send(entry, one.entry_id, "handover.taken", view)


def _why_not(told: Told, one: Handover) -> str:
    person = person_of(told.person)
    if not person:
        return "no_person"
    return "same_person" if is_same_person(person, one.drawn_by) else ""


def _told(token: str, words: Texts) -> Told:
    person = st.text_input(
        f"{words('handover.person')} *",
        shown_name() or "",
        max_chars=LONGEST_PERSON,
        key=f"person_{token}",
    )
    note = st.text_input(
        words("handover.remark"), max_chars=LONGEST_NOTE, key=f"remark_{token}"
    )
    return Told(token=token, person=person, note=note)


def _items(picture: Picture, words: Texts) -> list[Named]:
    """What is pointed out: all that is proposed at first, each with a note."""
    found = proposed_of(picture)
    st.text(words("handover.n_proposed", n=len(found), all=total_of(picture)))
    with st.container(height=360 if found else "content", key="handover_rows"):
        named = [_row(place, one, picture) for place, one in enumerate(found, 1)]
    return [one for one in named if one]


def _row(place: int, one: Proposed, picture: Picture) -> Named | None:
    """Untrusted words stand as plain text, never in a label."""
    words = picture.words
    with st.container(horizontal=True, vertical_alignment="center"):
        is_handed = st.checkbox(
            words("handover.nth", n=place), value=True, key=f"hand_{place}"
        )
        st.text(_line(one, picture), width="stretch")
        note = st.text_input(
            words("handover.nth_note", n=place),
            max_chars=LONGEST_NOTE,
            key=f"note_{place}",
            placeholder=words("handover.note"),
            label_visibility="collapsed",
            width=NOTE_WIDTH,
        )
    return (one.kind, one.item_id, note) if is_handed else None


def _line(one: Proposed, picture: Picture) -> str:
    words = picture.words
    title = one.title if picture.choices.get(TITLES) else None
    parts = (
        one.case_number,
        words.known("severity_short", one.severity),
        words.category(one.kind, one.category),
        title,
        reasons_in(one.reasons, picture),
    )
    return " · ".join(filter(None, parts))


def _drawn(picture: Picture, told: Told, named: list[Named], view: View) -> HandedOver:
    counted = counted_of(picture)
    from_at = counted.from_at if counted else picture.now
    offsets = picture.answered.moment.offsets
    stood = Stood(from_at, picture.now, offsets)
    is_synthetic = service.current().snapshot.is_synthetic
    return hand_over(told, stood, named, view.seat, is_synthetic=is_synthetic)


def _send(entry: DeskEntry, sheet: str, done: str, view: View) -> None:
    """Send it, wait a little until the hub has it, and open the sheet."""
    running, words = service.current(), texts(view.language)
    with st.spinner(words("moves.send")):
        try:
            running.desk.send(entry)
        except DeskError as error:
            st.error(words("moves.failed", error=error))
            return
        is_kept = running.desk.written_soon(entry)
    _forget()
    ask_anew_for_all("handover")
    keep_said(words(done if is_kept else "handover.on_its_way"))
    say(sheet=sheet)
    st.rerun()

"""Importing a list: its columns, what is wrong with which row, and the sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec import Struct

from board import service
from board.components.importing_columns import choose_columns, choose_source
from board.components.importing_told import say_rows
from board.components.view import allowed
from board.desk.entries import DeskError
from board.desk.forms import PARTY
from board.desk.importing import MOST_ROWS, Source, lacking, rows_of, standing
from board.desk.said import place
from board.exports.lists import MOST_BYTES, ListError, read_list
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.page import Action
from streams.privacy.party_key import SETTING

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from board.desk.importing import Given, Row
    from board.look.texts import Texts
    from board.viewer.scope import View
    from streams.events import Event, Stream

SUFFIXES = ("xlsx", "csv")
RESULT = "import_result"
MEGABYTE = 1_000_000


class Result(Struct, frozen=True):
    """What came of sending a file; without an error it is with the broker."""

    file_id: str
    sent: int
    error: str = ""


def import_list(view: View, stream: Stream) -> None:
    """Everything about a list for one stream; nothing where this seat may not."""
    words = texts(view.language)
    if not allowed(view, Action.IMPORT, "register"):
        return
    st.header(words("import.title"), anchor=False)
    limits = {"megabytes": MOST_BYTES // MEGABYTE, "rows": MOST_ROWS}
    st.text(words("import.note", kind=words.known("kind", stream.kind), **limits))
    given = st.file_uploader(
        words("import.file"),
        type=SUFFIXES,
        key="import_file",
        max_upload_size=MOST_BYTES // MEGABYTE,
    )
    if given is None:
        return
    try:
        _checked(view, stream, given, read_list(given.getvalue(), stream.kind))
    except ListError as fault:
        st.error(words(f"list.{fault}", **limits))
    except HubGone:
        st.error(words("export.hub_gone"))


def _checked(view: View, stream: Stream, file: UploadedFile, given: Given) -> None:
    words = texts(view.language)
    fields = choose_columns(given.header, stream.kind, words)
    source = choose_source(words)
    missing = lacking(fields, stream.kind)
    if missing:
        names = words("likely.and").join(words(f"field.{one}") for one in missing)
        st.error(words("import.lacking", fields=names))
        return
    _say_of_party(fields, words)
    rows = _rows(view, given, fields, stream, source)
    say_rows(given, rows, words)
    _sending(file, stream, rows, words)


def _say_of_party(fields: tuple[str, ...], words: Texts) -> None:
    if PARTY in fields:
        has_key = service.current().settings.party_key is not None
        said = "import.party" if has_key else "import.no_party"
        st.text(words(said, setting=SETTING))


def _rows(
    view: View, given: Given, fields: tuple[str, ...], stream: Stream, source: str
) -> tuple[Row, ...]:
    """The rows checked, and held against what the store has of them. Raises HubGone."""
    running = service.current()
    center, key = view.seat.center_code, running.settings.party_key
    where = place(running.snapshot.geography, center, clock.now(), key)
    of_all = Source(stream, source, running.snapshot.is_synthetic)
    rows = rows_of(given, fields, of_all, where)
    ids = [row.event.id for row in rows if row.event]
    known = running.reads.items_of_ids(stream.kind, ids)
    return standing(rows, {one.item_id: one for one in known})


def _sending(
    file: UploadedFile, stream: Stream, rows: tuple[Row, ...], words: Texts
) -> None:
    going = [row.event for row in rows if row.event and row.standing != "same"]
    st.button(
        words("import.send", n=len(going)),
        key="import_send",
        type="primary",
        disabled=not going,
        on_click=_send,
        args=(file.file_id, stream, going),
    )
    result = st.session_state.get(RESULT)
    if result is None or result.file_id != file.file_id:
        return
    if result.error:
        st.error(words("import.failed", error=result.error))
    else:
        st.success(words("import.sent", n=result.sent))


def _send(file_id: str, stream: Stream, going: list[Event]) -> None:
    """The ids are those of the rows: a second click sends the same again."""
    registrar = service.current().registrar
    try:
        registrar.send(*((stream, event) for event in going))
    except DeskError as error:
        st.session_state[RESULT] = Result(file_id, 0, str(error))
        return
    st.session_state[RESULT] = Result(file_id, len(going))
    registrar.landed_soon(stream.kind, going[-1].id, going[-1].version)

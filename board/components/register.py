"""The register of exports: who took what; and whether a file is what was shown."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import streamlit as st

from board import service
from board.components.panel import panel
from board.exports import files
from board.exports.job import ExportError
from board.exports.reading import UnreadableFileError
from board.exports.register import listing
from board.exports.verify import verify
from board.look import clock
from board.look.texts import texts
from board.reads.audit_rows import DeskLink
from board.reads.reads import HubGone
from board.reads.rounds import asked
from board.views.audit.asking import HEAD
from board.views.common.contents import Contents

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from board.exports.verify import Verdict
    from board.look.texts import Texts
    from board.viewer.scope import View

LOOKED_BACK = timedelta(days=400)
LISTED, DIFFERENCES_SHOWN = 50, 200
LONGEST_CHECKSUM = 64


def registered(view: View) -> None:
    """The exports of the divisions on view, found by any letters of their checksum."""
    words = texts(view.language)
    given = st.text_input(
        words("export.find"), max_chars=LONGEST_CHECKSUM, key="checksum"
    )
    contents = _found(view, given.strip().lower(), words)
    panel(
        "listing",
        page="export",
        view=view,
        key="register",
        contents=msgspec.to_builtins(contents),
    )
    _say_head(words)


def _say_head(words: Texts) -> None:
    """The head of the chain, for who keeps the printed register."""
    with suppress(HubGone):
        asked_for = {HEAD: asked(HEAD)}
        answers = service.current().reads.round(asked_for, clock.now())
        head = answers.first(HEAD, DeskLink)
        if head is not None:
            n, link = head.position_no, head.link
            st.text(words("audit.head_now", n=n, link=link))


def _found(view: View, checksum: str, words: Texts) -> Contents:
    running = service.current()
    geography = running.snapshot.geography
    division = geography.divisions.get(view.scope)
    if division is None:
        return Contents(title=words("export.register"))
    since = clock.now() - LOOKED_BACK
    try:
        found = running.reads.exports(
            division.low, division.high, since, checksum, LISTED
        )
    except HubGone:
        return Contents(title=words("export.register"), note=words("export.hub_gone"))
    return listing(found, geography, words)


def verified(view: View) -> None:
    """Say whether an uploaded file is what the board showed, and what differs."""
    words = texts(view.language)
    endings = (one.suffix for one in files.FORMATS.values())
    suffixes = sorted({one.rsplit(".", 1)[-1] for one in endings})
    given = st.file_uploader(words("export.verify"), type=suffixes)
    if given is None:
        return
    try:
        _say(_verdict(given), words)
    except (UnreadableFileError, ExportError) as fault:
        st.error(words("export.unreadable", reason=fault))
    except HubGone:
        st.error(words("export.hub_gone"))


def _verdict(given: UploadedFile) -> Verdict:
    running = service.current()
    with tempfile.TemporaryDirectory() as folder:
        # Of its name only the ending counts, and that is one of ours.
        chosen = files.FORMATS[files.format_of(Path(given.name))]
        path = Path(folder) / f"file.{chosen.suffix}"
        path.write_bytes(given.getvalue())
        return verify(
            path,
            pages=running.pages,
            known=running.snapshot,
            reads=running.reads,
            now=clock.now(),
        )


def _say(verdict: Verdict, words: Texts) -> None:
    if verdict.is_true:
        st.success(words("verify.true" if verdict.compared else "verify.untouched"))
    else:
        st.error(words("verify.false"))
    if verdict.edition != verdict.present_edition:
        st.warning(words("verify.edition", file=verdict.edition))
    if not verdict.is_of_printer:
        st.warning(words("verify.printer"))
    for seen in verdict.unlike[:DIFFERENCES_SHOWN]:
        st.text(
            words(
                "verify.unlike",
                what=words(f"unlike.{seen.what}"),
                page=seen.page,
                parts=words("verify.parts", names=words.listed(seen.parts))
                if seen.parts
                else "",
                in_file=seen.in_file or words("verify.nothing"),
                on_board=seen.on_board or words("verify.nothing"),
            )
        )
    for one in verdict.found[:DIFFERENCES_SHOWN]:
        st.text(
            words(
                "verify.difference",
                what=words(f"difference.{one.what}"),
                sheet=one.sheet,
                row=one.row,
                column=one.column,
                in_file=one.in_file,
                on_board=one.on_board,
            )
        )

"""Taking a page away as a file: the picture that was on the screen, what for, and the
register of who took what.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.choice import say
from board.components.taken import Taken, taken, wish
from board.components.view import allowed
from board.exports import files
from board.exports.asking import whole
from board.exports.job import ExportError, Order
from board.exports.pages import document_of
from board.exports.register import export_entry, masked_reason
from board.look import clock
from board.look.formats import Value, written
from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.page import Action
from board.viewer.scope import OUTSIDE
from board.views.common.figures import epoch_ms
from board.views.map.outlines import outlines

if TYPE_CHECKING:
    from board.exports.document import Document
    from board.exports.job import Made
    from board.exports.pages import Wish
    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.viewer.scope import View

ORDER = "export_order"
LOOK_EVERY_S = 0.5
LONGEST_REASON = 100


def choose_export_if_known(view: View) -> None:
    """The choices; the hub knows edition and past, so without it that it is gone."""
    try:
        choose_export(view)
    except HubGone:
        st.error(texts(view.language)("export.hub_gone"))


def choose_export(view: View) -> None:
    """What is taken away, as what, and what for; then the file."""
    words = texts(view.language)
    found = taken(view)
    if found is None or not allowed(view, Action.EXPORT, "export"):
        st.text(words("export.not_now"))
        return
    now = clock.now()
    shown = document_of(wish(view, found, ""), found.page, found.picture)
    moment = written(Value(epoch_ms(shown.at), "moment"), words, now)
    st.header(words("export.title"), anchor=False)
    st.text(f"{shown.title} · {words('export.as_of', time=moment)}")
    st.text(words("export.contains", tables=len(shown.sections)))
    choose_outside(view)
    with st.form("export", border=False):
        chosen = st.segmented_control(
            words("export.format"),
            files.offered(shown),
            default="pdf",
            format_func=lambda one: words(f"export_format.{one}"),
        )
        reason = st.text_input(
            words("fact.reason"),
            max_chars=LONGEST_REASON,
            placeholder=words("export.reason_example"),
        )
        if st.form_submit_button(words("export.make"), type="primary"):
            _order(view, found, chosen or "pdf", masked_reason(reason))
    hand_out(view, ORDER)


def hand_out(view: View, kept: str) -> None:
    """The file whose order the session keeps under a name, as soon as it is there."""
    orders, number = service.current().orders, st.session_state.get(kept, "")
    if orders.knows(number):
        is_done = orders.is_done(number)
        every_s = None if is_done else LOOK_EVERY_S
        st.fragment(_made, run_every=every_s)(view, number, is_told=is_done)


def choose_outside(view: View) -> None:
    """Whether it is for people outside; it stands in the address."""
    words = texts(view.language)

    def keep() -> None:
        say(**{"for": OUTSIDE if st.session_state["outside"] else ""})

    st.session_state["outside"] = view.outside
    st.toggle(
        words("outside.choose"),
        key="outside",
        help=words("outside.meaning"),
        on_change=keep,
    )


def _order(view: View, found: Taken, chosen: str, reason: str) -> None:
    words = texts(view.language)
    if not reason:
        st.error(words("export.no_reason"))
        return
    order(view, found, chosen, reason, kept=ORDER)


def order(view: View, found: Taken, chosen: str, reason: str, *, kept: str) -> None:
    """Have a file made and registered; the session keeps its number under a name.
    Raises HubGone.
    """
    wanted, reads = wish(view, found, reason), service.current().reads
    made = document_of(wanted, found.page, whole(found.page, found.picture, reads))
    register = partial(_register, wanted, made, chosen)
    work = Order(made, chosen, outlines())
    st.session_state[kept] = service.current().orders.take(work, register)


def order_paper(
    page: str, picture: Picture, view: View, reason: str, *, kept: str
) -> None:
    """The same of a page that is a paper to sign; where the hub is gone it says so."""
    running = service.current()
    found = Taken(running.pages[page], picture, running.snapshot.is_synthetic)
    try:
        order(view, found, "pdf", reason, kept=kept)
    except HubGone:
        st.error(texts(view.language)("export.hub_gone"))


def _register(wanted: Wish, made: Document, chosen: str, found: Made) -> None:
    service.current().desk.send(export_entry(wanted, made, found, chosen))


def _made(view: View, number: str, *, is_told: bool) -> None:
    """How far the file is; when it is there, the button that hands it out, and nobody
    looks any more.
    """
    words = texts(view.language)
    orders = service.current().orders
    if not orders.is_done(number):
        stands = orders.standing(number)
        st.text(
            words(
                "export.being_made",
                rows=written(Value(stands.rows, "count"), words, clock.now()),
                seconds=round(stands.seconds),
                before=stands.before,
            )
        )
        return
    if not is_told:
        st.rerun()
    try:
        ready = orders.result(number)
    except ExportError as error:
        st.error(words("export.failed", reason=error))
        return
    st.text(_said(ready.made, words))
    st.download_button(
        words("export.fetch"),
        data=ready.path.read_bytes,
        file_name=ready.path.name,
        mime=files.FORMATS[files.format_of(ready.path)].media_type,
        on_click="ignore",
        type="primary",
    )


def _said(made: Made, words: Texts) -> str:
    total = made.rows + made.rows_left_out
    rows = words("export.rows_of", rows=made.rows, total=total)
    return f"{made.file} · {rows} · {words('export.checksum')} {made.checksum}"

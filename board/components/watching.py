"""A page that hears by itself when something has come about what it shows: an item, or
who is on duty in a division, or what a center reports, tells others and is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from board import service
from board.components.panel import panel
from board.components.working import ask_anew
from board.look.texts import texts
from board.picture.watched import store_of
from board.views.duty.log_asking import TOUCHED, watched_of
from board.views.handling.seats import seat_of
from board.views.items.page import newest_batch
from board.views.notices.asking import TOUCHED as NOTICES_TOUCHED
from board.views.reports.asking import TOUCHED as REPORTS_TOUCHED

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.viewer.scope import View


def watch_item(picture: Picture, view: View) -> None:
    """Have the page asked for anew once more is known of its item than it shows; a past
    one stands still.
    """
    if view.at is not None:
        return
    subject = picture.choices["kind"], picture.choices["id"]
    _watch(subject, newest_batch(picture), picture, view)


def watch_duty(picture: Picture, view: View) -> None:
    """The same of a page of who is on duty, and what they write down."""
    if view.at is not None:
        return
    (newest,) = picture.answered[TOUCHED].column("batch_no").to_pylist()
    _watch(("duty", watched_of(picture)), newest, picture, view)


def watch_reports(picture: Picture, view: View) -> None:
    """The same of what the seat's center reports upwards, or is reported."""
    if view.at is not None:
        return
    (newest,) = picture.answered[REPORTS_TOUCHED].column("batch_no").to_pylist()
    center = str(seat_of(picture).center_code)
    _watch(("reports", center), newest, picture, view)


def watch_notices(picture: Picture, view: View) -> None:
    """The same of what the seat's center tells and is told."""
    if view.at is not None:
        return
    (newest,) = picture.answered[NOTICES_TOUCHED].column("batch_no").to_pylist()
    center = str(seat_of(picture).center_code)
    _watch(("notices", center), newest, picture, view)


def _watch(subject: tuple[str, str], newest: int, picture: Picture, view: View) -> None:
    kind, item_id = subject
    given = service.current().watched.pass_for(subject)
    named = urlencode({"kind": kind, "id": item_id, "pass": given})
    panel(
        "watch",
        page=picture.page,
        view=view,
        key="watch",
        watch=f"api/watch?{named}",
        seen=newest,
        store=store_of(picture.snapshot.batch),
        on_go=lambda: _again(view),
    )


def _again(view: View) -> None:
    ask_anew()
    st.toast(texts(view.language)("live.refreshed"))

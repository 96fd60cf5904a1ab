"""Who is logged in, on the page of the audit, and ending the login of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import streamlit as st

from board import service
from board.components.login import current_login
from board.components.panel import panel
from board.components.said import keep_said
from board.components.view import allowed
from board.look import clock
from board.look.formats import Value, written
from board.look.texts import texts
from board.viewer.page import Action
from board.views.audit.logged_in import in_range, key_of, logged_in
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from board.logins.sessions import Session
    from board.viewer.scope import View

PAGE, PART = "audit", "logged_in"


def place_logged_in(view: View) -> None:
    """Nothing on a board without logins, and of the past, which no board remembers."""
    running, now = service.current(), clock.now()
    if running.logins is None or view.at is not None:
        return
    words, geography = texts(view.language), running.snapshot.geography
    found = in_range(running.logins.sessions.all(now), view, geography)
    contents = logged_in(found, geography, words, now)
    panel(
        "sheet",
        page=PAGE,
        view=view,
        key="sheet_logged_in",
        part=PART,
        contents=msgspec.to_builtins(contents),
        now=epoch_ms(now),
    )
    others = tuple(one for one in found if not _is_own(one))
    if others and allowed(view, Action.END_LOGIN, PAGE):
        _end_one(others, view)


def _is_own(session: Session) -> bool:
    login = current_login()
    return login is None or session.user.name == login.name


def _end_one(others: tuple[Session, ...], view: View) -> None:
    words = texts(view.language)
    names = {key_of(one): _name_of(one, view) for one in others}
    with st.form("end_login", border=False):
        chosen = st.selectbox(
            words("logged_in.which"),
            tuple(names),
            index=None,
            format_func=lambda key: names.get(key, key),
            placeholder=words("moves.choose"),
            key="end_login_of",
        )
        if st.form_submit_button(words("logged_in.end")) and chosen:
            _end(chosen, view)


def _name_of(session: Session, view: View) -> str:
    words = texts(view.language)
    since = Value(value=epoch_ms(session.since), form="moment")
    said = written(since, words, clock.now())
    return words("logged_in.one", name=session.user.name, since=said)


def _end(key: str, view: View) -> None:
    """End it if it still is what this viewer may end, and write down who did."""
    running, now, words = service.current(), clock.now(), texts(view.language)
    if running.logins is None or not allowed(view, Action.END_LOGIN, PAGE):
        return
    sessions, geography = running.logins.sessions, running.snapshot.geography
    meant = in_range(sessions.all(now), view, geography)
    handles = {one.handle for one in meant if key_of(one) == key and not _is_own(one)}
    ended = sessions.end_those(lambda one: one.handle in handles)
    for one in ended:
        running.login_book.closed(one.user, view.seat)
    keep_said(words("logged_in.ended" if ended else "logged_in.over"))
    st.rerun()

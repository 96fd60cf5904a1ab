"""Registering one item: the form, what may be the same matter, the sending."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.choice import choose_one, say
from board.components.draft import Draft, keep_draft
from board.components.registering_form import fields, fill, given, key_of, options_of
from board.components.registering_likely import say_likely
from board.components.registering_sent import say_sent
from board.components.registering_state import Ready, state
from board.components.view import allowed
from board.desk import forms
from board.desk.entries import DeskError
from board.desk.likely import asked_of
from board.desk.registering import FIRST, Identity, checked, event_of, id_of_form
from board.desk.said import Place
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.page import Action

if TYPE_CHECKING:
    from board.desk.said import Raw
    from board.viewer.scope import View

KIND = "kind"


def register(view: View) -> None:
    """The form on the left; on the right what came of it."""
    words = texts(view.language)
    if not allowed(view, Action.REGISTER, "register"):
        st.text(words("register.forbidden"))
        return
    kind = forms.stream_of(st.query_params.get(KIND, "")).kind
    _keep(kind, view)
    left, right = st.columns([55, 45], gap="large")
    with left:
        _form(kind, view)
    with right:
        say_likely(view, partial(_go_on, state().token))
        say_sent(view)


def _form(kind: str, view: View) -> None:
    words, token = texts(view.language), state().token
    st.header(words("register.title"), anchor=False)
    choose_one(
        KIND,
        tuple(one.kind for one in forms.registrable()),
        label=words("field.kind"),
        shown=lambda one: words.known("kind", one),
    )
    with st.form("register", border=False):
        fields(kind, view)
        st.form_submit_button(
            words("register.send"),
            type="primary",
            on_click=_submit,
            args=(kind, token, view),
        )
    if state().error:
        st.error(state().error)
    st.button(
        words("register.empty"), key="register_empty", type="tertiary", on_click=_empty
    )


def _keep(kind: str, view: View) -> None:
    now, form = state(), forms.asked(kind)
    keys = {field: key_of(field, now.token) for field in form}
    keep_draft(Draft(now.token, kind, {}), now.done, keys, partial(_take_over, view))


def _take_over(view: View, draft: Draft) -> None:
    """Another session of this browser left a form; it goes on as the same item."""
    kind = forms.stream_of(draft.kind).kind
    state().token = draft.token
    fill(kind, {field: _value(kind, field, draft, view) for field in draft.values})
    say(kind=kind)


def _value(kind: str, field: str, draft: Draft, view: View) -> Raw:
    """A field of a draft: what was chosen is known by its words."""
    text = draft.values[field]
    options = options_of(kind, field, view)
    if options:
        return next((code for code, shown in options.items() if shown == text), None)
    is_number = field == forms.stream_of(kind).own_scale
    return (
        int(text) if is_number and text.isdecimal() else text if not is_number else None
    )


def _empty() -> None:
    state().begin_anew()


def _submit(kind: str, token: str, view: View) -> None:
    """Check what the form says; send it unless there may be the same already."""
    now = state()
    if token != now.token:
        return
    now.forget()
    stream, running = forms.stream_of(kind), service.current()
    geography, center = running.snapshot.geography, view.seat.center_code
    where = Place(geography, center, clock.now())
    one = checked(stream, given(kind, token), where)
    now.faults = one.faults
    if one.faults:
        return
    who = Identity(id_of_form(token), FIRST, where.now)
    event = event_of(one, who, is_synthetic=running.snapshot.is_synthetic)
    now.ready = Ready(stream, event)
    try:
        now.likely = running.reads.likely_duplicates(
            **asked_of(stream, event, geography, center)
        )
    except HubGone:
        now.is_looked_up = False
    if now.is_looked_up and not now.likely:
        _go_on(token, view)


def _go_on(token: str, view: View) -> None:
    """Send what is ready; a second click finds another form."""
    now, words = state(), texts(view.language)
    if token != now.token or now.ready is None:
        return
    ready, registrar = now.ready, service.current().registrar
    try:
        registrar.send((ready.stream, ready.event))
    except DeskError as error:
        now.error = words("register.failed", error=error)
        return
    now.begin_anew()
    now.sent = ready
    now.landed = registrar.landed_soon(
        ready.stream.kind, ready.event.id, ready.event.version
    )

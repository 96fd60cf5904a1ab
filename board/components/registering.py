"""Registering one item: the form, what may be the same matter, the sending."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.choice import choose_tab, say
from board.components.correcting import ID, item_asked, take_up
from board.components.draft import Draft, keep_draft
from board.components.registering_form import (
    UNKEPT,
    asked,
    fields,
    fill,
    given,
    key_of,
    notes,
    options_of,
    party_key,
)
from board.components.registering_likely import say_likely
from board.components.registering_sent import say_sent
from board.components.registering_state import Ready, state
from board.components.view import allowed
from board.desk import forms
from board.desk.correcting import kept_of, next_version
from board.desk.entries import DeskError
from board.desk.likely import asked_of
from board.desk.registering import FIRST, Identity, checked, event_of, id_of_form
from board.desk.said import Place
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.page import Action

if TYPE_CHECKING:
    from datetime import datetime

    from board.desk.registering import Checked
    from board.desk.said import Raw
    from board.look.texts import Texts
    from board.viewer.scope import View

KIND = "kind"


def register(view: View) -> None:
    """The form, for whoever may register single items."""
    if not allowed(view, Action.REGISTER, "register"):
        st.text(texts(view.language)("register.forbidden"))
        return
    kind = kind_asked()
    take_up(kind, view)
    _keep(kind, view)
    _form(kind, view)


def came_of_it(view: View) -> None:
    """What may be the same matter as what the form says; what was sent last."""
    say_likely(view, partial(_go_on, state().token))
    say_sent(view)


def kind_asked() -> str:
    """The stream that the address names, else the first."""
    return forms.stream_of(st.query_params.get(KIND, "")).kind


def choose_kind(view: View) -> None:
    """Which stream's form it is; it stands in the address. An item that is corrected
    has its own.
    """
    if item_asked():
        return
    words = texts(view.language)
    choose_tab(
        KIND,
        tuple(one.kind for one in forms.registrable()),
        label=words("field.kind"),
        shown=lambda one: words.known("kind", one),
    )


def _form(kind: str, view: View) -> None:
    words, token = texts(view.language), state().token
    st.header(_title(words), anchor=False)
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
    notes(kind, view)
    st.button(
        words("register.empty"), key="register_empty", type="tertiary", on_click=_empty
    )


def _title(words: Texts) -> str:
    item = state().corrects
    if item is None:
        return words("register.title")
    number, version = item.case_number, item.version
    return words("correct.title", number=number, version=version + 1)


def _keep(kind: str, view: View) -> None:
    now, kept = state(), (one for one in asked(kind) if one not in UNKEPT)
    keys = {field: key_of(field, now.token) for field in kept}
    keep_draft(
        Draft(now.token, kind, item_asked(), {}),
        now.done,
        keys,
        partial(_take_over, view),
    )


def _take_over(view: View, draft: Draft) -> None:
    """Another session of this browser left a form; it goes on as the same item, unless
    that was sent meanwhile.
    """
    if draft.token == state().done:
        return
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
    now = state()
    now.begin_anew()
    now.corrects = None
    say(**{ID: ""})


def _submit(kind: str, token: str, view: View) -> None:
    """Check what the form says; send it unless there may be the same already."""
    now = state()
    if token != now.token:
        return
    now.forget()
    running, center = service.current(), view.seat.center_code
    # What is chosen comes as its code: no names are needed to know it by.
    geography = running.snapshot.geography
    where = Place(geography, {}, center, clock.now(), party_key())
    one = checked(forms.stream_of(kind), given(kind, token), where)
    now.faults = one.faults
    if not one.faults:
        now.ready = _ready(one, where.now)
        _look_up(now.ready, view)
    if now.ready and now.is_looked_up and not now.likely:
        _go_on(token, view)


def _ready(one: Checked, at: datetime) -> Ready:
    """The message of a new item, or the next version of the one that is corrected."""
    item, kept = state().corrects, {}
    who = Identity(id_of_form(state().token), FIRST, at)
    if item is not None:
        who, kept = next_version(item), kept_of(item, one.fields["division_code"])
    is_synthetic = service.current().snapshot.is_synthetic
    event = event_of(one, who, is_synthetic=is_synthetic, kept=kept)
    return Ready(one.stream, event)


def _look_up(ready: Ready, view: View) -> None:
    """Find what may be the same matter; a correction is about an item that is there."""
    now, running = state(), service.current()
    if now.corrects is not None:
        return
    geography, center = running.snapshot.geography, view.seat.center_code
    sought = asked_of(ready.stream, ready.event, geography, center)
    try:
        now.likely = running.reads.likely_duplicates(**sought)
    except HubGone:
        now.is_looked_up = False


def _go_on(token: str, view: View) -> None:
    """Send what is ready; a second click finds another form."""
    now, words = state(), texts(view.language)
    if token != now.token or now.ready is None:
        return
    ready, registrar = now.ready, service.current().registrar
    if _is_overtaken(view):
        return
    try:
        registrar.send((ready.stream, ready.event))
    except DeskError as error:
        now.error = words("register.failed", error=error)
        return
    now.begin_anew()
    now.sent, now.corrects = ready, None
    say(**{ID: ""})
    now.landed = registrar.landed_soon(
        ready.stream.kind, ready.event.id, ready.event.version
    )


def _is_overtaken(view: View) -> bool:
    """Whether somebody corrected the item while this form was filled in."""
    now = state()
    if now.corrects is None:
        return False
    item = now.corrects
    newer = service.current().registrar.landed(
        item.kind, item.item_id, item.version + 1
    )
    if newer is not None:
        now.error = texts(view.language)("correct.overtaken", version=newer.version)
    return newer is not None

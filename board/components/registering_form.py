"""The fields of the form: at most eight, in the order in which people tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.registering_state import state
from board.desk import forms
from board.desk.said import LONGEST_PARTY
from board.look import clock
from board.look.clock import SHANGHAI
from board.look.texts import texts
from streams.privacy.party_key import SETTING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from board.desk.said import Raw
    from board.look.texts import Texts
    from board.viewer.scope import View
    from streams.privacy.parties import PartyKey

WRITTEN = "%Y-%m-%d %H:%M"
LONGEST_TITLE, LONGEST_TEXT = 200, 4_000
UNKEPT = frozenset({forms.PARTY})
"""What the browser is not to keep in a draft."""
TEXT_HEIGHT = 110
ALONE = frozenset({"title", "description"})
"""What people write freely has a line of its own; other fields stand by twos."""


def key_of(field: str, token: str) -> str:
    """Each form has widgets of its own: none shows what another was told."""
    return f"register_{token}_{field}"


def fields(kind: str, view: View) -> None:
    """All fields of the form of a stream, each with what is wrong with it below."""
    for beside in _lines(asked(kind)):
        for column, field in zip(st.columns(len(beside)), beside, strict=True):
            with column:
                _field(kind, field, view)


def notes(kind: str, view: View) -> None:
    """What becomes of what is written, and what is not taken."""
    words = texts(view.language)
    with st.container(key="register_notes"):
        if forms.has_party(kind):
            said = "register.party" if party_key() else "register.no_party"
            st.text(words(said, setting=SETTING))
        st.text(words("register.attachments"))


def asked(kind: str) -> tuple[str, ...]:
    """The fields of the form of a stream on this board."""
    left_out = frozenset() if party_key() else {forms.PARTY}
    return tuple(one for one in forms.asked(kind) if one not in left_out)


def party_key() -> PartyKey | None:
    """What this board hashes parties under."""
    return service.current().settings.party_key


def _lines(asked: tuple[str, ...]) -> list[tuple[str, ...]]:
    short = [one for one in asked if one not in ALONE]
    pairs = [tuple(short[place : place + 2]) for place in range(0, len(short), 2)]
    return [*pairs, *((one,) for one in asked if one in ALONE)]


def given(kind: str, token: str) -> dict[str, Raw]:
    """What stands in the form."""
    return {field: st.session_state.get(key_of(field, token)) for field in asked(kind)}


def fill(kind: str, values: Mapping[str, Raw]) -> None:
    """Put values into the present form; only before it is drawn."""
    for field in asked(kind):
        if field in values:
            st.session_state[key_of(field, state().token)] = values[field]


def options_of(kind: str, field: str, view: View) -> dict[str, str]:
    """What can be chosen for a field, with its words; nothing for a free one."""
    if field == "division_code":
        return villages(view)
    words = texts(view.language)
    place = 0 if words.language == "zh" else 1
    listed = forms.listed(kind, field)
    return {
        code: f"{code} {names[place]}" if code.isdigit() else names[place]
        for code, names in listed.items()
    }


def villages(view: View) -> dict[str, str]:
    """The villages that the seat sees, each with where it lies."""
    geography = service.current().snapshot.geography
    return {
        f"{code:012d}": geography.place(code)
        for code, division in geography.divisions.items()
        if division.tier == "village" and geography.sees(view.seat.center_code, code)
    }


def _field(kind: str, field: str, view: View) -> None:
    words = texts(view.language)
    options = options_of(kind, field, view)
    if options:
        _choice(field, options, _default(field, options, view), words)
    else:
        _WIDGETS.get(field, _number)(kind, field, words)
    for one in state().faults:
        if one.field == field:
            with st.container(key=f"fault_{field}"):
                st.text(words(f"fault.{one.reason}", **one.values))


def _choice(
    field: str, options: dict[str, str], default: str | None, words: Texts
) -> None:
    key = key_of(field, state().token)
    if st.session_state.get(key) not in options:
        st.session_state[key] = default
    st.selectbox(
        words(f"field.{field}"),
        tuple(options),
        format_func=lambda one: options.get(one, ""),
        placeholder=words("register.choose"),
        filter_mode="fuzzy",
        key=key,
    )


def _default(field: str, options: dict[str, str], view: View) -> str | None:
    usual = {
        **forms.WAYS,
        "level": forms.ORDINARY,
        "division_code": f"{view.scope:012d}",
    }
    only = next(iter(options)) if len(options) == 1 else None
    wanted = usual.get(field)
    return wanted if wanted in options else only


def _moment(_: str, field: str, words: Texts) -> None:
    key = key_of(field, state().token)
    now = clock.now().astimezone(SHANGHAI).strftime(WRITTEN)
    st.session_state.setdefault(key, now)
    st.text_input(words("register.when"), key=key)


def _title(_: str, field: str, words: Texts) -> None:
    st.text_input(
        words(f"field.{field}"),
        max_chars=LONGEST_TITLE,
        placeholder=words("register.in_a_sentence"),
        key=key_of(field, state().token),
    )


def _party(_: str, field: str, words: Texts) -> None:
    """What is typed here is to be remembered by no browser."""
    st.text_input(
        words(f"field.{field}"),
        max_chars=LONGEST_PARTY,
        autocomplete="off",
        placeholder=words(
            "register.party_stays" if state().corrects else "register.party_hashed"
        ),
        key=key_of(field, state().token),
    )


def _text(_: str, field: str, words: Texts) -> None:
    st.text_area(
        words(f"field.{field}"),
        max_chars=LONGEST_TEXT,
        height=TEXT_HEIGHT,
        key=key_of(field, state().token),
    )


def _number(kind: str, field: str, words: Texts) -> None:
    ends = forms.bounds(kind) or forms.Bounds(0, 0)
    st.number_input(
        words(f"field.{field}"),
        min_value=ends.low,
        max_value=ends.high,
        value=None,
        step=1,
        key=key_of(field, state().token),
    )


_WIDGETS: Mapping[str, Callable[[str, str, Texts], None]] = {
    "occurred_at": _moment,
    forms.PARTY: _party,
    "title": _title,
    "description": _text,
}

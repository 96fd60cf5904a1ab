"""Which column is which field, as its name says or as somebody chose once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board.components.kept import keep
from board.desk import forms
from board.desk.columns import importable, mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.desk.said import Raw
    from board.look.texts import Texts

OWN, CHOSEN = "import_columns", "import_column"
BESIDE = 4


def choose_columns(header: Sequence[Raw], kind: str, words: Texts) -> tuple[str, ...]:
    """The field of each column; what somebody chooses is remembered by this browser."""
    keep(OWN, _own(), _own().update)
    fields = mapped(header, kind, _own())
    known = sum(1 for field in fields if field)
    told = words("import.columns", known=known, all=len(header))
    with st.expander(told, expanded=False):
        for start in range(0, len(header), BESIDE):
            places = range(start, min(start + BESIDE, len(header)))
            for column, place in zip(st.columns(BESIDE), places, strict=False):
                with column:
                    _choose(place, str(header[place] or ""), fields[place], kind, words)
    return fields


def choose_source(words: Texts) -> str:
    """Where the rows are from that do not say it themselves."""
    listed = forms.listed("", "source")
    chosen: str = st.selectbox(
        words("field.source"),
        tuple(listed),
        index=tuple(listed).index(forms.SOURCE),
        format_func=lambda one: words.known("source", one),
        key="import_source",
    )
    return chosen


def _choose(place: int, name: str, field: str, kind: str, words: Texts) -> None:
    key = f"{CHOSEN}_{place}"
    st.session_state[key] = field
    # A label would be read as markdown, and a name is somebody's text.
    st.text(name)
    st.selectbox(
        words("import.column", n=place + 1),
        ("", *importable(kind)),
        format_func=lambda one: words(f"field.{one}" if one else "import.no_field"),
        key=key,
        label_visibility="collapsed",
        on_change=partial(_remember, key, name),
    )


def _remember(key: str, name: str) -> None:
    _own()[name] = st.session_state[key]


def _own() -> dict[str, str]:
    """Of this session: names of columns and the fields that somebody chose for them."""
    found: dict[str, str] = st.session_state.setdefault(OWN, {})
    return found

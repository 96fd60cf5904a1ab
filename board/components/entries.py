"""Choices that stand in the address and are written, dated, or may be none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from board.components.choice import key_of, placed, said_of, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


def choose_text(
    name: str, *, label: str, longest: int, following: dict[str, str]
) -> None:
    """A line for the address parameter `name`, at most so long."""
    key = placed(name, st.query_params.get(name, "")[:longest])
    keep = _keeping(name, key, lambda typed: str(typed).strip(), following)
    st.text_input(label, max_chars=longest, key=key, on_change=keep)


def choose_day(
    name: str, present: date, *, label: str, following: dict[str, str]
) -> None:
    """A day for the address parameter `name`."""
    key = placed(name, present)
    keep = _keeping(name, key, str, following)
    st.date_input(label, key=key, on_change=keep)


def choose_any(
    name: str,
    options: tuple[str, ...],
    *,
    label: str,
    shown: Callable[[str], str],
    following: dict[str, str],
    present: tuple[str, ...] = (),
) -> None:
    """Switches for the address parameter `name`; those are on that are `present`, else
    those that it names, and none where it is not there.
    """
    asked = present or st.query_params.get(name, "").split(",")
    key = placed(name, [one for one in options if one in asked])
    keep = _keeping(name, key, ",".join, following)
    st.pills(
        label,
        options,
        selection_mode="multi",
        format_func=shown,
        label_visibility="collapsed",
        key=key,
        on_change=keep,
    )


def _keeping(
    name: str,
    key: str,
    text_of: Callable[[Any], str],
    following: dict[str, str],
) -> Callable[[], None]:
    """A callback that says in the address what a widget was changed to."""

    def keep() -> None:
        chosen = st.session_state[key]
        # One that went away with the address it showed is still heard of once.
        if key != key_of(name) or chosen == st.session_state[said_of(name)]:
            return
        st.session_state[said_of(name)] = chosen
        say(**{name: text_of(chosen)} | following)

    return keep

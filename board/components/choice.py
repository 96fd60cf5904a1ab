"""Choices that stand in the address: what it says is chosen, also after Back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.viewer.scope import one_of, some_of, some_text

if TYPE_CHECKING:
    from collections.abc import Callable


def choose_one(
    name: str,
    options: tuple[str, ...],
    *,
    label: str,
    shown: Callable[[str], str],
    following: Callable[[str], dict[str, str]] = lambda _: {},
    present: str = "",
) -> None:
    """A select box for the address parameter `name`; it shows what is `present` where
    the address alone does not say it, else the first is its default. What is chosen may
    change other parameters, which are `following`.
    """
    asked = present or st.query_params.get(name, "")
    key = placed(name, one_of(asked, options))
    keep = _keeping(name, key, following)
    st.selectbox(label, options, format_func=shown, key=key, on_change=keep)


def choose_tab(
    name: str, options: tuple[str, ...], *, label: str, shown: Callable[[str], str]
) -> None:
    """The same for a few that stand side by side; their label is for readers only."""
    key = placed(name, one_of(st.query_params.get(name, ""), options))
    st.segmented_control(
        label,
        options,
        required=True,
        format_func=shown,
        label_visibility="collapsed",
        key=key,
        on_change=_keeping(name, key, lambda _: {}),
    )


def _keeping(
    name: str, key: str, following: Callable[[str], dict[str, str]]
) -> Callable[[], None]:
    def keep() -> None:
        chosen = st.session_state[key]
        # A box that went away with the address it showed is still heard of once.
        if key != key_of(name) or chosen == st.session_state[said_of(name)]:
            return
        st.session_state[said_of(name)] = chosen
        say(**{name: chosen} | following(chosen))

    return keep


def choose_some(
    name: str, options: tuple[str, ...], *, label: str, shown: Callable[[str], str]
) -> list[str]:
    """Switches for the address parameter `name`; all are on where it is not there."""
    key = placed(name, list(some_of(st.query_params.get(name, ""), options)))

    def keep() -> None:
        chosen = [one for one in options if one in st.session_state[key]]
        st.session_state[said_of(name)] = chosen
        say(**{name: some_text(tuple(chosen), options)})

    return st.pills(
        label,
        options,
        selection_mode="multi",
        format_func=shown,
        label_visibility="collapsed",
        key=key,
        on_change=keep,
    )


def say(**changes: str) -> None:
    """Change several parameters of the address in one step of the browser's history;
    an empty one is left out.
    """
    wanted = st.query_params.to_dict() | changes
    st.query_params.from_dict({name: text for name, text in wanted.items() if text})


def placed(name: str, present: object) -> str:
    """The key of a widget that shows what the address says.

    It is another widget whenever the address changed without it: the old one keeps its
    text while it has the focus, and what the browser was just sending about it would
    count as a choice.
    """
    if st.session_state.setdefault(said_of(name), present) != present:
        st.session_state[_turns(name)] = st.session_state.get(_turns(name), 0) + 1
        st.session_state[said_of(name)] = present
    key = key_of(name)
    st.session_state[key] = present
    return key


def key_of(name: str) -> str:
    return f"choice_{name}_{st.session_state.get(_turns(name), 0)}"


def _turns(name: str) -> str:
    return f"turns_{name}"


def said_of(name: str) -> str:
    return f"said_{name}"

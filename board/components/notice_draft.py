"""What was written of a notice, kept by the browser until it is sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from msgspec import structs

from board.components.draft import Draft, keep_draft
from board.components.opened import form_of, open_again

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.components.opened import Opened

DONE = "notice_done"
ABOUT = "notice"


def keep(page: str, opened: Opened, of: str, fields: Iterable[str]) -> None:
    """Have the fields kept of a notice, or of one that hands down the notice `of`; what
    another session left goes on in this form.
    """
    token = opened.token
    keep_draft(
        Draft(token, ABOUT, f"{ABOUT} {of}".strip(), {}),
        st.session_state.get(DONE, ""),
        {name: _key(name, token) for name in fields},
        partial(_take_over, page),
    )


def is_sent(token: str) -> None:
    """What was kept of this form is forgotten."""
    st.session_state[DONE] = token


def _take_over(page: str, draft: Draft) -> None:
    """It goes on as the same notice, unless that was sent meanwhile."""
    opened = form_of(page)
    if opened is None or draft.token == st.session_state.get(DONE):
        return
    for name, text in draft.values.items():
        st.session_state[_key(name, draft.token)] = text
    open_again(page, structs.replace(opened, token=draft.token))


def _key(name: str, token: str) -> str:
    return f"notice_{name}_{token}"

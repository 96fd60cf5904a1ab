"""A form's draft, kept by the browser: a reload finds it again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import streamlit as st
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LOADER = """
export default function (component) {
  const source = new URL("assets/draft.js", document.baseURI)
  import(source).then((module) => module.mount(component))
}
"""
LONGEST = 4_000
_TOKEN = re.compile(r"[0-9a-f]{32}")
_KEEPER = st.components.v2.component(
    "cgc_draft",
    html='<div class="cgc-draft"></div>\n<!-- kept by assets/draft.js -->',
    js=LOADER,
    isolate_styles=False,
)


class Draft(Struct, frozen=True):
    """What stood in a form: the texts of its fields as they were on the screen; `about`
    is the item that it is about, if there is one already.
    """

    token: str
    kind: str
    about: str
    values: dict[str, str]


def keep_draft(
    form: Draft,
    done: str,
    keys: Mapping[str, str],
    on_found: Callable[[Draft], None],
    more: Mapping[str, str] | None = None,
) -> None:
    """Have the browser keep the fields of a form, which stand under these keys, and
    `more` that is known here alone, and forget the one that is `done`; `on_found` hears
    of one that another session left.
    """

    def found() -> None:
        draft = draft_from(getattr(st.session_state["draft"], "found", None))
        if draft is not None:
            on_found(draft)

    _KEEPER(
        key="draft",
        data={
            "token": form.token,
            "kind": form.kind,
            "about": form.about,
            "done": done,
            "fields": keys,
            "more": more or {},
        },
        on_found_change=found,
    )


def draft_from(text: object) -> Draft | None:
    """A draft as a browser gives it; None for anything else."""
    try:
        draft = msgspec.json.decode(str(text), type=Draft)
    except msgspec.DecodeError:
        return None
    is_short = all(len(one) <= LONGEST for one in draft.values.values())
    return draft if _TOKEN.fullmatch(draft.token) and is_short else None

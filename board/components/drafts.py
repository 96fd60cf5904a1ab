"""Drafts that this tab of the browser keeps, listed: to go on with, or to delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.components.draft import draft_from
from board.look.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.components.draft import Draft
    from board.viewer.scope import View

LOADER = """
export default function (component) {
  const source = new URL("assets/drafts.js", document.baseURI)
  import(source).then((module) => module.mount(component))
}
"""
WORDS = ("title", "untitled", "go_on", "delete", "is_deleted", "undo")
_LISTER = st.components.v2.component(
    "cgc_drafts",
    html='<div class="cgc-drafts"></div>\n<!-- filled by assets/drafts.js -->',
    js=LOADER,
    isolate_styles=False,
)


def list_drafts(
    about: str, done: str, opened: str, on_found: Callable[[Draft], None], view: View
) -> None:
    """Those whose `about` begins so, but for the one of the form that is `opened`; the
    one that is `done` is forgotten. `on_found` hears of the one to go on with.
    """
    words = texts(view.language)

    def found() -> None:
        draft = draft_from(getattr(st.session_state["drafts"], "found", None))
        if draft is not None:
            on_found(draft)

    _LISTER(
        key="drafts",
        data={
            "about": f"{about} ",
            "done": done,
            "opened": opened,
            "words": {name: words.template(f"drafts.{name}") for name in WORDS},
        },
        on_found_change=found,
    )

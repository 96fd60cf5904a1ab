"""Live panels: one browser component, filled and refreshed by the board's own pushes.

Streamlit only places them; after that they live on `/api/live` without any rerun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from board import service
from board.components.view import allowed
from board.look.texts import texts
from board.viewer.page import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.scope import View

LOADER = """
export default function (component) {
  const source = new URL("assets/mount.js", document.baseURI)
  const loading = import(source)
  const mounting = loading.then((module) => module.mount(component))
  loading.catch(() => {
    window.cgcIsLame = true
  })
  return () => mounting.then((unmount) => unmount())
}
"""
BROWSER_FAMILIES = (
    "age.",
    "alerts.",
    "area.",
    "badge.",
    "calendar.",
    "carousel.",
    "change.",
    "definition.",
    "duration.",
    "find.",
    "flag.",
    "help.",
    "follow.",
    "items.",
    "joint.",
    "kind.",
    "label.",
    "live.",
    "map.",
    "month.",
    "nav.language",
    "nav.theme.",
    "playback.",
    "points.",
    "severity_shape.",
    "severity_short.",
    "site.",
    "site_sign.",
    "sound.",
    "statistics.",
    "steps.",
    "supervised.",
    "supervision_shape.",
    "tile.",
    "today.",
    "weekday.",
    "zero.",
)
DISTRICT_FOOT = {
    "steps": ("steps", 26),
    "hours": ("figure", 23),
    "days": ("figure", 23),
    "categories": ("bars", 16),
    "hot": ("hot", 12),
}
_PANEL = st.components.v2.component(
    "cgc_panel",
    html='<div class="cgc-root"></div>\n<!-- filled by assets/mount.js -->',
    js=LOADER,
    isolate_styles=False,
)


def panel(
    name: str,
    *,
    page: str,
    view: View,
    key: str,
    part: str = "",
    on_go: Callable[[], None] | None = None,
    on_chose: Callable[[], None] | None = None,
    on_tested: Callable[[], None] | None = None,
    **own: Any,
) -> Any:
    """Place the live panel `name` of `page`, for the named `part` of its pushes;
    `on_go` is called when something in it was clicked, `on_chose` when several of its
    rows were, `on_tested` when somebody said whether he heard the page's tones. `own`
    is what this panel alone is told; it may change without a new panel.
    """
    words = texts(view.language)
    return _PANEL(
        key=key,
        data={
            "panel": name,
            "page": page,
            "scope": str(view.scope),
            "lang": view.language,
            "theme": view.theme,
            "address": f"api/live?{urlencode(view.query(page=page))}",
            "navigation": navigation(view),
            "todo": _todo(view),
            "help": f"api/help?{urlencode(view.query(page=page))}",
            "find": f"api/find?{urlencode(view.query())}",
            "outside": words("outside.mark") if view.outside else "",
            **({"part": part} if part else {}),
            **own,
            "words": {
                text: spoken
                for text, spoken in words.words.items()
                if text.startswith(BROWSER_FAMILIES)
            },
        },
        on_go_change=on_go or _nothing,
        on_chose_change=on_chose or _nothing,
        on_tested_change=on_tested or _nothing,
    )


def navigation(view: View) -> list[dict[str, str]]:
    """The pages that this viewer may open and are not of a single thing: name, address,
    words.
    """
    words = texts(view.language)
    return [
        {"name": name, "address": page.address, "title": words(f"nav.{name}")}
        for name, page in service.current().pages.items()
        if page.in_navigation and allowed(view, Action.OPEN, name)
    ]


def _todo(view: View) -> str:
    """Where it is told how much waits for this viewer; empty for whom nothing does."""
    if "todo" not in service.current().pages or not allowed(view, Action.OPEN, "todo"):
        return ""
    return f"api/todo?{urlencode(view.query())}"


def _nothing() -> None:
    """Streamlit wants a callback for every state that a component may set."""


def across(place: Callable[..., Any], parts: dict[str, tuple[str, int]]) -> None:
    """A row of panels: part -> (panel, width), left to right."""
    columns = st.columns([width for _, width in parts.values()])
    for column, (part, (name, _)) in zip(columns, parts.items(), strict=True):
        with column:
            place(name, key=part, part=part)

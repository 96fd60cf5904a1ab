"""Choices that this browser remembers beyond a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LOADER = """
export default function (component) {
  const source = new URL("assets/kept.js", document.baseURI)
  import(source).then((module) => module.mount(component))
}
"""
MOST = 1_000
_KEEPER = st.components.v2.component(
    "cgc_kept",
    html='<div class="cgc-kept"></div>\n<!-- kept by assets/kept.js -->',
    js=LOADER,
    isolate_styles=False,
)


def keep(
    name: str, choices: Mapping[str, str], on_found: Callable[[dict[str, str]], None]
) -> None:
    """Have the browser remember these choices under a name; without any, `on_found`
    hears of those that it remembers.
    """

    def found() -> None:
        on_found(choices_from(getattr(st.session_state[f"kept_{name}"], "found", "")))

    value = msgspec.json.encode(choices).decode() if choices else ""
    _KEEPER(
        key=f"kept_{name}",
        data={"name": f"cgc-{name}", "value": value},
        on_found_change=found,
    )


def choices_from(text: object) -> dict[str, str]:
    """Choices as a browser gives them; none for anything else."""
    try:
        found = msgspec.json.decode(str(text), type=dict[str, str])
    except msgspec.DecodeError:
        return {}
    return found if len(found) <= MOST else {}

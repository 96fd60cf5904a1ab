"""What a viewer of the audit chooses; it stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import choose_one
from board.components.entries import choose_text
from board.components.working import say_of_when
from board.look.texts import texts
from board.viewer.seat import ROLES
from board.views.audit.asking import DAYS, LONGEST_ID, WHATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.picture.geography import Geography
    from board.viewer.answers import Kept
    from board.viewer.scope import View

FIRST_PAGE = {"no": ""}
LONGEST_LINK = 64


def choose_audited(kept: Kept, view: View) -> None:
    """Which entries are looked at, and a link that was written down."""
    words, geography = texts(view.language), kept.picture.snapshot.geography
    options: dict[str, tuple[tuple[str, ...], Callable[[str], str]]] = {
        "span": (tuple(DAYS), lambda one: words(f"audit.span.{one}")),
        "what": (("", *WHATS), lambda one: words(f"audit.what.{one}")),
        "by": (("", *ROLES), lambda one: words.known("role", one)),
        "center": (
            ("", *_centers(view.scope, geography)),
            lambda one: geography.centers[int(one)].name,
        ),
    }
    *listed, typed, link = st.columns([13, 16, 13, 20, 17, 21], gap="small")
    for column, (name, (codes, shown)) in zip(listed, options.items(), strict=True):
        with column:
            choose_one(
                name,
                codes,
                label=words(f"fact.chosen.{name}"),
                shown=_or_any(shown, words("choose.any")),
                following=lambda _: FIRST_PAGE,
            )
    for column, name, longest in (
        (typed, "item", LONGEST_ID),
        (link, "head", LONGEST_LINK),
    ):
        with column:
            choose_text(
                name,
                label=words(f"audit.choose.{name}"),
                longest=longest,
                following=FIRST_PAGE,
            )
    say_of_when(kept, view)


def _or_any(shown: Callable[[str], str], unlimited: str) -> Callable[[str], str]:
    return lambda one: shown(one) if one else unlimited


def _centers(scope: int, geography: Geography) -> tuple[str, ...]:
    """The centers whose division lies in a scope."""
    found = (
        code
        for code, one in geography.centers.items()
        if one.division_code and geography.contains(scope, one.division_code)
    )
    return tuple(map(str, sorted(found)))

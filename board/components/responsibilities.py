"""What a viewer of the list chooses; it stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import streamlit as st

from board.components.choice import choose_one, choose_tab, placed, said_of, say
from board.components.period import choose_period
from board.components.travel import address_of
from board.components.working import say_of_when, sheet
from board.look.codes import agencies, categories, kinds
from board.look.texts import texts
from board.views.responsibilities.asking import (
    CHOICES,
    LONGEST_FIND,
    PARTS,
    SAYS,
    WAYS,
    chosen,
)
from board.views.responsibilities.followed import BY_AGENCY, BY_CATEGORY
from board.views.responsibilities.handed import PART as HANDED
from board.views.responsibilities.listed import PART as LISTED

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View

FIRST_PAGE = {"no": ""}


def choose_part(view: View) -> None:
    """The list itself, or whether it was followed."""
    words = texts(view.language)
    choose_tab(
        "show",
        PARTS,
        label=words("responsible.show"),
        shown=lambda one: words(f"responsible.show.{one}"),
    )


def place_list(kept: Kept, view: View) -> None:
    """The list, searched by words, a stream, an agency."""
    with st.container(key="responsible_choices"):
        find, kind, agency, _ = st.columns([30, 17, 20, 33], gap="small")
        with find:
            _find(view)
        with kind:
            _kind(view)
        with agency:
            _agency(view)
    sheet(LISTED, kept, view=view)


def place_followed(kept: Kept, view: View) -> None:
    """Whether it was followed, and the hand-overs behind each number."""
    _choose_counted(kept, view)
    counts, single = st.columns([42, 58])
    # For people outside no single items are told.
    own = "" if view.outside else address_of("responsibilities", view)
    with counts:
        sheet(BY_CATEGORY, kept, view=view, link=own)
        sheet(BY_AGENCY, kept, view=view, link=own)
    with single:
        link = address_of("item", view)
        sheet(HANDED, kept, view=view, name="found", link=link, on_go=_turn)


def _choose_counted(kept: Kept, view: View) -> None:
    words, choice = texts(view.language), chosen(kept.picture)
    with st.container(key="responsible_counted"):
        columns = st.columns([14, 12, 14, 17, 16, 13, 14], gap="small")
        with columns[0]:
            choose_period(kept, view, lambda _: FIRST_PAGE)
        with columns[1]:
            _some("way", WAYS, view)
        with columns[2]:
            _kind(view)
        with columns[3]:
            choose_one(
                "category",
                ("", *categories(choice.kind)),
                label=words("choose.category"),
                shown=lambda one: (
                    words.category(choice.kind, one) if one else words("choose.any")
                ),
                following=lambda _: FIRST_PAGE,
            )
        with columns[4]:
            _agency(view)
        with columns[5]:
            _some("followed", SAYS, view)
        with columns[6]:
            say_of_when(kept, view)


def _some(name: str, options: tuple[str, ...], view: View) -> None:
    words = texts(view.language)
    choose_one(
        name,
        ("", *options),
        label=words(f"choose.{name}"),
        shown=lambda one: (
            words(f"responsible.{name}.{one}") if one else words("choose.any")
        ),
        following=lambda _: FIRST_PAGE,
    )


def _kind(view: View) -> None:
    words = texts(view.language)
    choose_one(
        "kind",
        ("", *kinds()),
        label=words("choose.kind"),
        shown=lambda one: words.known("kind", one) if one else words("choose.any"),
        following=lambda _: {**FIRST_PAGE, "category": ""},
    )


def _agency(view: View) -> None:
    words = texts(view.language)
    choose_one(
        "agency_of",
        ("", *agencies()),
        label=words("choose.handler"),
        shown=lambda one: words.known("agency", one) if one else words("choose.any"),
        following=lambda _: FIRST_PAGE,
    )


def _find(view: View) -> None:
    words = texts(view.language)
    key = placed("find", st.query_params.get("find", "")[:LONGEST_FIND])

    def keep() -> None:
        written = str(st.session_state.get(key, "")).strip()
        st.session_state[said_of("find")] = written
        say(find=written)

    st.text_input(
        words("responsible.find"),
        key=key,
        max_chars=LONGEST_FIND,
        placeholder=words("responsible.find_example"),
        on_change=keep,
    )


def _turn() -> None:
    """Another page of the list of hand-overs."""
    clicked = getattr(st.session_state[f"sheet_{HANDED}"], "go", "") or ""
    wished = parse_qsl(str(clicked), keep_blank_values=True)
    say(**{name: text for name, text in wished if name in CHOICES})

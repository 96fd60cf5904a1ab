"""What a viewer of the list of items looks for; it stands in the address."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import streamlit as st

from board import service
from board.components.area import say_of_area
from board.components.choice import choose_one, say
from board.components.entries import choose_any, choose_day, choose_text
from board.components.shelf import shelf
from board.components.view import allowed
from board.components.working import say_of_when
from board.look import codes
from board.look.clock import DAY, day_of
from board.look.texts import texts
from board.look.theme import SEVERITY_SHAPES
from board.picture.filters import (
    CHOICES,
    DATES,
    LONGEST,
    MARKS,
    RANGE,
    SORTS,
    STATES,
    listable,
    periods,
)
from board.picture.geography import TIERS
from board.viewer.page import Action
from board.views.items.wanting import wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.look.texts import Texts
    from board.picture.filters import Filters
    from board.viewer.answers import Kept
    from board.viewer.scope import View

FIRST_PAGE = {"no": ""}
STATUS = ("status", "marks")
"""What says itself whether an item is open."""


def choose_items(kept: Kept, view: View) -> None:
    """What is asked for most in a row, what may be said of open items in another, all
    else behind a button; what has a name already; of when the page is. What a figure
    counts is not chosen from so freely.
    """
    words, asked = texts(view.language), wanted(kept.picture)
    say_of_area(view)
    row = st.container(key="items_filters")
    first, kind, severity, status, days, last, when = row.columns(
        [12, 12, 11, 13, 13, 15, 24], vertical_alignment="bottom"
    )
    with first:
        _first(asked, words)
    with kind:
        _any("kind", codes.kinds(), words, clears=("category",))
    with severity:
        _any("severity", tuple(SEVERITY_SHAPES), words)
    with status:
        _any("status", codes.statuses(), words, clears=("state",))
    with days:
        today = day_of(kept.picture.now)
        _one("period", periods(today), words, present=asked.period)
    with last:
        _last(asked, words)
    with when:
        say_of_when(kept, view)
    if asked.period == RANGE:
        _range(asked, words)
    if asked.camera:
        _of_camera(asked, words)
    if not asked.indicator:
        _marks(words)
        more = st.expander(words("items.more"), key="items_more", on_change="rerun")
        # So many names are sent to the browser only when somebody chooses.
        if more.open:
            with more:
                _more(asked, view)
    shelf(view)


def _first(asked: Filters, words: Texts) -> None:
    if asked.indicator:
        _any("indicator", listable(), words)
    else:
        _one("state", STATES, words, present=asked.state, clears=STATUS)


def _last(asked: Filters, words: Texts) -> None:
    if asked.indicator:
        _category(asked, words)
    else:
        _text("number", words)


def _marks(words: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="items_marks"):
        choose_any(
            "marks",
            MARKS,
            label=words("choose.marks"),
            shown=_named("mark", words),
            following=FIRST_PAGE | {"state": ""},
        )
        if st.button(words("choose.clear"), key="items_clear", type="tertiary"):
            say(**dict.fromkeys(CHOICES, ""))
            st.rerun()


def _of_camera(asked: Filters, words: Texts) -> None:
    """What led here: the one camera, and a click that lists those of all again."""
    st.button(
        words("items.of_camera", camera=asked.camera),
        key="items_camera",
        on_click=partial(say, **FIRST_PAGE, camera=""),
    )


def _category(asked: Filters, words: Texts) -> None:
    """Each stream has categories of its own."""
    _any(
        "category",
        codes.categories(asked.kind),
        words,
        shown=lambda one: words.category(asked.kind, one),
        unchosen="choose.any" if asked.kind else "choose.kind_first",
    )


def _range(asked: Filters, words: Texts) -> None:
    first, last, _ = st.columns([15, 15, 70])
    with first:
        choose_day(
            "from", asked.span.first, label=words("choose.from"), following=FIRST_PAGE
        )
    with last:
        until = asked.span.until - DAY
        choose_day("until", until, label=words("choose.until"), following=FIRST_PAGE)


def _more(asked: Filters, view: View) -> None:
    words = texts(view.language)
    first, second = st.columns(5), st.columns(5)
    with first[0]:
        _one("dated_by", DATES, words, present=asked.dated_by)
    with first[1]:
        _one("sort", SORTS, words, present=asked.sort)
    with first[2]:
        _category(asked, words)
    with first[3]:
        _any("channel", codes.listed("channel"), words)
    with first[4]:
        _any("campaign", codes.campaigns(), words)
    with second[0]:
        _any("owner", _owners(view, asked), words, shown=_center)
    with second[1]:
        _any("handler", codes.agencies(), words, shown=_named("agency", words))
    with second[2]:
        _text("claimed", words)
    with second[3]:
        _any("tag", _tags(asked), words)
    with second[4]:
        if allowed(view, Action.READ_TITLES, "items"):
            _text("text", words)
    desk, figure = st.columns([20, 80])
    with desk:
        _any("desk", codes.listed("desk"), words)
    with figure:
        _any("indicator", listable(), words)


def _one(
    name: str,
    options: tuple[str, ...],
    words: Texts,
    *,
    present: str,
    clears: tuple[str, ...] = (),
) -> None:
    """A choice that always has a value; another one begins on the first page."""
    choose_one(
        name,
        options,
        label=words(f"choose.{name}"),
        shown=_named(name, words),
        following=lambda _: FIRST_PAGE | dict.fromkeys(clears, ""),
        present=present,
    )


def _any(
    name: str,
    options: tuple[str, ...],
    words: Texts,
    *,
    shown: Callable[[str], str] | None = None,
    clears: tuple[str, ...] = (),
    unchosen: str = "choose.any",
) -> None:
    """A choice that is any at first."""
    named = shown or _named(name, words)
    choose_one(
        name,
        ("", *options),
        label=words(f"choose.{name}"),
        shown=lambda one: named(one) if one else words(unchosen),
        following=lambda _: FIRST_PAGE | dict.fromkeys(clears, ""),
    )


def _text(name: str, words: Texts) -> None:
    label = words(f"choose.{name}")
    choose_text(name, label=label, longest=LONGEST, following=FIRST_PAGE)


def _named(family: str, words: Texts) -> Callable[[str], str]:
    return lambda one: words.known(family, one)


def _tags(asked: Filters) -> tuple[str, ...]:
    """Those of the list, and what a source says besides if the address asks for it."""
    return tuple(dict.fromkeys((*codes.listed("tag"), *filter(None, (asked.tag,)))))


def _owners(view: View, asked: Filters) -> tuple[str, ...]:
    """The centers above the division and in it; villages' only in their town."""
    geography = service.current().snapshot.geography
    tier = TIERS.index(geography.divisions[view.scope].tier)
    deepest = max(tier + 1, TIERS.index("town"))
    near = [
        code
        for code, one in geography.centers.items()
        if TIERS.index(one.tier) <= deepest
        and (one.division_code is None or _is_near(one.division_code, view.scope))
    ]
    known = dict.fromkeys((*near, *filter(None, (asked.owner,))))
    return tuple(map(str, known))


def _is_near(division: int, scope: int) -> bool:
    geography = service.current().snapshot.geography
    return geography.contains(scope, division) or geography.contains(division, scope)


def _center(code: str) -> str:
    return service.current().snapshot.geography.centers[int(code)].name


def chosen_of(kept: Kept) -> dict[str, str]:
    """Which of the counts is filtered by already."""
    asked = wanted(kept.picture)
    return {"kind": asked.kind, "status": asked.status}


def filtering(part: str) -> Callable[[], None]:
    """A callback for a part: what was clicked in it changes the address."""

    def change() -> None:
        clicked = str(getattr(st.session_state[f"sheet_{part}"], "go", "") or "")
        wished = {
            k: v for k, v in parse_qsl(clicked, keep_blank_values=True) if k in CHOICES
        }
        say(**FIRST_PAGE | wished)

    return change

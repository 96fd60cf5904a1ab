"""What a viewer of the statistical tables chooses; it stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import choose_one, choose_tab, say
from board.components.entries import choose_any, choose_day
from board.components.shelf import shelf
from board.components.working import say_of_when
from board.look.clock import DAY, day_of
from board.look.statistics import (
    STEPS,
    are_two,
    dimensions_of,
    fit_for_time,
    measures_of,
    statistics,
    subjects,
)
from board.look.texts import texts
from board.picture.filters import RANGE
from board.picture.stretches import QUARTER, names
from board.viewer.scope import NONE
from board.views.statistics.asking import (
    AGAINST,
    CHOICES,
    EMPTY,
    OWN,
    chosen,
    subject_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.look.texts import Texts
    from board.viewer.answers import Kept
    from board.viewer.scope import View
    from board.views.statistics.asking import Choice

UNSORTED = {"sort": ""}
ANOTHER = "own"
"""What stands for a table of one's own among those that are ready made."""
BARE = dict.fromkeys((*OWN, "sort"), "")
WIDTHS = [24, 11, 12, 12, 12, 11, 18]


def choose_table(kept: Kept, view: View) -> None:
    """A ready-made table or what makes one, the period, what it is held against; in
    another row what stands in its cells; of when the page is.
    """
    words, choice = texts(view.language), chosen(kept.picture)
    row = st.container(key="statistics_choices")
    columns = row.columns(WIDTHS, gap="small", vertical_alignment="bottom")
    table, of, rows, across, days, against, when = columns
    with table:
        _ready_made(choice, words)
    with of:
        _one(
            "of",
            subjects(),
            words,
            choice.of,
            lambda one: subject_name(one, kept.picture),
        )
    with rows:
        _one("rows", dimensions_of(choice.of), words, choice.rows, _side(words))
    with across:
        _one("columns", _beside(choice), words, choice.columns or NONE, _side(words))
    with days:
        _period(kept, choice, words)
    with against:
        _one(
            "against",
            AGAINST,
            words,
            choice.against,
            lambda one: words(f"against.{one or NONE}"),
        )
    with when:
        say_of_when(kept, view)
    if choice.period.name == RANGE:
        _range(choice, words)
    _cells(choice, words)
    shelf(view, "statistics", CHOICES)


def _one(
    name: str,
    options: tuple[str, ...],
    words: Texts,
    present: str,
    shown: Callable[[str], str],
) -> None:
    choose_one(
        name,
        options,
        label=words(f"choose.statistics.{name}"),
        shown=shown,
        following=lambda _: UNSORTED,
        present=present,
    )


def _side(words: Texts) -> Callable[[str], str]:
    return lambda one: words(f"dimension.{one}")


def _beside(choice: Choice) -> tuple[str, ...]:
    known = dimensions_of(choice.of)
    return (NONE, *(one for one in known if are_two(choice.rows, one)))


def _ready_made(choice: Choice, words: Texts) -> None:
    """Whoever takes another one takes all of it."""
    own = () if choice.statistic else (ANOTHER,)
    choose_one(
        "statistic",
        (*own, *statistics()),
        label=words("choose.statistics.statistic"),
        shown=lambda one: (
            words("statistics.own") if one == ANOTHER else words.known("statistic", one)
        ),
        following=lambda _: BARE,
        present=choice.statistic or ANOTHER,
    )


def _period(kept: Kept, choice: Choice, words: Texts) -> None:
    choose_one(
        "period",
        names(day_of(kept.picture.now)),
        label=words("choose.period"),
        shown=lambda one: _named(one, words),
        following=lambda _: UNSORTED,
        present=choice.period.name,
    )


def _named(name: str, words: Texts) -> str:
    if found := QUARTER.fullmatch(name):
        return words("period.quarter", year=found[1], number=found[2])
    return words.known("period", name)


def _range(choice: Choice, words: Texts) -> None:
    first, last, _ = st.columns([15, 15, 70])
    shown = choice.period.shown
    with first:
        choose_day("from", shown.first, label=words("choose.from"), following=UNSORTED)
    with last:
        until = max(shown.first, shown.until - DAY)
        choose_day("until", until, label=words("choose.until"), following=UNSORTED)


def _cells(choice: Choice, words: Texts) -> None:
    """So many switches stand there only when somebody chooses."""
    more, empty = st.columns([75, 25], vertical_alignment="top")
    with more:
        label = words("choose.statistics.measures")
        chooser = st.expander(label, key="statistics_cells", on_change="rerun")
        if chooser.open:
            with chooser:
                _measures(choice, words)
    with empty:
        choose_tab(
            "empty",
            EMPTY,
            label=words("choose.statistics.empty"),
            shown=lambda one: words(f"statistics.empty.{one}"),
        )


def _measures(choice: Choice, words: Texts) -> None:
    known = measures_of(choice.of)
    is_timed = choice.rows in STEPS or choice.columns in STEPS
    choose_any(
        "measures",
        fit_for_time(known) if is_timed else known,
        label=words("choose.statistics.measures"),
        shown=lambda one: words.known("indicator", one),
        following=UNSORTED,
        present=choice.measures,
    )


def sorting(part: str) -> Callable[[], None]:
    """A callback for the table: rows are sorted by what was clicked in its head."""

    def sort() -> None:
        clicked = getattr(st.session_state[f"sheet_{part}"], "go", "") or ""
        say(sort=str(clicked))

    return sort

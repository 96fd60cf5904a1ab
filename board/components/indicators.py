"""What a viewer of the indicator page chooses; it stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.choice import choose_one, choose_tab, say
from board.components.period import choose_period
from board.components.working import say_of_when
from board.look.clock import day_of
from board.look.definitions import definitions
from board.look.texts import texts
from board.picture.filters import listable
from board.picture.indicators import ITEMS, MONTHLY, Choice, chosen, counted_in
from board.picture.periods import names
from board.views.indicators.asking import against_text

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View


LISTED_ON = {"containment_by_town": "containment"}
"""The pages that list what a read of the dictionary counts."""


def choose_figures(kept: Kept, view: View) -> Choice:
    """Indicator, period, and what they are held against; of when the page is."""
    words, picture = texts(view.language), kept.picture
    columns = st.columns([21, 21, 20, 38], gap="small", vertical_alignment="bottom")
    with columns[0]:
        choose_one(
            "indicator",
            tuple(definitions()),
            label=words("choose.indicator"),
            shown=lambda one: words.known("indicator", one),
        )
    with columns[1]:
        choose_period(kept, view)
    with columns[2]:
        choose_one(
            "against",
            ("", *_others(kept)),
            label=words("choose.against"),
            shown=lambda one: against_text(one, picture) or words("choose.nothing"),
        )
    with columns[3]:
        say_of_when(kept, view)
    return chosen(picture.choices, picture.snapshot.geography, picture.now)


def _others(kept: Kept) -> tuple[str, ...]:
    """Divisions beside this one and above it, then the other periods."""
    picture = kept.picture
    known = picture.snapshot.geography
    above = known.line(picture.scope)[1:]
    beside = known.children.get(above[0], ()) if above else known.children[known.city]
    divisions = dict.fromkeys((*beside, *above))
    divisions.pop(picture.scope, None)
    return (*map(str, divisions), *names(day_of(picture.now)))


def choose_monthly(view: View) -> None:
    """Of what two years are compared by month."""
    words = texts(view.language)
    choose_tab(
        "monthly",
        MONTHLY,
        label=words("choose.monthly"),
        shown=lambda one: words.known("indicator", one),
    )


def choose_course(choice: Choice, view: View) -> None:
    """A button for the months of a figure of now; they cost the hub a walk through its
    logs.
    """
    if definitions()[choice.indicator].axis != "open":
        return
    shown, words = choice.has_course, texts(view.language)
    name = words("choose.no_course" if shown else "choose.course")
    if st.button(name, key="course", type="secondary"):
        say(course="" if shown else ITEMS)
        st.rerun()


def choose_items(choice: Choice, view: View) -> None:
    """A button for the items behind the figure; they cost the hub a search. A figure
    whose items stand on a page of their own leads there.
    """
    own = LISTED_ON.get(definitions()[choice.indicator].statement)
    if own:
        st.page_link(
            f"pages/{own}.py",
            label=texts(view.language)(f"choose.listed_on.{own}"),
            query_params=view.query(scope=view.scope, period=choice.period),
        )
        return
    shown, words = choice.has_items, texts(view.language)
    name = words("choose.no_items" if shown else "choose.items")
    if st.button(name, key="items", type="secondary"):
        say(items="" if shown else ITEMS)
        st.rerun()
    if shown and choice.indicator in listable():
        st.page_link(
            "pages/items.py",
            label=words("choose.whole_list"),
            query_params=_list_of(choice, view),
        )


def _list_of(choice: Choice, view: View) -> dict[str, str]:
    """The address of all the items of a figure, where it is counted."""
    geography = service.current().snapshot.geography
    definition = definitions()[choice.indicator]
    place = counted_in(definition, view.scope, geography)
    asked = {"indicator": choice.indicator, "period": choice.period}
    return view.query(scope=place, **asked)

"""交接班 on the page: drawing a sheet up, signing one, taking one away as paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import choose_one, say
from board.components.export import hand_out, order_paper
from board.components.handover_form import draw_up, open_form, place_form, sign
from board.components.playback import lead_to_playback
from board.components.travel import address_of
from board.components.view import allowed
from board.components.working import say_of_when, seen_by, sheet
from board.look.texts import texts
from board.viewer.page import Action
from board.views.duty.handover import SINCE, drawn_of, is_told

if TYPE_CHECKING:
    from board.reads.handover_rows import Handover
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View

PAGE = "handover"


def place_handing(kept: Kept, view: View) -> None:
    """Of when the page is, what a draft counts since, and what this viewer may do."""
    picture = seen_by(view, kept.picture)
    one = drawn_of(picture)
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="handover_ways"
    ):
        say_of_when(kept, view)
        lead_to_playback(view)
        if one is None:
            _draft(picture, view)
        else:
            _sheet(one, picture, view)
    if one is not None:
        hand_out(view, _kept_under(one, view))


def place_lists(kept: Kept, view: View) -> None:
    """What is handed over, one list below the other."""
    show = partial(sheet, kept=kept, view=view)
    link = address_of("item", view)
    listed = partial(show, name="found", link=link, empty="label.handover_nothing")
    listed("handover_steps", empty="steps.none_handed")
    listed("handover_reminders", empty="follow.none_handed")
    show("handover_notices")
    listed("handover_items")
    show("handover_log", link=link)
    drawn = drawn_of(kept.picture)
    if drawn and drawn.taken_by is None:
        listed("handover_since")


def lead_to_handover(view: View) -> None:
    """The way to the page from another one; nothing for whom there is none."""
    address = address_of(PAGE, view)
    if address:
        st.link_button(texts(view.language)("handover.open"), address)


def _draft(picture: Picture, view: View) -> None:
    words = texts(view.language)
    with st.container(width=240):
        choose_one(
            "since",
            SINCE,
            label=words("handover.since_when"),
            shown=lambda one: words(f"since.{one}"),
        )
    if _may(view) and is_told(picture):
        st.button(
            words("handover.draw"),
            type="primary",
            key="handover_draw",
            on_click=partial(open_form, picture),
        )
        place_form(view, draw_up, "handover.draw")


def _sheet(one: Handover, picture: Picture, view: View) -> None:
    words = texts(view.language)
    st.button(words("handover.to_draft"), key="handover_draft", on_click=_to_draft)
    if one.taken_by is None and _may(view):
        st.button(
            words("handover.sign"),
            type="primary",
            key="handover_sign",
            on_click=partial(open_form, picture),
        )
        place_form(view, sign, "handover.sign")
    if allowed(view, Action.EXPORT, "export") and st.button(
        words("handover.make"), key="handover_make"
    ):
        _print(one, picture, view)


def _print(one: Handover, picture: Picture, view: View) -> None:
    words = texts(view.language)
    reason = words("handover.purpose", person=one.drawn_by)
    order_paper(PAGE, picture, view, reason, kept=_kept_under(one, view))


def _kept_under(one: Handover, view: View) -> str:
    """A sheet that was signed meanwhile is another paper."""
    state = "open" if one.taken_by is None else "signed"
    seat = view.seat
    return f"handover {one.entry_id} {state} {seat.role} {seat.center_code}"


def _to_draft() -> None:
    say(sheet="")


def _may(view: View) -> bool:
    """The shift of a center is handed over by its own people, and not in the past."""
    is_now = view.at is None and not view.outside
    is_own = not view.seat.agency_code
    return is_now and is_own and allowed(view, Action.HAND_OVER, PAGE)

"""简报 on the page: which one is shown, making it final, taking it away as paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.choice import choose_one, choose_tab, say
from board.components.export import hand_out, order_paper
from board.components.said import keep_said
from board.components.view import allowed
from board.components.working import ask_anew_for_all, say_of_when, seen_by
from board.desk.briefing import Drawn, finalize
from board.desk.entries import DeskError
from board.look.clock import DAY, day_of
from board.look.texts import texts
from board.picture.briefs import SORTS
from board.reads.health import holds_all
from board.reads.reads import HubGone
from board.viewer.page import Action
from board.views.briefs.asking import WHY, days_of, issue_on
from board.views.briefs.drawn import DRAWN
from board.views.briefs.registered import figures_of, registered_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View

PAGE = "brief"
SURE, SENT = "brief_finalize", "brief_sent"
"""The state of the question whether one is sure, and that it was answered."""


def place_brief(kept: Kept, view: View) -> None:
    """Which brief it is, of when its figures are, and what this viewer may do."""
    picture, words = seen_by(view, kept.picture), texts(view.language)
    with st.container(horizontal=True, vertical_alignment="bottom", key="brief_ways"):
        choose_tab(
            "brief",
            SORTS,
            label=words("brief.sort"),
            shown=lambda one: words(f"brief.{one}"),
        )
        _turn(picture, view)
        _finalize(picture, view)
        _make(picture, view)
        say_of_when(kept, view)
    hand_out(view, _kept_under(picture, view))


def choose_why(view: View) -> None:
    """Of which count the change is explained."""
    words = texts(view.language)
    with st.container(width=240):
        choose_one(
            "why",
            WHY,
            label=words("choose.why"),
            shown=lambda one: words.known("indicator", one),
        )


def side_by_side(show: Callable[[str], None]) -> None:
    """What is drawn, each part beside the others."""
    for place, part in zip(st.columns([29, 40, 31]), DRAWN, strict=True):
        with place:
            show(part)


def turn_to(part: str) -> None:
    """Show the brief of the period that was clicked in a part."""
    clicked = getattr(st.session_state[f"sheet_{part}"], "go", "") or ""
    say(on=str(clicked))


def _turn(picture: Picture, view: View) -> None:
    """To the brief before it, and after it as far as there are days."""
    words, found = texts(view.language), issue_on(picture)
    earlier, later = found.whole.first - DAY, found.whole.until
    is_there = later <= day_of(picture.now)
    before, after = partial(say, on=str(earlier)), partial(say, on=str(later))
    st.button(words("brief.previous"), key="brief_previous", on_click=before)
    st.button(
        words("brief.next"), key="brief_next", on_click=after, disabled=not is_there
    )


def _finalize(picture: Picture, view: View) -> None:
    words, found = texts(view.language), issue_on(picture)
    if not found.is_over or not _may(view):
        return
    # What is still being loaded would stand in the register as if it were the whole.
    if not _is_loaded(picture):
        st.text(words("brief.not_yet"))
        return
    if st.session_state.pop(SENT, False):
        st.session_state[SURE] = False
    is_final = registered_of(picture, found.whole.first) is not None
    with st.popover(
        words("brief.finalize_anew" if is_final else "brief.finalize"),
        key=SURE,
        on_change="rerun",
    ):
        st.text(words("brief.sure", days=days_of(picture)))
        if st.button(words("brief.finalize"), type="primary", key="brief_sure"):
            _send(picture, view)


def _is_loaded(picture: Picture) -> bool:
    snapshot = picture.snapshot
    return holds_all(snapshot.health, snapshot.progress, picture.now)


def _send(picture: Picture, view: View) -> None:
    """Send it, and wait a little until the hub has it."""
    running, words = service.current(), texts(view.language)
    with st.spinner(words("moves.send")):
        try:
            entry = finalize(
                _drawn(picture),
                view.seat,
                is_synthetic=running.snapshot.is_synthetic,
            )
            running.desk.send(entry)
        except (DeskError, HubGone) as error:
            st.error(words("moves.failed", error=error))
            return
        is_kept = running.desk.written_soon(entry)
    ask_anew_for_all(PAGE)
    st.session_state[SENT] = True
    keep_said(words("brief.done" if is_kept else "brief.on_its_way"))
    st.rerun()


def _drawn(picture: Picture) -> Drawn:
    """Raises HubGone."""
    return Drawn(
        issue=issue_on(picture),
        scope=picture.scope,
        figures=figures_of(picture),
        moment=picture.answered.moment,
        edition=service.current().reads.edition(),
    )


def _make(picture: Picture, view: View) -> None:
    words = texts(view.language)
    if not allowed(view, Action.EXPORT, "export"):
        return
    if not st.button(words("brief.make"), key="brief_make"):
        return
    title = words(f"brief.title.{issue_on(picture).sort}")
    reason = words("brief.purpose", title=title, days=days_of(picture))
    order_paper(PAGE, picture, view, reason, kept=_kept_under(picture, view))


def _kept_under(picture: Picture, view: View) -> str:
    """What was made final meanwhile, or is seen by another seat, is another paper."""
    found, seat = issue_on(picture), view.seat
    one = registered_of(picture, found.whole.first)
    named = (found.period.name, picture.scope, one.entry_id if one else "draft")
    return " ".join(map(str, (*named, seat.role, seat.center_code, view.language)))


def _may(view: View) -> bool:
    """A brief is made final by the center's own people, and not in the past."""
    is_now = view.at is None and not view.outside
    return is_now and allowed(view, Action.FINALIZE, PAGE)

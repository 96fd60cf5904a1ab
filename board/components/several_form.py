"""One move on several chosen items: which can, the form asked once, the last look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from board import service
from board.components.form import answers_of
from board.components.several import CLEARED, OPENED, SELECTED, WARNED
from board.components.several_sent import send, speaker_of
from board.desk.entries import sender
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.views.handling.drafting import mover_of
from board.views.handling.offers import Offer
from board.views.handling.several import (
    CHOSEN,
    NAMED,
    Chosen,
    Fit,
    chosen_of,
    fit,
    open_moves,
    questions_of,
    reasons,
    statuses_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from board.components.several import Selected
    from board.viewer.scope import View
    from streams.events import Move


def place_several(view: View) -> None:
    """What is asked of whoever chose several items, over the page."""
    selected: Selected | None = st.session_state.get(SELECTED)
    if selected is None:
        return
    words = texts(view.language)
    title = words("several.title", n=len(selected.items))
    dialog = st.dialog(title, width="medium", on_dismiss=_forget)
    dialog(_choose)(selected, view)


def _forget() -> None:
    st.session_state.pop(SELECTED, None)


def _choose(selected: Selected, view: View) -> None:
    words = texts(view.language)
    if st.session_state.get(SELECTED) is not selected:
        return
    try:
        chosen = _opened(selected, view)
    except HubGone:
        st.error(words("working.hub_gone"))
        return
    _say_statuses(chosen, view)
    fits = open_moves(chosen)
    if not fits:
        st.warning(words("several.none"))
        return
    name = _which(fits, len(chosen), view)
    if name:
        _say_unable(fits[name], len(chosen), view)
        _form(selected, name, fits[name], view)


def _opened(selected: Selected, view: View) -> tuple[Chosen, ...]:
    """The items as they were when they were chosen: while somebody fills in the form,
    what it offers does not change under him. Raises HubGone.
    """
    if OPENED not in st.session_state:
        st.session_state[OPENED] = _asked(selected, view)
    found: tuple[Chosen, ...] = st.session_state[OPENED]
    return found


def _asked(selected: Selected, view: View) -> tuple[Chosen, ...]:
    """The items as the hub has them now. Raises HubGone."""
    running, now = service.current(), clock.now()
    questions = questions_of(selected.items, selected.seen)
    found = running.reads.round(questions, now)[CHOSEN].to_pylist()
    return tuple(
        chosen_of(
            row,
            mover=mover_of(view.seat, sender(view.seat)),
            rules=running.fixed.rules(),
            now=now,
            seat=view.seat,
            geography=running.snapshot.geography,
            is_synthetic=running.snapshot.is_synthetic,
        )
        for row in found
    )


def _say_statuses(chosen: Iterable[Chosen], view: View) -> None:
    words = texts(view.language)
    told = words("several.joined").join(
        words("several.of", what=words.known("status", status), n=count)
        for status, count in statuses_of(chosen).items()
    )
    st.text(words("several.statuses", told=told))


def _which(fits: Mapping[str, Fit], count: int, view: View) -> str | None:
    words = texts(view.language)

    def shown(name: str) -> str:
        move = words.known("move", name)
        return words("several.open", move=move, n=len(fits[name].able), all=count)

    return st.pills(
        words("several.which"), tuple(fits), format_func=shown, key="several_move"
    )


def _say_unable(found: Fit, count: int, view: View) -> None:
    words = texts(view.language)
    if not found.unable:
        return
    able = words("several.able", n=len(found.able), all=count)
    with st.expander(able, expanded=True, key="several_unable"):
        for line in _lines(found, view):
            st.text(line)


def _lines(found: Fit, view: View) -> Iterable[str]:
    """The reasons, each with how many it keeps out and which."""
    words = texts(view.language)
    for why, numbers in reasons(found.unable, speaker_of(view), words).items():
        named = words("several.named").join(numbers[:NAMED])
        rest = words("several.rest") if len(numbers) > NAMED else ""
        yield words("several.why", n=len(numbers), why=why, named=named + rest)


def _form(selected: Selected, name: str, found: Fit, view: View) -> None:
    words = texts(view.language)
    benches = tuple(one.bench for one in found.able)
    filled = answers_of(benches[0], Offer(name, None, None), view, None, benches)
    if filled is None:
        return
    try:
        last, drafts = _last_look(selected, name, found, filled, view)
    except HubGone:
        st.error(words("working.hub_gone"))
        return
    if not last.able or not _is_warned(last):
        _warn(last, view)
        return
    with st.spinner(words("moves.send")):
        if st.session_state.pop(SELECTED, None) is not selected:
            return
        unable = (*found.unable, *last.unable)
        going = [(one, drafts[one.key]) for one in last.able]
        send(going, unable, name, selected.token, view)
    st.session_state[CLEARED] = st.session_state.get(CLEARED, 0) + 1
    st.rerun()


def _last_look(
    selected: Selected, name: str, found: Fit, filled: Mapping[str, Any], view: View
) -> tuple[Fit, dict[tuple[str, str], Move]]:
    """Who is refused what was filled in, as the items are now, and the moves by their
    items. Raises HubGone.
    """
    keys = {one.key for one in found.able}
    able = [one for one in _asked(selected, view) if one.key in keys]
    drafts = {one.key: one.bench.draft(name, None, **filled) for one in able}
    return fit(able, lambda one: one.bench.refusal(drafts[one.key])), drafts


def _warn(last: Fit, view: View) -> None:
    for line in _lines(last, view):
        st.error(line)
    if last.able:
        st.warning(texts(view.language)("several.again", n=len(last.able)))


def _is_warned(found: Fit) -> bool:
    """Whether it was told already who is refused what was filled in."""
    refused = frozenset(one.key for one, _ in found.unable)
    is_known = bool(refused <= st.session_state.get(WARNED, frozenset()))
    st.session_state[WARNED] = refused
    return is_known

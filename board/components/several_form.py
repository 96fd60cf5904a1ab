"""One move on several chosen items: which can, the form asked once, the last look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from board import service
from board.components.form import Others, answers_of
from board.components.several import CLEARED, MOVE, OPENED, SELECTED, WARNED
from board.components.several_sent import Going, send, speaker_of
from board.components.suggesting import place_suggested
from board.desk.entries import sender
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.views.handling.chosen import CHOSEN, HIDDEN, Chooser, chosen_of, questions_of
from board.views.handling.drafting import mover_of
from board.views.handling.offers import Offer
from board.views.handling.several import (
    NAMED,
    Fit,
    aimed,
    alone,
    fit,
    open_moves,
    reasons,
    statuses_of,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from board.components.several import Selected
    from board.viewer.scope import View
    from board.views.handling.chosen import Chosen
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
        st.error(words("export.hub_gone"))
        return
    _say_statuses(chosen, view)
    fits = _fits(selected, chosen)
    if not fits:
        st.warning(words("several.none"))
        return
    name = _which(fits, view)
    if name:
        _say_unable(fits[name], view)
        _form(selected, name, fits[name], view)
    if not selected.moves:
        _say_alone(chosen, view)


def _fits(selected: Selected, chosen: Iterable[Chosen]) -> dict[str, Fit]:
    """What is offered of what is open."""
    found = open_moves(chosen)
    named = selected.moves or tuple(found)
    fits = {name: found[name] for name in named if name in found}
    if st.session_state.get(MOVE) not in fits:
        st.session_state.pop(MOVE, None)
    return fits


def _opened(selected: Selected, view: View) -> tuple[Chosen, ...]:
    """The items as they were when they were chosen: while somebody fills in the form,
    what it offers does not change under him. Raises HubGone.
    """
    if OPENED not in st.session_state:
        st.session_state[OPENED] = _asked(selected, view)
    found: tuple[Chosen, ...] = st.session_state[OPENED]
    return found


def _asked(selected: Selected, view: View) -> tuple[Chosen, ...]:
    """What was chosen as the hub has it now. Raises HubGone."""
    running, now = service.current(), clock.now()
    by = Chooser(
        seat=view.seat,
        mover=mover_of(view.seat, sender(view.seat)),
        rules=running.fixed.rules(),
        geography=running.snapshot.geography,
        words=texts(view.language),
        now=now,
        is_synthetic=running.snapshot.is_synthetic,
    )
    questions = questions_of(selected.items, selected.seen)
    found = running.reads.round(questions, now)[CHOSEN].to_pylist()
    rows = {(row["kind"], row["item_id"]): row for row in found}
    return tuple(
        chosen_of(rows[one.kind, one.item_id], one.task_id, by)
        for one in selected.items
        if (one.kind, one.item_id) in rows
    )


def _say_statuses(chosen: Iterable[Chosen], view: View) -> None:
    words = texts(view.language)
    told = words.listed(
        words("several.of", what=words.known("status", status), n=count)
        for status, count in statuses_of(chosen).items()
    )
    st.text(words("several.statuses", told=told))


def _which(fits: Mapping[str, Fit], view: View) -> str | None:
    words = texts(view.language)

    def shown(name: str) -> str:
        move, found = words.known("move", name), fits[name]
        return words("several.open", move=move, n=len(found.able), all=found.count)

    return st.pills(words("several.which"), tuple(fits), format_func=shown, key=MOVE)


def _say_unable(found: Fit, view: View) -> None:
    words = texts(view.language)
    if not found.unable:
        return
    able = words("several.able", n=len(found.able), all=found.count)
    with st.expander(able, expanded=True, key="several_unable"):
        for line in _lines(found, view):
            st.text(line)


def _say_alone(chosen: Iterable[Chosen], view: View) -> None:
    """What is made on one item at a time, and why."""
    words, found = texts(view.language), alone(chosen)
    if not found:
        return
    with st.expander(words("several.alone"), key="several_alone"):
        for because, names in found.items():
            moves = words.listed(words.known("move", one) for one in names)
            st.text(words(f"several.alone.{because}", moves=moves))


def _lines(found: Fit, view: View) -> Iterable[str]:
    """The reasons, each with how many it keeps out and which."""
    words = texts(view.language)
    speaker = speaker_of(view, [one for one, _ in found.unable])
    for why, numbers in reasons(found.unable, speaker, words).items():
        named = words.listed(numbers[:NAMED])
        rest = words("several.rest") if len(numbers) > NAMED else ""
        yield words("several.why", n=len(numbers), why=why, named=named + rest)


def _form(selected: Selected, name: str, found: Fit, view: View) -> None:
    words = texts(view.language)
    told = (*found.able, *(one for one, why in found.unable if why is not HIDDEN))
    among = {" ".join(one.item): one.called for one in told}
    benches = tuple(one.bench for one in found.able)
    place_suggested(name, benches, view)
    offer, others = Offer(name, None, None), Others(benches, among)
    filled = answers_of(benches[0], offer, view, None, others)
    if filled is None:
        return
    try:
        last = _last_look(selected, name, found, filled, view)
    except HubGone:
        st.error(words("export.hub_gone"))
        return
    if not last.fit.able or not _is_warned(last.fit):
        _warn(last.fit, view)
        return
    with st.spinner(words("moves.send")):
        if st.session_state.pop(SELECTED, None) is not selected:
            return
        unable = [
            (one, why)
            for one, why in (*found.unable, *last.fit.unable)
            if last.kept is None or one.item != last.kept.item
        ]
        moves = [(one, last.drafts[one.key]) for one in last.fit.able]
        send(Going(name, selected.token, moves, unable, last.kept), view)
    st.session_state[CLEARED] = st.session_state.get(CLEARED, 0) + 1
    st.rerun()


class Last(NamedTuple):
    """Who is refused what was filled in, as the items are now, the moves by what they
    are made on, and the item that they lead to, which is not moved itself.
    """

    fit: Fit
    drafts: Mapping[tuple[str, str, str], Move]
    kept: Chosen | None


def _last_look(
    selected: Selected, name: str, found: Fit, filled: Mapping[str, Any], view: View
) -> Last:
    """Raises HubGone."""
    keys = {one.key for one in found.able}
    now = units(name, _asked(selected, view))
    fields, target = aimed(filled)
    kept = next((one for one in now if target and one.item == target), None)
    status = kept.bench.state.status_at(kept.bench.now) if kept else None
    able = [one for one in now if one.key in keys and one is not kept]
    drafts = {one.key: one.bench.draft(name, one.task, **fields) for one in able}
    return Last(
        fit(able, lambda one: one.bench.refusal(drafts[one.key], status)), drafts, kept
    )


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

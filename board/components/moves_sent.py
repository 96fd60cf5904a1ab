"""Moves on their way from a page: sending them, what becomes of each, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.said import keep_said
from board.components.working import ask_anew
from board.desk.entries import DeskError
from board.look import clock
from board.look.texts import texts
from board.views.handling.refusals import Speaker, refusal_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.desk.moves import SentMove
    from board.reads.verdicts import Verdict
    from board.viewer.scope import View
    from streams.events import Move
    from streams.handling.state import Task

WAITING = "moves_waiting"
LOOK_EVERY_S = 2.0


def made_all(moves: Iterable[Move], view: View) -> tuple[str, bool]:
    """The same of several, one after the other until one does not go through; what
    became of each. False where not even the first did.
    """
    told: list[str] = []
    words = texts(view.language)
    for move in moves:
        said, is_done = made(move, view)
        whom = words.known("agency", move.to_agency or "")
        told.append(f"{whom} · {said}" if whom else said)
        if not is_done:
            return words.listed(told), len(told) > 1
    return words.listed(told), True


def made(move: Move, view: View) -> tuple[str, bool]:
    """Send a move and say what became of it; False where the page stays as it was."""
    running, words = service.current(), texts(view.language)
    try:
        sent = running.moves.send(move, running.snapshot.batch)
    except DeskError as error:
        return words("moves.failed", error=error), False
    verdict = running.moves.verdict_soon(sent)
    ask_anew()
    name = words.known("move", move.move)
    if verdict is None:
        waiting()[move.move_id] = sent
        return words("moves.waiting", move=name), True
    return spoken(verdict, view), verdict.is_accepted


def waiting() -> dict[str, SentMove]:
    """Moves of this session without a verdict so far: no rerun loses one."""
    found: dict[str, SentMove] = st.session_state.setdefault(WAITING, {})
    return found


def spoken(verdict: Verdict, view: View) -> str:
    """A verdict in words."""
    words = texts(view.language)
    name = words.known("move", verdict.move)
    refusal = refusal_of(verdict.refusal, verdict.refusal_details)
    if refusal is None:
        return words("moves.accepted", move=name)
    return words("moves.refused", move=name, why=speaker_of(view).refusal(refusal))


def speaker_of(view: View, tasks: Iterable[Task] = ()) -> Speaker:
    """Says why a move is refused; within these joint tasks whose each is."""
    geography = service.current().snapshot.geography
    named = {one.task_id: (one.center, one.agency) for one in tasks}
    return Speaker(texts(view.language), geography, clock.now(), named)


def tell_waiting(view: View) -> None:
    """What still waits, and what came of it as soon as that is known."""
    every_s = LOOK_EVERY_S if waiting() else None
    st.fragment(_resolve, run_every=every_s)(view)


def _resolve(view: View) -> None:
    running, words = service.current(), texts(view.language)
    came = running.moves.verdicts(waiting().values())
    for move_id, verdict in came.items():
        waiting().pop(move_id)
        said = spoken(verdict, view)
        # Another form may be open by now: the page is asked for anew by who watches the
        # item, and only when it is calm.
        st.toast(said, duration="long")
        keep_said(said, is_done=verdict.is_accepted)
    for sent in waiting().values():
        name = words.known("move", sent.move.move)
        st.caption(words("moves.waiting", move=name))

"""What became of one move on several items: told until it is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import streamlit as st
from msgspec import Struct, structs

from board import service
from board.components.panel import panel
from board.components.working import ask_anew
from board.desk.entries import DeskError
from board.look import clock
from board.look.texts import texts
from board.views.common.figures import epoch_ms
from board.views.handling.refusals import Speaker, refusal_of
from board.views.handling.several import (
    DONE,
    FAILED,
    LEFT,
    REFUSED,
    WAITING,
    Outcome,
    outcomes,
    reason,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from board.desk.moves import SentMove
    from board.reads.verdicts import Verdict
    from board.viewer.scope import View
    from board.views.handling.several import Chosen
    from streams.events import Move
    from streams.handling.refusal import Refusal

TOLD = "several_told"
LOOK_EVERY_S = 2.0


class Told(Struct, frozen=True):
    """Outcomes by move_id, of those that were not sent by number; and what waits."""

    outcomes: dict[str, Outcome]
    waiting: dict[str, SentMove]


def send(
    going: Iterable[tuple[Chosen, Move]],
    unable: Iterable[tuple[Chosen, Refusal]],
    name: str,
    token: str,
    view: View,
) -> None:
    """Send a move for each item and keep what became of it; the same token names the
    same moves, of which the hub takes the first.
    """
    running = service.current()
    numbers = [one.case_number for one, _ in going]
    moves = [
        structs.replace(move, move_id=f"board-{token}-{place}")
        for place, (_, move) in enumerate(going)
    ]
    sent = running.moves.send_all(moves, running.snapshot.batch)
    arrived = {one.move.move_id: one for one in sent if not isinstance(one, DeskError)}
    told = {
        move.move_id: _begun(name, number, one)
        for move, number, one in zip(moves, numbers, sent, strict=True)
    }
    words, speaker = texts(view.language), speaker_of(view)
    left = {
        one.case_number: Outcome(
            name, one.case_number, LEFT, reason(why, speaker, words)
        )
        for one, why in unable
    }
    known = Told(told | left, arrived)
    verdicts = running.moves.verdicts_soon(arrived.values())
    st.session_state[TOLD] = judged(known, verdicts, speaker)
    ask_anew()


def _begun(name: str, number: str, sent: SentMove | DeskError) -> Outcome:
    if isinstance(sent, DeskError):
        return Outcome(name, number, FAILED, str(sent))
    return Outcome(name, number, WAITING)


def judged(told: Told, verdicts: Mapping[str, Verdict], speaker: Speaker) -> Told:
    """The same with the verdicts that came."""
    came = {
        move_id: _ended(told.outcomes[move_id], verdict, speaker)
        for move_id, verdict in verdicts.items()
    }
    waiting = {key: one for key, one in told.waiting.items() if key not in came}
    return Told(told.outcomes | came, waiting)


def _ended(one: Outcome, verdict: Verdict, speaker: Speaker) -> Outcome:
    refusal = refusal_of(verdict.refusal, verdict.refusal_details)
    if refusal is None:
        return structs.replace(one, result=DONE)
    return structs.replace(one, result=REFUSED, why=speaker.refusal(refusal))


def tell_several(page: str, view: View) -> None:
    """The outcomes of the last move on several items, until somebody puts them away;
    it looks by itself while one of them waits.
    """
    told: Told | None = st.session_state.get(TOLD)
    if told is None:
        return
    every_s = LOOK_EVERY_S if told.waiting else None
    st.fragment(_tell, run_every=every_s)(page, view)


def _tell(page: str, view: View) -> None:
    told: Told | None = st.session_state.get(TOLD)
    if told is None:
        return
    came = service.current().moves.verdicts(told.waiting.values())
    told = st.session_state[TOLD] = judged(told, came, speaker_of(view))
    words = texts(view.language)
    panel(
        "sheet",
        page=page,
        view=view,
        key="several_told",
        part="several",
        contents=msgspec.to_builtins(outcomes(told.outcomes.values(), words)),
        now=epoch_ms(clock.now()),
    )
    st.button(words("several.dismiss"), key="several_dismiss", on_click=_put_away)
    if came:
        ask_anew()
        st.rerun()


def _put_away() -> None:
    st.session_state.pop(TOLD, None)


def speaker_of(view: View) -> Speaker:
    """Who writes refusals for this viewer."""
    geography = service.current().snapshot.geography
    return Speaker(texts(view.language), geography, clock.now())

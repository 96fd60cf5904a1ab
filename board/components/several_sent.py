"""What became of one move on several items: told until it is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import streamlit as st
from msgspec import Struct, structs

from board import service
from board.components.panel import panel
from board.components.said import keep_said, say_what_became
from board.components.working import ask_anew
from board.desk.entries import DeskError
from board.look import clock
from board.look.texts import texts
from board.views.common.figures import epoch_ms
from board.views.handling.refusals import Speaker, refusal_of
from board.views.handling.several import (
    DONE,
    FAILED,
    KEPT,
    LEFT,
    REFUSED,
    WAITING,
    Outcome,
    in_short,
    names_of,
    outcomes,
    reason,
    went_well,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from board.desk.moves import SentMove
    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.reads.verdicts import Verdict
    from board.viewer.scope import View
    from board.views.handling.chosen import Chosen
    from streams.events import Move
    from streams.handling.refusal import Refusal

TOLD = "several_told"
LOOK_EVERY_S = 2.0


class Told(Struct, frozen=True):
    """Outcomes by move_id, of those that were not sent by a name of their own; what
    waits; and whose the joint tasks are that a refusal may name.
    """

    outcomes: dict[str, Outcome]
    waiting: dict[str, SentMove]
    tasks: Mapping[str, tuple[int, str | None]]


class Going(NamedTuple):
    """The moves of one name that are sent together, each with what it is made on; the
    others with the reason; the item that they lead to, if they do to one.
    """

    name: str
    token: str
    moves: Sequence[tuple[Chosen, Move]]
    unable: Sequence[tuple[Chosen, Refusal]]
    kept: Chosen | None


def send(going: Going, view: View) -> None:
    """Send a move for each item and keep what became of it; the same token names the
    same moves, of which the hub takes the first.
    """
    running, words = service.current(), texts(view.language)
    speaker = speaker_of(view, [one for one, _ in (*going.moves, *going.unable)])
    moves = [
        structs.replace(move, move_id=f"board-{going.token}-{place}")
        for place, (_, move) in enumerate(going.moves)
    ]
    sent = running.moves.send_all(moves, running.snapshot.batch)
    arrived = {one.move.move_id: one for one in sent if not isinstance(one, DeskError)}
    told = {
        move.move_id: _begun(going.name, one.named(words), became)
        for move, (one, _), became in zip(moves, going.moves, sent, strict=True)
    }
    known = Told(
        told | _unsent(going, speaker, words),
        arrived,
        names_of(one for one, _ in going.moves),
    )
    verdicts = running.moves.verdicts_soon(arrived.values())
    _keep(judged(known, verdicts, speaker), view)
    ask_anew()


def _unsent(going: Going, speaker: Speaker, words: Texts) -> dict[str, Outcome]:
    """Those that no move was sent for, by a name of their own."""
    left = {
        f"left {place}": Outcome(
            going.name, one.named(words), LEFT, reason(why, speaker, words)
        )
        for place, (one, why) in enumerate(going.unable)
    }
    kept = going.kept
    return left | (
        {"kept": Outcome(going.name, kept.named(words), KEPT)} if kept else {}
    )


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
    return structs.replace(told, outcomes=told.outcomes | came, waiting=waiting)


def _ended(one: Outcome, verdict: Verdict, speaker: Speaker) -> Outcome:
    refusal = refusal_of(verdict.refusal, verdict.refusal_details)
    if refusal is None:
        return structs.replace(one, result=DONE)
    return structs.replace(one, result=REFUSED, why=speaker.refusal(refusal))


def tell_several(page: str, view: View) -> None:
    """The outcomes of the last move on several items: where something did not go well
    until somebody puts them away, else for some moments; it looks by itself while one
    of them waits.
    """
    say_what_became(view)
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
    words = texts(view.language)
    speaker = Speaker(words, _geography(), clock.now(), told.tasks)
    told = judged(told, came, speaker)
    _keep(told, view)
    if came:
        ask_anew()
        st.rerun()
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


def _keep(told: Told, view: View) -> None:
    """Until it is put away; what went well throughout is said for some moments."""
    st.session_state[TOLD] = told
    if went_well(told.outcomes.values()):
        _put_away()
        keep_said(in_short(told.outcomes.values(), texts(view.language)))


def _put_away() -> None:
    st.session_state.pop(TOLD, None)


def speaker_of(view: View, chosen: Iterable[Chosen]) -> Speaker:
    """Who writes refusals of what was chosen for this viewer."""
    return Speaker(texts(view.language), _geography(), clock.now(), names_of(chosen))


def _geography() -> Geography:
    return service.current().snapshot.geography

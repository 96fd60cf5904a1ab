"""What a seat does about consultations on its way to the hub; and what minutes decide
on items, which becomes moves by the rules of their handling.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from msgspec import structs

from board import service
from board.components.moves_sent import made
from board.components.said import keep_said
from board.components.sending_written import send_written
from board.components.working import ask_anew_for_all
from board.desk.entries import sender
from board.look import clock
from board.look.texts import texts
from board.reads.consultation_rows import AgendaItem, ConsultationTold, Decided
from board.reads.reads import HubGone
from board.reads.rounds import asked
from board.views.consultations.asking import (
    AGENDA,
    DECISIONS,
    TOLD,
    asked_of,
    number_of,
)
from board.views.handling.drafting import mover_of, seen_of
from board.views.handling.offers import Bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from board.reads.rounds import Answers
    from board.viewer.scope import View
    from streams.events import Move

PAGE = "consultations"


send = partial(send_written, page=PAGE, named="consultation")
"""What a seat writes about one of them; the page that follows shows it."""


def send_moves(consultation: str, view: View) -> None:
    """Send what minutes decide on items and is not there so far; what does not go
    through is said. Each goes out under an identifier that follows from the minutes and
    from how often it was refused: the same again is a repeat, which the hub drops.
    """
    words = texts(view.language)
    try:
        found = _asked(consultation, view)
        one = found.first(TOLD, ConsultationTold)
        if one is None or one.minuted_at is None:
            return
        with st.spinner(words("moves.send")):
            told = [
                made(move, view)
                for draft in _drafts(one, found, view)
                if (move := draft()) is not None
            ]
    except HubGone:
        st.error(words("export.hub_gone"))
        return
    ask_anew_for_all(PAGE)
    if told:
        failed = [said for said, is_done in told if not is_done]
        sent = words("consultation.moves_sent", n=len(told) - len(failed))
        keep_said(words.listed((sent, *failed)), is_done=not failed)


def _asked(consultation: str, view: View) -> Answers:
    seat, now = view.seat, clock.now()
    whose = {"center_code": seat.center_code, "agency_code": seat.agency_code}
    return service.current().reads.round(asked_of(consultation, whose, now), now)


def _drafts(
    one: ConsultationTold, found: Answers, view: View
) -> Iterator[Callable[[], Move | None]]:
    """Each is drafted when its turn comes: a move sees what the one before did. That it
    was consulted on says who called it; an agency is asked by its own center alone.
    """
    own = view.seat.center_code
    note = texts(view.language)(
        "consultation.move_note", number=number_of(one, texts(view.language))
    )
    for item in found.rows(AGENDA, AgendaItem):
        if not item.is_consulted and one.acting_center == own:
            yield partial(_consult, item, note, view)
    for each in found.rows(DECISIONS, Decided):
        is_ours = not each.agency_code or each.center_code == own
        if each.state == "untold" and is_ours:
            yield partial(_join, each, view)


def _consult(item: AgendaItem, note: str, view: View) -> Move | None:
    """That it was consulted on, which lifts the lock of 退回."""
    bench = _bench(item.kind, item.item_id, view)
    if bench is None:
        return None
    move = bench.draft("consult", note=note)
    return structs.replace(move, move_id=f"{item.consult_id}{item.refused}")


def _join(one: Decided, view: View) -> Move | None:
    """The joint task that a decision is."""
    bench = _bench(one.kind, one.item_id, view)
    if bench is None:
        return None
    move = bench.draft(
        "join",
        task_id=one.task_id,
        to_agency=one.agency_code or None,
        to_center=None if one.agency_code else f"{one.center_code:012d}",
        objective=one.what,
        due_at=one.due_at,
    )
    return structs.replace(move, move_id=f"{one.task_id}-{one.refused}")


def _bench(kind: str, item_id: str, view: View) -> Bench | None:
    """The item as it is now; None where there is none."""
    running, now = service.current(), clock.now()
    question = {"item": asked("item", kind=kind, id=item_id)}
    rows = running.reads.round(question, now)["item"].to_pylist()
    if not rows:
        return None
    mover = mover_of(view.seat, sender(view.seat))
    return Bench(seen_of(rows[0], None), mover, running.fixed.rules(), now)

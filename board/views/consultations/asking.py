"""What the page of consultations asks the hub, and what is chosen on it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from board.look.clock import day_start
from board.reads.consultation_rows import (
    AgendaItem,
    ConsultationTold,
    Decided,
    Invited,
)
from board.reads.rounds import asked
from board.viewer.scope import one_of
from board.viewer.seat import ROLES
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from board.look.texts import Texts
    from board.reads.consultation_rows import Consultation, ConsultationOnItem
    from board.viewer.page import Picture
    from sql.questions import Question

LISTED, TOLD, AGENDA = "consultations", "consultation_told", "consultation_agenda"
ANSWERS, DECISIONS = "consultation_answers", "consultation_decisions"
REFUSED = "consultations_refused"
STATES = ("", "coming", "to_minute", "minuted", "cancelled")
SPANS = {"month": 31, "quarter": 92, "year": 366}
"""Days back of what is listed, today included."""
SORTS = "consultation_sort"
STATE, SPAN, ROWS = "consultation_state", "consultation_span", "rows"
CHOICES = ("role", "seat", "agency", "consultation", STATE, SPAN, ROWS)
WHOLE = {ROWS: "all"}
"""The choices by which a file has every row."""
SHOWN, MOST_ROWS = 100, 5_000
REFUSED_SHOWN, REFUSED_FOR = 5, timedelta(days=7)


def is_told(picture: Picture) -> bool:
    """They are for people of centers and of the agencies there: nobody outside."""
    return picture.seat.role in ROLES


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """What the seat has to do with, and the one that the address names."""
    seat = seat_of(picture)
    whose = {"center_code": seat.center_code, "agency_code": seat.agency_code}
    listing = asked(
        LISTED,
        **whose,
        now_at=picture.now,
        state=state_of(picture),
        from_at=from_of(picture),
        row_limit=MOST_ROWS if picture.choices.get(ROWS) else SHOWN,
    )
    refused = asked(
        REFUSED,
        center_code=seat.center_code,
        from_at=picture.now - REFUSED_FOR,
        row_limit=REFUSED_SHOWN,
    )
    of_center = {} if seat.agency_code else {REFUSED: refused}
    return {LISTED: listing, **of_center, **one_asked(whose, picture)}


def one_asked(whose: Mapping[str, Any], picture: Picture) -> Mapping[str, Question]:
    """The consultation that the address names, and all that became of it."""
    named = picture.choices.get("consultation", "")
    return asked_of(named, whose, picture.now) if named else {}


def asked_of(
    named: str, whose: Mapping[str, Any], now: datetime
) -> Mapping[str, Question]:
    given = {**whose, "consultation": named, "now_at": now}
    names = (TOLD, AGENDA, ANSWERS, DECISIONS)
    return {name: asked(name, **given) for name in names}


def state_of(picture: Picture) -> str:
    """The one state that was chosen; '' for all."""
    return one_of(picture.choices.get(STATE, ""), STATES)


def from_of(picture: Picture) -> datetime:
    """The first moment of the span that was chosen."""
    span = one_of(picture.choices.get(SPAN, ""), tuple(SPANS))
    return day_start(picture.now) - timedelta(days=SPANS[span] - 1)


def consultation_of(picture: Picture) -> ConsultationTold | None:
    """The consultation that the address names, to whom it is told."""
    answers = picture.answers
    if answers is None or TOLD not in answers.tables or not is_told(picture):
        return None
    return answers.first(TOLD, ConsultationTold)


def agenda_of(picture: Picture) -> tuple[AgendaItem, ...]:
    return picture.answered.rows(AGENDA, AgendaItem)


def invited_of(picture: Picture) -> tuple[Invited, ...]:
    return picture.answered.rows(ANSWERS, Invited)


def decided_of(picture: Picture) -> tuple[Decided, ...]:
    return picture.answered.rows(DECISIONS, Decided)


def number_of(one: Consultation | ConsultationOnItem, words: Texts) -> str:
    return words("consultation.number", year=one.year, n=one.number)


def said(picture: Picture) -> dict[str, str]:
    """What was chosen, in words."""
    words, one = picture.words, consultation_of(picture)
    span = one_of(picture.choices.get(SPAN, ""), tuple(SPANS))
    found = {SPAN: words(f"notice_span.{span}")}
    if state := state_of(picture):
        found[STATE] = words(f"consultation_state.{state}")
    return found | ({"consultation": number_of(one, words)} if one else {})

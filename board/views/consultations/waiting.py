"""What consultations want of a seat: no items, but counted with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value
from board.reads.consultation_rows import ConsultationDue
from board.reads.rounds import asked
from board.views.common.contents import Notice
from board.views.common.figures import epoch_ms
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Picture
    from board.views.common.contents import Level
    from sql.questions import Question

DUE = "consultations_due"


def asked_for(picture: Picture) -> Mapping[str, Question]:
    """What the seat has not answered, minuted or done."""
    seat = seat_of(picture)
    place = {"center_code": seat.center_code, "agency_code": seat.agency_code}
    return {DUE: asked(DUE, now_at=picture.now, **place)}


def told(picture: Picture) -> dict[str, Notice]:
    """A sentence for each of these: how many, until when, red where one is late."""
    if DUE not in picture.answered.tables:
        return {}
    return {
        one.reason: _sentence(one, picture)
        for one in picture.answered.rows(DUE, ConsultationDue)
    }


def _sentence(one: ConsultationDue, picture: Picture) -> Notice:
    level: Level = "bad" if one.late else "warn"
    values = {
        "n": Value(one.things, "count"),
        "at": Value(epoch_ms(one.first_due_at), "moment"),
    }
    said = picture.words.template(f"todo.consultations.{one.reason}")
    return Notice(text=said, values=values, level=level)

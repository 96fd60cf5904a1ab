"""How many notices wait for a seat: no items, but counted with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.reads.notice_rows import NoticeDue
from board.reads.rounds import asked
from board.views.common.due import sentences
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Picture
    from board.views.common.contents import Notice
    from sql.questions import Question

DUE = "notices_due"


def asked_for(picture: Picture) -> Mapping[str, Question]:
    """What the seat has not read, signed for or answered."""
    seat = seat_of(picture)
    place = {"center_code": seat.center_code, "agency_code": seat.agency_code}
    return {DUE: asked(DUE, now_at=picture.now, **place)}


def told(picture: Picture) -> dict[str, Notice]:
    """A sentence for each of these: how many, until when, red where one is late."""
    if DUE not in picture.answered.tables:
        return {}
    found = picture.answered.rows(DUE, NoticeDue)
    return sentences(found, "notices", picture.words)

"""The consultations on whose agenda an item stands, on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.consultation_rows import ConsultationOnItem
from board.reads.rounds import asked
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.consultations.asking import SORTS, is_told, number_of
from board.views.handling.seats import seat_of
from board.views.handling.supervision import center_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Picture
    from sql.questions import Question

PART = "item_consultations"


def asked_for(named: Mapping[str, str], picture: Picture) -> Mapping[str, Question]:
    """Those that the seat sees."""
    seat = seat_of(picture)
    whose = {"center_code": seat.center_code, "agency_code": seat.agency_code}
    return {PART: asked(PART, now_at=picture.now, **whose, **named)}


def on_item(picture: Picture) -> Contents:
    """Table `item_consultations`, the newest first; nothing where there are none."""
    words = picture.words
    if PART not in picture.answered.tables or not is_told(picture):
        return Contents()
    found = picture.answered.rows(PART, ConsultationOnItem)
    columns = (
        Column(key="key", form="code"),
        Column(key="title", name=words("consultation.title")),
        Column(key="sort", name=words("consultation.sort")),
        Column(key="from", name=words("consultation.from")),
        Column(key="starts_at", form="moment", name=words("consultation.starts_at")),
        Column(key="state", name=words("consultation.state")),
        Column(key="number", name=words("warning.number_of")),
    )
    if not found:
        return Contents()
    rows = (_row(one, picture) for one in found)
    return Contents(
        title=words("consultation.on_item"),
        tables=(table(PART, columns, rows, of_items=True),),
    )


def _row(one: ConsultationOnItem, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "key": one.entry_id,
        "title": one.title,
        "sort": words.known(SORTS, one.sort),
        "from": center_name(one.acting_center, picture),
        "starts_at": epoch_ms(one.starts_at),
        "state": words(f"consultation_state.{one.state}"),
        "number": number_of(one, words),
    }

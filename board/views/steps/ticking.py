"""Who may say that a step is done: whoever has to do with its item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.items.page import held, owner_of

if TYPE_CHECKING:
    from board.viewer.seat import Seat
    from board.views.items.page import Sheet


def may_tick(sheet: Sheet, seat: Seat) -> bool:
    """The center that owns the item, those above it, whoever is asked to take it or has
    a task in it; of an agency what leads, is asked or has a task.
    """
    known, owner = held(sheet.item), owner_of(sheet)
    place = (seat.center_code, seat.agency_code)
    if seat.agency_code:
        leads = known.lead_agency and place == (owner, known.lead_agency)
        return bool(leads) or place == known.asked or place[1] in known.agencies
    centers = {owner, known.asked[0], *(center for center, _ in known.tasks)}
    return seat.center_code in {*centers, *sheet.geography.above(owner)}

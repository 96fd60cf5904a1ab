"""Whose an item is: the one rule by which page, file and every route show it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.viewer.page import Action
from board.viewer.rights import ROLES_OF, STAFF

if TYPE_CHECKING:
    from board.picture.geography import Geography
    from board.viewer.seat import Seat

Place = tuple[int, str]
"""A center, and the agency in it; '' for the center itself."""


class Held(Struct, frozen=True, kw_only=True):
    """Where an item lies and who has to do with it: its owner and what agency leads,
    who was asked last to sign (0 for nobody), the tasks that somebody is at, and the
    agencies that have or had one.
    """

    division_code: int
    owner: int = 0
    lead_agency: str = ""
    asked: Place = (0, "")
    tasks: frozenset[Place] = frozenset()
    agencies: frozenset[str] = frozenset()


def sees_item(seat: Seat, held: Held, geography: Geography) -> bool:
    """A center sees its range, and what it owns, leads, helps in, supervises or is
    asked to take; an agency what it leads or is asked to take at its center, and that
    in which it has or had a task, of whatever center.
    """
    if seat.role not in STAFF or seat.center_code not in geography.centers:
        return False
    if seat.agency_code:
        return _is_of_agency((seat.center_code, seat.agency_code), held)
    return _is_of_center(seat.center_code, held, geography)


def reads_titles(seat: Seat) -> bool:
    """Whether a seat that sees an item also reads what was written of it."""
    return seat.role in ROLES_OF[Action.READ_TITLES]


def _is_of_agency(place: Place, held: Held) -> bool:
    leads = bool(held.lead_agency) and place == (held.owner, held.lead_agency)
    return leads or place == held.asked or place[1] in held.agencies


def _is_of_center(center: int, held: Held, geography: Geography) -> bool:
    centers = {held.owner, held.asked[0], *(place for place, _ in held.tasks)}
    return (
        center in centers
        or geography.sees(center, held.division_code)
        or center in geography.above(held.owner)
    )

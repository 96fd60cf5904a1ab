"""Who looks: a seat is a role at a center, perhaps of an agency, chosen on screen for
now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.codes import agencies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.texts import Texts
    from board.picture.geography import Geography

ROLES = ("duty_officer", "leader", "staff", "auditor", "administrator")
"""Whom a person can be; the first is who opens the board and says nothing."""
VISITOR = "visitor"
"""Who names no role: another system that reads our addresses."""


CODE_LENGTH = 12


class Seat(Struct, frozen=True):
    """A demo identity (演示身份): a role at a center; the agency may be empty."""

    role: str = VISITOR
    center_code: int = 0
    agency_code: str = ""


def seat_from(
    parameters: Mapping[str, str], geography: Geography, *, unnamed: str
) -> Seat:
    """The seat that an address names: a role that it does not know or name is
    `unnamed`, an unknown center the city's, an unknown agency none.
    """
    role = parameters.get("role", "")
    agency = parameters.get("agency", "")
    return Seat(
        role if role in ROLES else unnamed,
        _center(parameters.get("seat", ""), geography),
        agency if agency in agencies() else "",
    )


def in_words(seat: Seat, geography: Geography, words: Texts) -> str:
    """A seat as people say it: role, center, agency."""
    center = geography.centers.get(seat.center_code)
    names = [words.known("role", seat.role), center.name if center else ""]
    if seat.agency_code:
        names.append(words.known("agency", seat.agency_code))
    return " · ".join(filter(None, names))


def _center(text: str, geography: Geography) -> int:
    """Before the register is known any code waits for it."""
    is_code = text.isascii() and text.isdigit() and len(text) <= CODE_LENGTH
    code = int(text) if is_code else geography.top
    is_known = code in geography.centers or not geography.centers
    return code if is_known else geography.top

"""Who looks: a seat is a role at a center, perhaps of an agency; chosen on screen, or
with logins among those that its person has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from board.look.codes import agencies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.texts import Texts
    from board.picture.geography import Geography

ROLES = ("duty_officer", "leader", "staff", "auditor", "administrator")
"""Whom a person can be; the first is who opens the board and says nothing."""
VISITOR = "visitor"
"""Who names no role: another system that reads our addresses."""

NOBODY = "board"
"""From whom an entry is of a login name that there is not."""


SYSTEM = "system-"
"""So begins from whom an entry is of another system."""


CODE_LENGTH = 12


class Seat(Struct, frozen=True):
    """A role at a center; the agency may be empty. `person` is the login name of who
    takes it, empty for a demo identity (演示身份).
    """

    role: str = VISITOR
    center_code: int = 0
    agency_code: str = ""
    person: str = ""

    @property
    def place(self) -> Seat:
        """The same for whoever takes it."""
        return structs.replace(self, person="")

    @property
    def keeper(self) -> str:
        """Whose lists of one's own are: the person's, by his login name; without logins
        the seat's, as `sql/fragments/following.sql` names both.
        """
        if self.person:
            return f"person {self.person}"
        return f"seat {self.role} {self.center_code} {self.agency_code}"


def held(parameters: Mapping[str, str], seats: tuple[Seat, ...]) -> dict[str, str]:
    """An address that names one of `seats` (at least one), whatever it named: the one
    that it fits, of several the one without an agency that it does not name; else the
    first.
    """
    found = [one for one in seats if _fits(one, parameters)]
    agency = parameters.get("agency", "")
    found.sort(key=lambda one: one.agency_code != agency)
    return dict(parameters) | named((found or seats)[0])


def named(seat: Seat) -> dict[str, str]:
    """What an address says of a seat."""
    code = f"{seat.center_code:0{CODE_LENGTH}d}"
    return {"role": seat.role, "seat": code, "agency": seat.agency_code}


def _fits(seat: Seat, parameters: Mapping[str, str]) -> bool:
    return all(
        parameters.get(name) in (None, "", one) for name, one in named(seat).items()
    )


def seat_from(
    parameters: Mapping[str, str],
    geography: Geography,
    *,
    unnamed: str,
    person: str = "",
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
        person,
    )


def in_words(seat: Seat, geography: Geography, words: Texts) -> str:
    """A seat as people say it: role, center, agency, and who takes it."""
    center = geography.centers.get(seat.center_code)
    names = [words.known("role", seat.role), center.name if center else ""]
    if seat.agency_code:
        names.append(words.known("agency", seat.agency_code))
    names.append(seat.person)
    return " · ".join(filter(None, names))


def _center(text: str, geography: Geography) -> int:
    """Before the register is known any code waits for it."""
    is_code = text.isascii() and text.isdigit() and len(text) <= CODE_LENGTH
    code = int(text) if is_code else geography.top
    is_known = code in geography.centers or not geography.centers
    return code if is_known else geography.top

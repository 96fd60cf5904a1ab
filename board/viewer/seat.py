"""Who may see and do what: a seat is a role at a center, chosen on screen for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from board.picture.geography import Geography

ROLES = ("duty_officer", "leader", "staff", "auditor", "administrator")
_MAY_RESEND = frozenset({"staff", "administrator"})
_SEES_TITLES = frozenset({"duty_officer", "leader", "staff", "administrator"})


class Seat(Struct, frozen=True):
    """A demo identity (演示身份): a role at the center of one division."""

    role: str
    division_code: int

    @property
    def may_resend(self) -> bool:
        return self.role in _MAY_RESEND

    @property
    def sees_titles(self) -> bool:
        return self.role in _SEES_TITLES

    def page(self, name: str) -> str:
        """The page as this seat gets it: without titles for who may not read them."""
        return name if self.sees_titles else f"{name}_untitled"

    def sees(self, scope: int, geography: Geography) -> bool:
        """A center sees its own area and below."""
        return geography.contains(self.division_code, scope)


def seat_from(role: str, division: int, geography: Geography) -> Seat:
    """A seat from untrusted choices; unknown ones become the city's duty officer."""
    return Seat(
        role if role in ROLES else ROLES[0],
        division if division in geography.divisions else geography.city,
    )

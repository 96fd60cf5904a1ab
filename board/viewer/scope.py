"""What the address bar asks for, held against what exists: untrusted until here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import SHANGHAI
from board.look.texts import LANGUAGES
from board.look.theme import THEMES
from board.viewer.seat import CODE_LENGTH, VISITOR, Seat, seat_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.picture.geography import Geography

NONE = "none"
"""What the address says where nothing of a list is chosen: all is its default."""


OUTSIDE = "outside"
"""What the address says of a page that is for people outside."""
AT = "%Y-%m-%dT%H:%M"
"""A past moment in the address, to the minute, as in Shanghai."""


class View(Struct, frozen=True):
    """What one viewer looks at: a division, a language, a theme; who looks; as of which
    past moment, if not of the present; and whether it is for people `outside` (对外).
    """

    scope: int
    language: str
    theme: str
    seat: Seat = Seat()
    at: datetime | None = None
    outside: bool = False

    def query(self, **changes: object) -> dict[str, str]:
        """The address parameters of this view; defaults are left out."""
        wanted = {
            "scope": self.scope,
            "lang": self.language,
            "theme": self.theme,
            "role": self.seat.role,
            "seat": self.seat.center_code,
            "agency": self.seat.agency_code,
            "at": moment_text(self.at),
            "for": OUTSIDE if self.outside else "",
        } | changes
        defaults = {
            "lang": LANGUAGES[0],
            "theme": next(iter(THEMES)),
            "role": VISITOR,
            "seat": 0,
            "agency": "",
            "at": "",
            "for": "",
        }
        return {
            name: str(value)
            for name, value in wanted.items()
            if value != defaults.get(name)
        }


def view_from(
    parameters: Mapping[str, str],
    geography: Geography,
    *,
    unnamed: str = VISITOR,
    person: str = "",
) -> View:
    """Read a view; whatever is unknown becomes the city, Chinese, dark, `unnamed`. With
    logins the parameters are held to the seats of the `person` before.

    What lies outside of the range of its center becomes the center's own division.
    """
    seat = seat_from(parameters, geography, unnamed=unnamed, person=person)
    return View(
        _within_range(
            scope_from(parameters.get("scope", ""), geography), seat, geography
        ),
        one_of(parameters.get("lang", ""), LANGUAGES),
        one_of(parameters.get("theme", ""), tuple(THEMES)),
        seat,
        moment_from(parameters.get("at", "")),
        parameters.get("for") == OUTSIDE,
    )


def moment_from(text: str) -> datetime | None:
    """The moment that an address names; none for anything else."""
    try:
        return datetime.strptime(text, AT).replace(tzinfo=SHANGHAI)
    except ValueError:
        return None


def moment_text(at: datetime | None) -> str:
    """What an address says of a moment; empty for the present."""
    return at.astimezone(SHANGHAI).strftime(AT) if at else ""


def is_elsewhere(asked: str, view: View, geography: Geography) -> bool:
    """Whether the address asks for a division that the view's seat may not look at."""
    return bool(asked) and scope_from(asked, geography) != view.scope


def scope_from(text: str, geography: Geography) -> int:
    """A division code of 12 digits (shorter ones are padded), else the city.

    Before the register is known nothing can be shown, so any code waits for it.
    """
    code = code_from(text)
    is_known = code in geography.divisions or not geography.divisions
    return code if code is not None and is_known else geography.city


def is_unknown(asked: str, geography: Geography) -> bool:
    """Whether the address asks for a division that the register does not hold."""
    is_register_known = bool(asked and geography.divisions)
    return is_register_known and code_from(asked) not in geography.divisions


def code_from(text: str) -> int | None:
    """A division code as an address writes it, padded; none for anything else."""
    is_code = text.isascii() and text.isdigit() and len(text) <= CODE_LENGTH
    return int(text.ljust(CODE_LENGTH, "0")) if is_code else None


def one_of(text: str, allowed: tuple[str, ...]) -> str:
    return text if text in allowed else allowed[0]


def some_of(text: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Those of a list that an address names; all of them where it names none."""
    asked = text.split(",")
    chosen = tuple(one for one in allowed if one in asked)
    return chosen or (() if text == NONE else allowed)


def some_text(chosen: tuple[str, ...], allowed: tuple[str, ...]) -> str:
    """What an address says of them; empty for all."""
    return "" if len(chosen) == len(allowed) else ",".join(chosen) or NONE


def _within_range(scope: int, seat: Seat, geography: Geography) -> int:
    is_known = bool(geography.divisions)
    if is_known and not geography.sees(seat.center_code, scope):
        return geography.home(seat.center_code)
    return scope

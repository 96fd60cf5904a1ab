"""The file of users: one line a person, with the seats that it may take."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from board.logins.lines import (
    RESERVED,
    Form,
    day_from,
    is_within,
    lines_in,
    name_from,
    shown_from,
)
from board.logins.passwords import is_hash
from board.look.codes import agencies
from board.viewer.scope import code_from
from board.viewer.seat import ROLES, Seat

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from board.settings import LoginSettings

COLUMNS = ("name", "shown", "password", "seats", "valid_from", "valid_to", "hours")
FILE = Form(
    setting="CGC_USERS",
    columns=COLUMNS,
    noun="user",
    made="python -m board user --header NAME prints its first lines",
    twice="put its seats into one line",
)
ELSEWHERE = "sso"
"""Stands for a password where only the identity provider lets somebody in."""
MOST_HOURS = 24 * 31
_SEAT = re.compile(r"(?P<role>[a-z_]+)@(?P<center>[0-9]+)(?:/(?P<agency>[a-z_]+))?")


class User(Struct, frozen=True, kw_only=True):
    """A person: its login name, what is shown of it, the hash of its password or that
    there is none, its seats in the order in which they are offered, the days on which
    it may log in, and how long a login lasts: None for as long as the settings say,
    zero for no end.
    """

    name: str
    shown: str
    password: str
    seats: tuple[Seat, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    lasts: timedelta | None = None

    @property
    def has_password(self) -> bool:
        return self.password != ELSEWHERE

    def is_valid(self, day: date) -> bool:
        return is_within(day, self.valid_from, self.valid_to)


def users_in(path: Path) -> dict[str, User]:
    """The users of a file by their names. ValueError names the setting, the file, the
    line and the remedy, and never what stands in a password's place.
    """
    return lines_in(path, FILE, user_of)


def users_of(settings: LoginSettings) -> dict[str, User]:
    """The same; ValueError also where somebody has no password, and no provider that
    proves him.
    """
    found = users_in(settings.users)
    shut = [one.name for one in found.values() if not one.has_password]
    if shut and settings.provider is None:
        raise ValueError(
            f"CGC_USERS={settings.users}: {shut[0]} has no password and CGC_OIDC names"
            " no provider: name one, or give a password"
        )
    return found


def user_of(row: Mapping[str, str]) -> User:
    """The user that a line says; ValueError says what does not fit and what would."""
    if not (row["password"] == ELSEWHERE or is_hash(row["password"])):
        raise ValueError(
            f"the password is no hash and not {ELSEWHERE}: python -m board user NAME"
            " makes one"
        )
    seats = tuple(_seat(text) for text in row["seats"].split())
    if not seats:
        raise ValueError("no seat: write role@center or role@center/agency")
    return User(
        name=name_from(row["name"], RESERVED),
        shown=shown_from(row["shown"]),
        password=row["password"],
        seats=seats,
        valid_from=day_from(row["valid_from"]),
        valid_to=day_from(row["valid_to"]),
        lasts=_lasts(row["hours"]),
    )


def _seat(text: str) -> Seat:
    found = _SEAT.fullmatch(text)
    code = code_from(found["center"]) if found else None
    agency = (found["agency"] or "") if found else ""
    if found is None or code is None:
        raise ValueError(
            f"{text!r} is no seat: write role@center or role@center/agency"
        )
    if found["role"] not in ROLES:
        raise ValueError(f"there is no role {found['role']}: {', '.join(ROLES)}")
    if agency and agency not in agencies():
        raise ValueError(f"there is no agency {agency}: see sql/reference/agencies.csv")
    return Seat(found["role"], code, agency)


def _lasts(text: str) -> timedelta | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_HOURS):
        raise ValueError(f"hours are a whole number up to {MOST_HOURS}, 0 for no end")
    return timedelta(hours=int(text))

"""The file of users: one line a person, with the seats that it may take."""

from __future__ import annotations

import csv
import re
import stat
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from board.logins.passwords import is_hash
from board.look.codes import agencies
from board.viewer.scope import code_from
from board.viewer.seat import NOBODY, ROLES, Seat
from streams.entries import LONGEST_PERSON
from streams.privacy.masking import mask_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SETTING = "CGC_USERS"
COLUMNS = ("name", "shown", "password", "seats", "valid_from", "valid_to", "hours")
RESERVED = ("demo", NOBODY)
"""So begins what the board writes where nobody is logged in."""
MADE = "python -m board user --header NAME prints its first lines"
MOST_HOURS = 24 * 31
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
_SEAT = re.compile(r"(?P<role>[a-z_]+)@(?P<center>[0-9]+)(?:/(?P<agency>[a-z_]+))?")


class User(Struct, frozen=True, kw_only=True):
    """A person: its login name, what is shown of it, the hash of its password, its
    seats in the order in which they are offered, the days on which it may log in, and
    how long a login lasts: None for as long as the settings say, zero for no end.
    """

    name: str
    shown: str
    password: str
    seats: tuple[Seat, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    lasts: timedelta | None = None

    def is_valid(self, day: date) -> bool:
        since, until = self.valid_from or date.min, self.valid_to or date.max
        return since <= day <= until


def users_in(path: Path) -> dict[str, User]:
    """The users of a file by their names. ValueError names the setting, the file, the
    line and the remedy, and never what stands in a password's place.
    """
    try:
        if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
            raise ValueError(f"{SETTING}={path} is open to others: chmod 600 it")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _users(csv.reader(file, strict=True), path)
    except OSError as fault:
        raise ValueError(f"{SETTING}={path}: {fault.strerror}; {MADE}") from fault
    except (UnicodeDecodeError, csv.Error) as fault:
        raise ValueError(f"{SETTING}={path} is no CSV in UTF-8: save it so") from fault


def user_of(row: Mapping[str, str]) -> User:
    """The user that a line says; ValueError says what does not fit and what would."""
    if not is_hash(row["password"]):
        raise ValueError("the password is no hash: python -m board user NAME makes one")
    seats = tuple(_seat(text) for text in row["seats"].split())
    if not seats:
        raise ValueError("no seat: write role@center or role@center/agency")
    return User(
        name=_name(row["name"]),
        shown=_shown(row["shown"]),
        password=row["password"],
        seats=seats,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        lasts=_lasts(row["hours"]),
    )


def _users(lines: Iterable[list[str]], path: Path) -> dict[str, User]:
    found: dict[str, User] = {}
    for number, cells in enumerate(lines, start=1):
        try:
            if number == 1:
                _check_header(cells)
            elif any(cells):
                _take(cells, found)
        except ValueError as fault:
            raise ValueError(f"{SETTING}={path} line {number}: {fault}") from fault
    if not found:
        raise ValueError(f"{SETTING}={path} has no user; {MADE}")
    return found


def _check_header(cells: list[str]) -> None:
    if tuple(one.strip() for one in cells) != COLUMNS:
        raise ValueError(f"the header must be {','.join(COLUMNS)}")


def _take(cells: list[str], found: dict[str, User]) -> None:
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} cells instead of {len(COLUMNS)}")
    stripped = (one.strip() for one in cells)
    user = user_of(dict(zip(COLUMNS, stripped, strict=True)))
    if user.name in found:
        raise ValueError(f"{user.name} is there twice: put its seats into one line")
    found[user.name] = user


def _name(text: str) -> str:
    if not _NAME.fullmatch(text) or text.startswith(RESERVED):
        raise ValueError(
            "a name has 2 to 32 of a-z, 0-9, dot, hyphen and underscore, begins with a"
            f" letter or digit, and not with {' or '.join(RESERVED)}"
        )
    if mask_text(text) != text:
        raise ValueError("the name is a number of a person: take a work number")
    return text


def _shown(text: str) -> str:
    if not 0 < len(text) <= LONGEST_PERSON or mask_text(text) != text:
        raise ValueError(
            "what is shown is a work number or a masked name of at most"
            f" {LONGEST_PERSON} characters"
        )
    return text


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


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise ValueError(f"{text!r} is no day: write 2026-12-31") from fault


def _lasts(text: str) -> timedelta | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_HOURS):
        raise ValueError(f"hours are a whole number up to {MOST_HOURS}, 0 for no end")
    return timedelta(hours=int(text))

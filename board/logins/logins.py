"""Logging in and out, and what seats whoever is logged in may take."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from msgspec import Struct

from board.logins.passwords import NOBODY, is_right
from board.logins.sessions import Sessions
from board.logins.tries import Tries
from board.logins.users import users_in
from board.look.clock import day_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from board.logins.sessions import Session
    from board.logins.users import User
    from board.picture.geography import Geography
    from board.settings import LoginSettings
    from board.viewer.seat import Seat

LOG = logging.getLogger(__name__)


class Login(Struct, frozen=True):
    """Who asks: its login name, what is shown of it, the seats that it may take now."""

    name: str
    shown: str
    seats: tuple[Seat, ...]


class Tried(Struct, frozen=True):
    """How a try went: the token of a new session where it succeeded; the user, if there
    is one of that name; whether the name is locked from now on, and whether the try
    was looked at at all.
    """

    user: User | None
    token: str = ""
    is_locked: bool = False
    is_looked_at: bool = True


class Logins:
    """Safe from any thread. ValueError where the file of users does not fit."""

    def __init__(self, settings: LoginSettings) -> None:
        self.settings = settings
        self.cookie = "__Host-cgc_session" if settings.is_https else "cgc_session"
        self.sessions = Sessions(settings.idle)
        self._tries = Tries()
        self._users, self._stamp = users_in(settings.users), _stamp(settings.users)

    def attempt(self, name: str, password: str, now: datetime) -> Tried:
        """Takes a tenth of a second or so, whether the name exists or not."""
        user = self._users.get(name)
        if not self._tries.begins(name, now):
            return Tried(user, is_looked_at=False)
        is_fitting = is_right(password, user.password if user else NOBODY)
        if user is None or not (is_fitting and user.is_valid(day_of(now))):
            return Tried(user, is_locked=self._tries.is_locked(name, now))
        self._tries.succeeded(name)
        lasts = self.settings.longest if user.lasts is None else user.lasts
        return Tried(user, self.sessions.open(user, now, lasts))

    def session(self, token: str, now: datetime) -> Session | None:
        """The session of a token, if it is not over and its user still is one."""
        found = self.sessions.find(token, now)
        is_user = found is not None and self._is_still(found.user, now)
        return found if is_user else None

    def login(self, token: str, now: datetime, geography: Geography) -> Login | None:
        """Whose a token is; nobody's where the register has none of the seats."""
        found = self.session(token, now)
        return login_of(found.user, geography) if found else None

    def sweep(self, now: datetime) -> tuple[Session, ...]:
        """Read the file anew if it changed, and end what is over; what was ended."""
        self._read_anew()
        return self.sessions.sweep(now, lambda user: self._is_still(user, now))

    def _is_still(self, user: User, now: datetime) -> bool:
        """Whoever changed in the file in any way logs in anew."""
        return self._users.get(user.name) == user and user.is_valid(day_of(now))

    def _read_anew(self) -> None:
        """What does not fit leaves the users as they were."""
        path = self.settings.users
        stamp = _stamp(path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._users = users_in(path)
        except ValueError as fault:
            LOG.warning("the users stay as they were: %s", fault)
        else:
            LOG.warning("%s was read anew: %s users", path, len(self._users))


def login_of(user: User, geography: Geography) -> Login | None:
    """The seats at centers that there are; before the register is known all wait."""
    known = geography.centers
    seats = tuple(one for one in user.seats if not known or one.center_code in known)
    return Login(user.name, user.shown, seats) if seats else None


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode

"""Logging in and out, and what seats whoever is logged in may take."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from board.logins.changed import Changes
from board.logins.lines import stamp_of
from board.logins.marks import UNMARKED, Mark
from board.logins.passwords import NOBODY, hashed, is_right
from board.logins.remembered import Memory
from board.logins.sessions import Sessions
from board.logins.tries import Tries
from board.logins.users import users_of
from board.look.clock import day_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta

    from board.logins.sessions import Session
    from board.logins.users import User
    from board.picture.geography import Geography
    from board.settings import LoginSettings
    from board.viewer.seat import Seat
    from streams.entries.looking import Way

LOG = logging.getLogger(__name__)
HANDLE = "x-cgc-login"
"""The header in which a script is told the handle of its login, by the guard alone."""


class Login(Struct, frozen=True):
    """Who asks: its login name, what is shown of it, the seats that it may take now,
    and whether it has a password here.
    """

    name: str
    shown: str
    seats: tuple[Seat, ...]
    has_password: bool = True


class Tried(Struct, frozen=True):
    """How a try went: the token of a session where it succeeded; the user, if there is
    one of that name; whether the password was right, the name is locked from now on,
    and the try was looked at at all; which sessions it ended; how it was to be proven.
    """

    user: User | None
    token: str = ""
    is_right: bool = False
    is_locked: bool = False
    is_looked_at: bool = True
    ended: tuple[Session, ...] = ()
    how: Way = "password"


class Logins:
    """Safe from any thread. ValueError where the file of users does not fit. What was
    open before a restart goes on.
    """

    def __init__(self, settings: LoginSettings, now: Callable[[], datetime]) -> None:
        self.settings = settings
        self.cookie = "__Host-cgc_session" if settings.is_https else "cgc_session"
        self.sessions = Sessions(settings.idle, self._remember)
        self._now = now
        self._memory, self._writing = Memory(settings.remembered), threading.Lock()
        self._tries, self._unlisted = Tries(), Tries()
        self._reading = threading.Lock()
        self._changes = Changes(settings.changed)
        self._lines: dict[str, User] = {}
        self._users: dict[str, User] = {}
        lines, self._stamp = users_of(settings), stamp_of(settings.users)
        self._take(lines)
        self.sessions.take_up(self._memory.read(self._users, now(), settings.longest))

    def attempt(self, name: str, password: str, now: datetime) -> Tried:
        """Takes a tenth of a second or so, whether the name exists or not."""
        tried = self._tried(name, password, now)
        if tried.user is None or not tried.is_right:
            return tried
        token = self.sessions.open(tried.user, now, self._lasts(tried.user))
        return structs.replace(tried, token=token)

    def enter(self, name: str, now: datetime, mark: Mark = UNMARKED) -> Tried:
        """Let in whom the provider proves, if it is a user. No number of wrong
        passwords keeps it out; how often it was no user is counted for the audit.
        """
        user = self._proven(name, now)
        if user is None:
            return self._refused(name, now)
        token = self.sessions.open(user, now, self._lasts(user), "sso", mark)
        return Tried(user, token, is_right=True, how="sso")

    def enter_on(
        self, handle: str, name: str, now: datetime, mark: Mark = UNMARKED
    ) -> Tried:
        """Have the session of a handle last anew, as `renew` does: whoever the provider
        proves must be whose it is. No user comes back where it is over.
        """
        found, user = self.sessions.named(handle, now), self._proven(name, now)
        if found is None or not self._is_still(found.user, now):
            return Tried(None, is_looked_at=False, how="sso")
        if user is None or found.user.name != user.name:
            return Tried(found.user, how="sso")
        lasts = self._lasts(user)
        token = self.sessions.renew_named(handle, user, now, lasts, mark)
        return Tried(user, token, is_right=True, how="sso")

    @property
    def has_passwords(self) -> bool:
        """Whether anybody gets in by one."""
        return any(one.has_password for one in self._users.values())

    def renew(self, token: str, password: str, now: datetime) -> Tried:
        """Have the session of a token last anew, under the token that comes back: a try
        like any other, under the name that is logged in. What is open stays open.
        """
        session = self.session(token, now)
        if session is None:
            return Tried(None, is_looked_at=False)
        tried = self._tried(session.user.name, password, now)
        if tried.user is None or not tried.is_right:
            return tried
        fresh = self.sessions.renew(token, tried.user, now, self._lasts(tried.user))
        return structs.replace(tried, token=fresh)

    def change(self, token: str, password: str, wanted: str, now: datetime) -> Tried:
        """Give whoever is logged in another password: a try like any other. The session
        goes on under the token that comes back, all others of that name end. ValueError
        says what a password must be, OSError that it could not be kept.
        """
        session, fresh = self.session(token, now), hashed(wanted)
        if session is None:
            return Tried(None, is_looked_at=False)
        tried = self._tried(session.user.name, password, now)
        if tried.user is None or not tried.is_right:
            return tried
        user = self._keep(tried.user, fresh)
        if user is None:
            return structs.replace(tried, is_right=False, is_looked_at=False)
        renewed = self.sessions.renew(token, user, now, self._lasts(user))
        ended = self.sessions.end_those(lambda one: self._is_outdated(one, user))
        return structs.replace(tried, token=renewed, ended=ended)

    def session(self, token: str, now: datetime) -> Session | None:
        """The session of a token, if it is not over and its user still is one."""
        found = self.sessions.find(token, now)
        is_user = found is not None and self._is_still(found.user, now)
        return found if is_user else None

    def login(self, handle: str, now: datetime, geography: Geography) -> Login | None:
        """Whose session has a handle; nobody's where the register has none of the
        seats.
        """
        found = self.sessions.named(handle, now)
        is_user = found is not None and self._is_still(found.user, now)
        return login_of(found.user, geography) if found and is_user else None

    def sweep(self, now: datetime) -> tuple[Session, ...]:
        """Read the file anew if it changed, and end what is over; what was ended."""
        self._read_anew()
        ended = self.sessions.sweep(now, lambda user: self._is_still(user, now))
        if self._memory.is_stale(now):
            self._remember()
        return ended

    def _remember(self) -> None:
        with self._writing:
            self._memory.write(self.sessions.held(), self._now())

    def _tried(self, name: str, password: str, now: datetime) -> Tried:
        user = self._users.get(name)
        if not self._tries.begins(name, now):
            return Tried(user, is_looked_at=False)
        known = user.password if user and user.has_password else NOBODY
        is_fitting = is_right(password, known) and known != NOBODY
        if user is None or not (is_fitting and user.is_valid(day_of(now))):
            return Tried(user, is_locked=self._tries.is_locked(name, now))
        self._tries.succeeded(name)
        return Tried(user, is_right=True)

    def _proven(self, name: str, now: datetime) -> User | None:
        user = self._users.get(name)
        return user if user is not None and user.is_valid(day_of(now)) else None

    def _refused(self, name: str, now: datetime) -> Tried:
        user = self._users.get(name)
        is_looked_at = self._unlisted.begins(name, now)
        is_locked = is_looked_at and self._unlisted.is_locked(name, now)
        return Tried(user, is_locked=is_locked, is_looked_at=is_looked_at, how="sso")

    def _lasts(self, user: User) -> timedelta | None:
        return self.settings.longest if user.lasts is None else user.lasts

    def _keep(self, user: User, password: str) -> User | None:
        """None where the user changed while its password was looked at."""
        with self._reading:
            if self._users.get(user.name) != user:
                return None
            self._changes.keep(self._lines[user.name], password)
            self._users = self._changes.over(self._lines)
            return self._users[user.name]

    def _is_outdated(self, session: Session, user: User) -> bool:
        return session.user.name == user.name and session.user != user

    def _is_still(self, user: User, now: datetime) -> bool:
        """Whoever changed in the file in any way logs in anew."""
        return self._users.get(user.name) == user and user.is_valid(day_of(now))

    def _read_anew(self) -> None:
        """What does not fit leaves the users as they were."""
        path = self.settings.users
        stamp = stamp_of(path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            lines = users_of(self.settings)
        except ValueError as fault:
            LOG.warning("the users stay as they were: %s", fault)
            return
        self._take(lines)
        LOG.warning("%s was read anew: %s users", path, len(lines))

    def _take(self, lines: dict[str, User]) -> None:
        with self._reading:
            self._lines, self._users = lines, self._changes.over(lines)
            try:
                self._changes.forget(lines)
            except OSError as fault:
                LOG.warning("passwords that count no more stay kept: %s", fault)


def login_of(user: User, geography: Geography) -> Login | None:
    """The seats at centers that there are; before the register is known all wait."""
    known = geography.centers
    seats = tuple(one for one in user.seats if not known or one.center_code in known)
    if not seats:
        return None
    return Login(user.name, user.shown, seats, user.has_password)

"""Who is logged in: the sessions that this board holds."""

from __future__ import annotations

import secrets
import threading
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from board.logins.marks import UNMARKED, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime, timedelta

    from board.logins.users import User
    from streams.entries.looking import Way


class Session(Struct, eq=False):
    """One login: of whom, since when, when it was last used, its end (None for none),
    how whatever is open of it is told that it is over, and whether it is. `handle`
    names it within the board, whatever token its browser has by now: no browser is told
    it, and none gets in by it. `how` says whether the provider ever proved its
    user, `mark` by what that can end it.
    """

    handle: str
    user: User
    since: datetime
    seen_at: datetime
    ends_at: datetime | None
    tell: set[Callable[[], None]]
    is_ended: bool = False
    how: Way = "password"
    mark: Mark = UNMARKED

    def is_over(self, now: datetime, idle: timedelta) -> bool:
        """An open connection is somebody who looks: a wall that nobody touches is in
        use.
        """
        is_late = self.ends_at is not None and now >= self.ends_at
        return is_late or (not self.tell and now - self.seen_at >= idle)


class Sessions:
    """Safe from any thread; `idle` is how long one lasts that nobody uses, `changed` is
    called with no lock held whenever one begins, goes on under another token or ends.
    """

    def __init__(self, idle: timedelta, changed: Callable[[], None]) -> None:
        self._idle = idle
        self._changed = changed
        self._lock = threading.Lock()
        self._held: dict[bytes, Session] = {}

    def open(
        self,
        user: User,
        now: datetime,
        lasts: timedelta | None,
        how: Way = "password",
        mark: Mark = UNMARKED,
    ) -> str:
        """A new one, and the token that is told to its browser alone."""
        token, handle = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
        ends_at = _end_of(now, lasts)
        one = Session(handle, user, now, now, ends_at, set(), how=how, mark=mark)
        with self._lock:
            self._held[_key(token)] = one
        self._changed()
        return token

    def take_up(self, sessions: Mapping[bytes, Session]) -> None:
        """Those of a board before this one, by what `held` gave of their tokens."""
        with self._lock:
            self._held |= sessions

    def held(self) -> dict[bytes, Session]:
        """All, by the SHA-256 of their tokens."""
        with self._lock:
            return dict(self._held)

    def renew(
        self, token: str, user: User, now: datetime, lasts: timedelta | None
    ) -> str:
        """Have it last anew, as of a user that may have changed, under a new token: the
        one before opens nothing more, and what is open stays so. Empty if it is over.
        """
        return self._renew(_key(token), user, now, lasts)

    def renew_named(
        self,
        handle: str,
        user: User,
        now: datetime,
        lasts: timedelta | None,
        mark: Mark = UNMARKED,
    ) -> str:
        """The same by its handle, for whom the provider proved anew."""
        held = self.held().items()
        key = next((key for key, one in held if one.handle == handle), b"")
        return self._renew(key, user, now, lasts, mark)

    def _renew(
        self,
        key: bytes,
        user: User,
        now: datetime,
        lasts: timedelta | None,
        mark: Mark | None = None,
    ) -> str:
        fresh = secrets.token_urlsafe(32)
        with self._lock:
            found = self._held.pop(key, None)
            if found is None:
                return ""
            found.user, found.since = user, now
            if mark is not None:
                found.how, found.mark = "sso", mark
            found.ends_at = _end_of(now, lasts)
            self._held[_key(fresh)] = found
        self._changed()
        return fresh

    def find(self, token: str, now: datetime) -> Session | None:
        """The session of a token, if it is not over."""
        with self._lock:
            found = self._held.get(_key(token))
            if found is None or found.is_over(now, self._idle):
                return None
            return found

    def named(self, handle: str, now: datetime) -> Session | None:
        """The session of a handle, if it is not over."""
        return next((one for one in self.all(now) if one.handle == handle), None)

    def all(self, now: datetime) -> tuple[Session, ...]:
        """All that are not over, the oldest first."""
        with self._lock:
            held = tuple(self._held.values())
        found = (one for one in held if not one.is_over(now, self._idle))
        return tuple(sorted(found, key=lambda one: one.since))

    def end(self, token: str) -> Session | None:
        """End it; the one that was ended, if there was one."""
        with self._lock:
            found = self._held.pop(_key(token), None)
        if found is not None:
            self._changed()
            _end(found)
        return found

    def end_those(self, is_meant: Callable[[Session], bool]) -> tuple[Session, ...]:
        """End those that are meant; those that were ended."""
        with self._lock:
            over = {key: one for key, one in self._held.items() if is_meant(one)}
            for key in over:
                del self._held[key]
        if over:
            self._changed()
        for one in over.values():
            _end(one)
        return tuple(over.values())

    @contextmanager
    def connected(
        self, session: Session, tell: Callable[[], None], now: Callable[[], datetime]
    ) -> Iterator[None]:
        """While a connection is open; `tell` is called, from any thread, once its
        session is over.
        """
        with self._lock:
            session.tell.add(tell)
        try:
            if session.is_ended:
                tell()
            yield
        finally:
            with self._lock:
                session.tell.discard(tell)
                session.seen_at = max(session.seen_at, now())

    def sweep(
        self, now: datetime, is_still: Callable[[User], bool]
    ) -> tuple[Session, ...]:
        """End what is over, and what is of no user any more; those that were ended."""
        return self.end_those(
            lambda one: one.is_over(now, self._idle) or not is_still(one.user)
        )


def _end_of(now: datetime, lasts: timedelta | None) -> datetime | None:
    return now + lasts if lasts else None


def _end(session: Session) -> None:
    session.is_ended = True
    for tell in tuple(session.tell):
        tell()


def _key(token: str) -> bytes:
    """What is held of a token: no comparison of it takes longer the nearer it comes."""
    return sha256(token.encode(errors="replace")).digest()

"""Who is logged in: sessions that this process holds, and that end with it."""

from __future__ import annotations

import secrets
import threading
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime, timedelta

    from board.logins.users import User


class Session(Struct, eq=False):
    """One login: of whom, since when, when it was last used, its end (None for none),
    how whatever is open of it is told that it is over,
    and whether it is.
    """

    user: User
    since: datetime
    seen_at: datetime
    ends_at: datetime | None
    tell: set[Callable[[], None]]
    is_ended: bool = False

    def is_over(self, now: datetime, idle: timedelta) -> bool:
        """An open connection is somebody who looks: a wall that nobody touches is in
        use.
        """
        is_late = self.ends_at is not None and now >= self.ends_at
        return is_late or (not self.tell and now - self.seen_at >= idle)


class Sessions:
    """Safe from any thread; `idle` is how long one lasts that nobody uses."""

    def __init__(self, idle: timedelta) -> None:
        self._idle = idle
        self._lock = threading.Lock()
        self._held: dict[bytes, Session] = {}

    def open(self, user: User, now: datetime, lasts: timedelta | None) -> str:
        """A new one, and the token that is told to its browser alone."""
        token = secrets.token_urlsafe(32)
        ends_at = now + lasts if lasts else None
        with self._lock:
            self._held[_key(token)] = Session(user, now, now, ends_at, set())
        return token

    def find(self, token: str, now: datetime) -> Session | None:
        """The session of a token, if it is not over."""
        with self._lock:
            found = self._held.get(_key(token))
            if found is None or found.is_over(now, self._idle):
                return None
            return found

    def end(self, token: str) -> Session | None:
        """End it; the one that was ended, if there was one."""
        with self._lock:
            found = self._held.pop(_key(token), None)
        if found is not None:
            _end(found)
        return found

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
        with self._lock:
            over = {
                key: one
                for key, one in self._held.items()
                if one.is_over(now, self._idle) or not is_still(one.user)
            }
            for key in over:
                del self._held[key]
        for one in over.values():
            _end(one)
        return tuple(over.values())


def _end(session: Session) -> None:
    session.is_ended = True
    for tell in tuple(session.tell):
        tell()


def _key(token: str) -> bytes:
    """What is held of a token: no comparison of it takes longer the nearer it comes."""
    return sha256(token.encode(errors="replace")).digest()

"""What every route does that looks at a password: a line of few, entries, a cookie."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread

from board.web.forms import Refused
from board.web.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from board.logins.logins import Logins, Tried
    from board.service import Service
    from streams.entries.looking import Entering

AT_ONCE, IN_LINE = 2, 20
"""So many passwords are looked at at once, and so many wait: each takes 16 MB."""


class Entrance:
    """One for all routes of a board."""

    def __init__(self, service: Service, logins: Logins) -> None:
        self.service = service
        self.logins = logins
        self._line = CapacityLimiter(AT_ONCE)
        provider = logins.settings.provider
        self.gate = Gate(provider) if provider else None

    async def looked_at(self, look: Callable[[], Tried], done: Entering) -> Tried:
        """A try that succeeded, with its entry: that it was `done`. Raises Refused, in
        the same words whatever was wrong, and while too many wait.
        """
        if self._line.statistics().tasks_waiting >= IN_LINE:
            raise Refused("busy", HTTPStatus.SERVICE_UNAVAILABLE)
        tried = await to_thread.run_sync(look, limiter=self._line)
        self._write(tried, done)
        return tried

    def token_of(self, request: Request) -> str:
        return request.cookies.get(self.logins.cookie, "")

    def remember(self, answer: Response, token: str) -> None:
        """The browser keeps the token until it ends itself, or forgets it at once."""
        answer.set_cookie(
            self.logins.cookie,
            token,
            max_age=None if token else 0,
            secure=self.logins.settings.is_https,
            httponly=True,
            samesite="strict",
        )

    def end_named(self, handle: str) -> None:
        """End the session of a handle, if there is one."""
        ended = self.logins.sessions.end_those(lambda one: one.handle == handle)
        for one in ended:
            self.service.login_book.enter(one.user, "logged_out")

    def _write(self, tried: Tried, done: Entering) -> None:
        book = self.service.login_book
        for one in tried.ended:
            book.enter(one.user, "login_ended")
        if tried.user is not None and tried.token:
            book.enter(tried.user, done, tried.how)
            return
        if tried.is_looked_at and not tried.is_right:
            book.refused(tried.user, is_locked=tried.is_locked)
        raise Refused("refused", HTTPStatus.FORBIDDEN)

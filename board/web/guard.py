"""With logins: nothing of the board is reached without one, and no address names a seat
that its reader has not.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from anyio import create_task_group
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response

from board.logins.logins import HANDLE, login_of
from board.look import clock
from board.viewer.seat import held
from board.web import sso
from board.web.forms import is_of_this_host
from board.web.login import LEAVING, LOGIN_PAGE, STYLE, way_to_login
from board.web.systems.routes import is_for_systems
from board.web.viewing import LOGIN, SESSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from board.logins.logins import Login, Logins
    from board.logins.sessions import Session
    from board.service import Service

OPEN = frozenset({LOGIN_PAGE, STYLE, "/assets/theme.css", "/api/health"})
"""All that is answered without a login, by its whole path."""
OVER = 1008
"""Closes a connection whose login is over; one that is not open yet gets a 403."""


class Guard:
    """Stands before every route, ours and Streamlit's, those of pages to come too."""

    def __init__(self, app: ASGIApp, *, service: Service, logins: Logins) -> None:
        self._app = app
        self._service = service
        self._logins = logins
        self._open = OPEN | (sso.OPEN if logins.settings.provider else frozenset())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._is_open(scope):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        token = connection.cookies.get(self._logins.cookie, "")
        session = self._logins.session(token, clock.now())
        geography = self._service.snapshot.geography
        login = login_of(session.user, geography) if session else None
        is_socket = scope["type"] == "websocket"
        is_strange = is_socket and not is_of_this_host(connection.headers)
        if session is None or login is None or is_strange:
            await _refuse(connection, receive, send)
            return
        inner = _held(scope, session, login)
        if scope["path"] == LEAVING:
            # Its own answer would be cut.
            await self._app(inner, receive, send)
            return
        serve = self._connected if is_socket else self._answered
        await serve(session, inner, receive, send)

    def _is_open(self, scope: Scope) -> bool:
        """What is answered without a login; other systems prove themselves there, and
        only where a file names some.
        """
        has_systems = self._service.bearers is not None
        return scope["path"] in self._open or (has_systems and is_for_systems(scope))

    async def _answered(
        self, session: Session, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Server-sent events go on until the login is over, all else is short."""
        over = asyncio.Event()
        cut = Cut(over, receive, send)
        with self._until(over, session):
            async with create_task_group() as both:
                both.start_soon(cut.end, both.cancel_scope.cancel)
                await self._app(scope, receive, cut.send)
                both.cancel_scope.cancel()
        await cut.finish()

    async def _connected(
        self, session: Session, scope: Scope, receive: Receive, send: Send
    ) -> None:
        over = asyncio.Event()
        cut = Cut(over, receive, send)
        with self._until(over, session):
            await self._app(scope, cut.receive, cut.send)

    def _until(
        self, over: asyncio.Event, session: Session
    ) -> AbstractContextManager[None]:
        loop = asyncio.get_running_loop()

        def tell() -> None:
            # A loop that ended has nothing open.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(over.set)

        return self._logins.sessions.connected(session, tell, clock.now)


class Cut:
    """A connection that is cut once its login is over: whoever serves a socket takes it
    for closed.
    """

    def __init__(self, over: asyncio.Event, receive: Receive, send: Send) -> None:
        self._over = over
        self._receive = receive
        self._send = send
        self._is_unfinished = False

    async def receive(self) -> Message:
        """The next message, or that the other side went."""
        heard = asyncio.ensure_future(self._receive())
        over = asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait((heard, over), return_when=asyncio.FIRST_COMPLETED)
            if not self._over.is_set():
                return heard.result()
        finally:
            over.cancel()
            heard.cancel()
        await self._send({"type": "websocket.close", "code": OVER})
        return {"type": "websocket.disconnect", "code": OVER}

    async def send(self, message: Message) -> None:
        if self._over.is_set():
            return
        await self._send(message)
        is_whole = message["type"] == "http.response.body"
        self._is_unfinished = not is_whole or bool(message.get("more_body"))

    async def end(self, stop: Callable[[], None]) -> None:
        await self._over.wait()
        stop()

    async def finish(self) -> None:
        """End an answer that was cut."""
        if self._over.is_set() and self._is_unfinished:
            await self._send({"type": "http.response.body", "body": b""})


def _held(scope: Scope, session: Session, login: Login) -> Scope:
    """What goes on: an address that names an own seat, and the handle of the login,
    since a script outlives the token with which its connection was opened.
    """
    parameters = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    query = urlencode(held(parameters, login.seats)).encode()
    name = HANDLE.encode()
    told = [pair for pair in scope["headers"] if pair[0].lower() != name]
    return {
        **scope,
        "query_string": query,
        "headers": [*told, (name, session.handle.encode())],
        LOGIN: login,
        SESSION: session,
    }


async def _refuse(connection: HTTPConnection, receive: Receive, send: Send) -> None:
    """To the login for whoever opens a page; a refusal for all else."""
    if connection.scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": OVER})
        return
    answer = Response(status_code=HTTPStatus.UNAUTHORIZED)
    if "text/html" in connection.headers.get("accept", ""):
        where = way_to_login(connection)
        answer = RedirectResponse(where, status_code=HTTPStatus.SEE_OTHER)
    answer.headers["cache-control"] = "no-store"
    await answer(connection.scope, receive, send)

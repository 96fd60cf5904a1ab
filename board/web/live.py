"""The pushes: over a WebSocket to our own pages, as server-sent events to others."""

from __future__ import annotations

from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING

from anyio import create_task_group
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from board.live.making import Shown, shown_to
from board.live.viewer import Past, past_pushes, pushes
from board.look import clock
from board.viewer.page import Action
from board.viewer.rights import may
from board.viewer.scope import one_of
from board.web.forms import is_of_this_host
from board.web.viewing import view_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from anyio import CancelScope
    from starlette.requests import HTTPConnection, Request
    from starlette.routing import BaseRoute
    from starlette.websockets import WebSocket

    from board.service import Service
    from board.viewer.page import Page

ADDRESS = "/api/live"
EVENT_STREAM = {"cache-control": "no-store", "x-accel-buffering": "no"}
FORBIDDEN = 1008
"""Closes a socket that may not be; before it is open the browser gets a 403."""
RESTARTING = 1012
"""Closes a socket whose board ends: come back."""


def live_routes(service: Service) -> list[BaseRoute]:
    """One address: with an upgrade a WebSocket, else server-sent events."""

    async def socket(connection: WebSocket) -> None:
        if not (is_of_this_host(connection.headers) and _may_open(service, connection)):
            await connection.close(FORBIDDEN)
            return
        await connection.accept()
        async with create_task_group() as both:
            both.start_soon(until_gone, connection, both.cancel_scope)
            await _push(connection, _pushes(service, connection))
            both.cancel_scope.cancel()

    async def events(request: Request) -> Response:
        if not _may_open(service, request):
            return Response(status_code=403)
        return StreamingResponse(
            _events(_pushes(service, request)),
            media_type="text/event-stream",
            headers=EVENT_STREAM,
        )

    return [WebSocketRoute(ADDRESS, socket), Route(ADDRESS, events)]


def _page(service: Service, parameters: Mapping[str, str]) -> Page:
    return service.pages[one_of(parameters.get("page", ""), tuple(service.pages))]


def _may_open(service: Service, connection: HTTPConnection) -> bool:
    page = _page(service, connection.query_params)
    view = view_of(service, connection)
    return may(view, Action.OPEN, page, service.snapshot.geography)


def _pushes(service: Service, connection: HTTPConnection) -> AsyncGenerator[bytes]:
    shown = partial(_shown, service, connection)
    view = view_of(service, connection)
    page = _page(service, connection.query_params)
    if view.at is not None and page.has_past and view.at <= clock.now():
        past = Past(service.past.picture, service.items_then)
        return past_pushes(past, service.broadcast, shown(), page, view.at)
    return pushes(service.channels, service.broadcast, shown)


def _shown(service: Service, connection: HTTPConnection) -> Shown:
    page = _page(service, connection.query_params)
    view = view_of(service, connection)
    return shown_to(view, page, service.snapshot.geography)


async def _push(connection: WebSocket, messages: AsyncGenerator[bytes]) -> None:
    async with aclosing(messages):
        try:
            async for message in messages:
                await connection.send_text(message.decode())
            await connection.close(RESTARTING)
        except WebSocketDisconnect:
            return


async def until_gone(connection: WebSocket, both: CancelScope) -> None:
    """A viewer says nothing but that it goes; then nobody need wait for a picture."""
    while (await connection.receive())["type"] != "websocket.disconnect":
        pass
    both.cancel()


async def _events(messages: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    yield b"retry: 1000\n\n"
    async with aclosing(messages):
        async for message in messages:
            yield b"data: " + message + b"\n\n"

"""A push of its own for whoever looks at one item: that something has come about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import create_task_group
from msgspec import json
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from board.picture.watched import store_of
from board.web.forms import is_of_this_host
from board.web.live import FORBIDDEN, RESTARTING, until_gone

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from board.picture.snapshot import Snapshot
    from board.picture.watched import Item
    from board.service import Service

ADDRESS = "/api/watch"


def watch_route(service: Service) -> WebSocketRoute:
    """Says which batch of which store was the newest that said something of the item,
    at first and whenever another has; only to whom a page has shown it.
    """

    async def socket(connection: WebSocket) -> None:
        given = connection.query_params
        item = given.get("kind", ""), given.get("id", "")
        is_let = service.watched.lets(item, given.get("pass", ""))
        if not (is_of_this_host(connection.headers) and is_let):
            await connection.close(FORBIDDEN)
            return
        await connection.accept()
        with service.watched.watching(item):
            async with create_task_group() as both:
                both.start_soon(until_gone, connection, both.cancel_scope)
                await _tell(service, connection, item)
                both.cancel_scope.cancel()

    return WebSocketRoute(ADDRESS, socket)


def said(snapshot: Snapshot, item: Item) -> str:
    """The newest batch that said something of an item, and of which store it is."""
    newest = {"store": store_of(snapshot.batch), "batch": snapshot.touched.get(item, 0)}
    return json.encode(newest).decode()


async def _tell(service: Service, connection: WebSocket, item: Item) -> None:
    told, is_going_on = "", True
    try:
        while is_going_on:
            snapshot = service.snapshot
            newest = said(snapshot, item)
            if newest != told:
                told = newest
                await connection.send_text(newest)
            is_going_on = await service.broadcast.later_than(snapshot.version)
        await connection.close(RESTARTING)
    except WebSocketDisconnect:
        return

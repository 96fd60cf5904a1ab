"""The board's own addresses: live pushes, health, map data, scripts and styles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from anyio import to_thread
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from board.live.parts import PAGES, WITHOUT_ITEMS
from board.look import clock
from board.look.theme import styles
from board.reads.reads import HubGone
from board.viewer.scope import one_of, view_from
from board.views.situation import live_list
from board.web.mapdata import map_data

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from board.reads import rows
    from board.service import Service
    from board.viewer.scope import View

STATIC = Path(__file__).parents[1] / "static"
EVENT_STREAM = {"cache-control": "no-store", "x-accel-buffering": "no"}


def routes(service: Service) -> list[BaseRoute]:
    """All routes of the board; `service` must have been started by the lifespan."""

    async def live(request: Request) -> StreamingResponse:
        page = one_of(request.query_params.get("page", ""), tuple(PAGES))
        return StreamingResponse(
            _pushes(service, page, request.query_params),
            media_type="text/event-stream",
            headers=EVENT_STREAM,
        )

    async def health(_request: Request) -> JSONResponse:
        return _health(service)

    return [
        Route("/api/map/{what}", map_data(service)),
        Route("/api/live", live),
        Route("/api/health", health),
        Route("/assets/theme.css", _theme),
        Mount("/assets/plotly", StaticFiles(directory=service.plotly_folder)),
        Mount("/assets", StaticFiles(directory=STATIC)),
    ]


async def _theme(_request: Request) -> Response:
    return Response(styles(), media_type="text/css")


async def _pushes(
    service: Service, page: str, wanted: Mapping[str, str]
) -> AsyncIterator[bytes]:
    version, batch = -1, -1
    scope: int | None = None
    earlier: tuple[rows.Item, ...] = ()
    yield b"retry: 1000\n\n"
    is_going_on = True
    while is_going_on:
        snapshot = service.snapshot
        view = view_from(wanted, snapshot.geography)
        if view.scope != scope and page not in WITHOUT_ITEMS:
            scope, earlier = (
                view.scope,
                await to_thread.run_sync(_earlier, service, view),
            )
        message = service.channels.message(
            snapshot,
            page=page,
            view=view,
            now=clock.now(),
            seen_version=version,
            seen_batch=batch,
            earlier=earlier,
        )
        earlier = ()
        yield b"data: " + msgspec.json.encode(message) + b"\n\n"
        version = snapshot.version
        batch = max((one.batch_no for one in snapshot.pulse.items), default=batch)
        is_going_on = await service.broadcast.has_next()


def _earlier(service: Service, view: View) -> tuple[rows.Item, ...]:
    """The newest items of a scope, so that a quiet village has a list as well."""
    division = service.snapshot.geography.divisions.get(view.scope)
    if division is None:
        return ()
    try:
        found = service.reads.items(division.low, division.high, live_list.SHOWN)
    except HubGone:
        return ()
    return live_list.listed(found)


def _health(service: Service) -> JSONResponse:
    snapshot = service.snapshot
    alive = service.producer.is_alive
    body = {
        "status": "stale" if snapshot.is_stale else "ok",
        "producer": "running" if alive else "stopped",
        "version": snapshot.version,
        "as_of": snapshot.as_of.isoformat() if snapshot.as_of else None,
        "failure": snapshot.failure,
    }
    return JSONResponse(body, status_code=200 if alive else 503)

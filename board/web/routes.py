"""The board's own addresses: live pushes, health, map data, scripts and styles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from board.look.theme import styles
from board.web.dictionary import dictionary
from board.web.entering import Entrance
from board.web.find import ADDRESS as FIND
from board.web.find import find
from board.web.help import help_route
from board.web.live import live_routes
from board.web.login import login_routes
from board.web.mapdata import map_data
from board.web.opening import ADDRESS, way_out
from board.web.password import password_routes
from board.web.session import session_routes
from board.web.sso import sso_routes
from board.web.systems.routes import system_routes
from board.web.todo import todo
from board.web.watch import watch_route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from board.reads.hubs_seen import HubsSeen
    from board.service import Service

STATIC = Path(__file__).parents[1] / "static"


def routes(service: Service) -> list[BaseRoute]:
    """All routes of the board; `service` must have been started by the lifespan."""

    async def health(_request: Request) -> JSONResponse:
        return _health(service)

    return [
        *_of_logins(service),
        *system_routes(service),
        Route("/api/map/{what}", map_data(service)),
        *live_routes(service),
        watch_route(service),
        Route("/api/definitions", dictionary),
        Route("/api/help", help_route(service)),
        Route("/api/todo", todo(service)),
        Route(FIND, find(service)),
        Route(ADDRESS, way_out(service), methods=["POST"]),
        Route("/api/health", health),
        Route("/assets/theme.css", _theme),
        Mount("/assets/plotly", StaticFiles(directory=service.plotly_folder)),
        Mount("/assets/pydeck", StaticFiles(directory=service.pydeck_folder)),
        Mount("/assets", StaticFiles(directory=STATIC)),
    ]


def _of_logins(service: Service) -> list[BaseRoute]:
    if service.logins is None:
        return session_routes(None)
    entrance = Entrance(service, service.logins)
    return [
        *login_routes(entrance),
        *password_routes(entrance),
        *session_routes(entrance),
        *sso_routes(entrance),
    ]


async def _theme(_request: Request) -> Response:
    return Response(styles(), media_type="text/css")


def _hubs(seen: HubsSeen) -> dict[str, Any]:
    """Nothing where the board knows one hub alone."""
    if not seen.hubs:
        return {}
    return {"hubs": to_builtins(seen.hubs), "behind": seen.is_behind}


def _health(service: Service) -> JSONResponse:
    snapshot = service.snapshot
    alive = service.maker.is_alive
    body = {
        "run": service.run,
        "status": "stale" if snapshot.is_stale else "ok",
        "producer": "running" if alive else "stopped",
        "version": snapshot.version,
        "as_of": snapshot.as_of.isoformat() if snapshot.as_of else None,
        "failure": snapshot.failure,
        **_hubs(snapshot.hubs),
    }
    return JSONResponse(body, status_code=200 if alive else 503)

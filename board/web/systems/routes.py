"""The addresses below `/api/v1`: a token lets in here and nowhere else, and nothing
else does here, no session of a browser either.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from starlette.responses import Response
from starlette.routing import Mount, Route

from board.look import clock
from board.look.clock import SHANGHAI
from board.reads.reads import HubGone
from board.web.answers import ANEW
from board.web.systems.asking import Asking
from board.web.systems.openapi import described
from board.web.systems.parameters import checked
from board.web.systems.problems import (
    Refusal,
    not_ready,
    not_there,
    too_often,
    unauthorized,
)
from board.web.systems.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from board.logins.bearers import Bearers
    from board.logins.systems import System
    from board.service import Service
    from board.web.systems.resources import Resource

ROOT = "/api/v1"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
READING = frozenset({"GET", "HEAD"})
LONGEST_TOKEN = 200


class Door(NamedTuple):
    """The board, and who knows whose a token is."""

    service: Service
    bearers: Bearers


def is_for_systems(scope: Any) -> bool:
    """Whether a connection asks here, where whoever asks proves himself by a token."""
    is_http: bool = scope["type"] == "http"
    return is_http and str(scope["path"]).startswith(f"{ROOT}/")


def system_routes(service: Service) -> list[BaseRoute]:
    """None where no file of systems is named."""
    if service.bearers is None:
        return []
    door = Door(service, service.bearers)
    return [
        Mount(
            ROOT,
            routes=[
                *(
                    Route(one.path, _route(door, one), methods=METHODS)
                    for one in RESOURCES
                ),
                Route("/openapi.json", _openapi(door), methods=METHODS),
                Route("/{path:path}", _answering(_nowhere), methods=METHODS),
            ],
        )
    ]


def _route(door: Door, resource: Resource) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        system, now = _system(door, request), clock.now().astimezone(SHANGHAI)
        given = checked(request.query_params, resource.parameters)
        path = {name: str(one) for name, one in request.path_params.items()}
        asking = Asking(door.service, system, given, path, now)
        asking.require(resource.name, resource.page)
        found, rows = resource.make(asking)
        door.service.read_book.note(system.seat, resource.name, rows, now)
        return _json(msgspec.json.encode(found))

    return _answering(answer)


def _openapi(door: Door) -> Callable[[Request], Response]:
    body = described(RESOURCES, ROOT)

    def answer(request: Request) -> Response:
        _system(door, request)
        return _json(body)

    return _answering(answer)


def _nowhere(request: Request) -> Response:
    raise not_there(f"There is nothing at {request.url.path[:200]}.")


def _answering(
    make: Callable[[Request], Response],
) -> Callable[[Request], Response]:
    """Whatever is wrong is told as a problem."""

    def answer(request: Request) -> Response:
        try:
            _require_reading(request)
            return make(request)
        except Refusal as refusal:
            return refusal.response
        except HubGone:
            return not_ready("The hub does not answer.").response

    return answer


def _require_reading(request: Request) -> None:
    if request.method not in READING:
        raise Refusal(
            HTTPStatus.METHOD_NOT_ALLOWED,
            "This is for reading alone.",
            remedy="Moves and events are sent through Kafka.",
            headers={"allow": "GET, HEAD"},
        )


def _system(door: Door, request: Request) -> System:
    """Whose the token is that a request bears. Raises Refusal."""
    token = _token(request)
    if not token:
        raise unauthorized(was_given=False)
    host = request.client.host if request.client else ""
    borne = door.bearers.borne(token, host, clock.now())
    if borne.system is None and borne.is_looked_at:
        door.service.login_book.refused(None, is_locked=False)
        raise unauthorized(was_given=True)
    if borne.system is None or borne.wait_s:
        raise too_often(borne.wait_s)
    return borne.system


def _token(request: Request) -> str:
    """Only of the one header, never of an address, which stands in logs."""
    sent = request.headers.getlist("authorization")
    if len(sent) != 1 or len(sent[0]) > LONGEST_TOKEN:
        return ""
    scheme, _, token = sent[0].partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json", headers=ANEW)

"""The way in and the way out: a form of our own, and sessions in a cookie that no
script reads.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from board.look import clock
from board.web.entering import ANEW
from board.web.forms import Refused, own_form
from board.web.login_page import login_page

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from board.service import Service
    from board.web.entering import Entrance

LOGIN_PAGE, LEAVING, PASSWORD_PAGE = "/login", "/logout", "/password"
STYLE = "/assets/login.css"


def login_routes(entrance: Entrance) -> list[BaseRoute]:
    """The page, what its form is sent to, and the way out."""
    service, logins = entrance.service, entrance.logins

    async def page(request: Request) -> Response:
        said = "left" if "left" in request.query_params else ""
        return _page(service, request, request.query_params.get("next", ""), said)

    async def enter(request: Request) -> Response:
        form: dict[str, str] = {}
        try:
            form = await own_form(request)
            name, password = form.get("name", "").strip(), form.get("password", "")
            tried = await entrance.looked_at(
                lambda: logins.attempt(name, password, clock.now()), "logged_in"
            )
        except Refused as refused:
            wanted = form.get("next", "")
            return _page(service, request, wanted, refused.reason, refused.status)
        _leave(entrance, request)
        answer = _onward(f".{own_path(form.get('next', ''))}")
        entrance.remember(answer, tried.token)
        return answer

    async def leave(request: Request) -> Response:
        try:
            await own_form(request)
        except Refused as refused:
            return _page(service, request, "", refused.reason, refused.status)
        _leave(entrance, request)
        answer = _onward(f".{LOGIN_PAGE}?{urlencode(_look(request) | {'left': '1'})}")
        entrance.remember(answer, "")
        return answer

    return [
        Route(LOGIN_PAGE, page, methods=["GET"]),
        Route(LOGIN_PAGE, enter, methods=["POST"]),
        Route(LEAVING, leave, methods=["POST"]),
    ]


def way_to_login(connection: HTTPConnection) -> str:
    """Where the login is from a page of any address, and that it leads back there."""
    path, query = connection.url.path, connection.url.query
    wanted = f"{path}?{query}" if query else path
    up = "../" * (path.count("/") - 1) or "./"
    asked = _look(connection) | {"next": own_path(wanted)}
    return f"{up}{LOGIN_PAGE[1:]}?{urlencode(asked)}"


def own_path(wanted: str) -> str:
    """A path of this board with its query; its first page for anything else."""
    found = urlsplit(wanted)
    is_plain = wanted.isprintable() and "\\" not in wanted
    is_path = found.path.startswith("/") and not found.path.startswith("//")
    is_ours = not (found.scheme or found.netloc) and ".." not in found.path.split("/")
    is_other = found.path.startswith((LOGIN_PAGE, LEAVING, PASSWORD_PAGE, "/api/"))
    return wanted if is_plain and is_path and is_ours and not is_other else "/"


def _leave(entrance: Entrance, request: Request) -> None:
    """End the session that the browser had until now."""
    ended = entrance.logins.sessions.end(entrance.token_of(request))
    if ended is not None:
        entrance.service.login_book.enter(ended.user, "logged_out")


def _page(
    service: Service,
    request: Request,
    wanted: str,
    said: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    body = login_page(
        request.query_params,
        own_path(wanted),
        said,
        is_synthetic=service.snapshot.is_synthetic,
    )
    return HTMLResponse(body, status_code=status, headers=ANEW)


def _onward(address: str) -> Response:
    return RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER, headers=ANEW)


def _look(connection: HTTPConnection) -> dict[str, str]:
    """Language and theme go with whoever logs in or out."""
    given = connection.query_params
    return {name: given[name] for name in ("lang", "theme") if name in given}

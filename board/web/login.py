"""The way in and the way out: a form of our own, and sessions in a cookie that no
script reads.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from board.look import clock
from board.web.forms import Refused, own_form
from board.web.login_page import login_page

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from board.logins.logins import Logins, Tried
    from board.service import Service

LOGIN_PAGE, LEAVING = "/login", "/logout"
STYLE = "/assets/login.css"
AT_ONCE, IN_LINE = 2, 20
"""So many passwords are looked at at once, and so many wait: each takes 16 MB."""
ANEW = {"cache-control": "no-store"}


def login_routes(service: Service, logins: Logins) -> list[BaseRoute]:
    """The page, what its form is sent to, and the way out."""
    line = CapacityLimiter(AT_ONCE)

    async def page(request: Request) -> Response:
        said = "left" if "left" in request.query_params else ""
        return _page(service, request, request.query_params.get("next", ""), said)

    async def enter(request: Request) -> Response:
        form: dict[str, str] = {}
        try:
            form = await own_form(request)
            tried = await _tried(logins, form, line)
            _entered(service, tried)
        except Refused as refused:
            wanted = form.get("next", "")
            return _page(service, request, wanted, refused.reason, refused.status)
        _leave(service, logins, request)
        answer = _onward(f".{own_path(form.get('next', ''))}")
        _remember(answer, logins, tried.token)
        return answer

    async def leave(request: Request) -> Response:
        try:
            await own_form(request)
        except Refused as refused:
            return _page(service, request, "", refused.reason, refused.status)
        _leave(service, logins, request)
        answer = _onward(f".{LOGIN_PAGE}?{urlencode(_look(request) | {'left': '1'})}")
        _remember(answer, logins, "")
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
    is_other = found.path.startswith((LOGIN_PAGE, LEAVING, "/api/"))
    return wanted if is_plain and is_path and is_ours and not is_other else "/"


async def _tried(logins: Logins, form: dict[str, str], line: CapacityLimiter) -> Tried:
    """Raises Refused while too many wait."""
    if line.statistics().tasks_waiting >= IN_LINE:
        raise Refused("busy", HTTPStatus.SERVICE_UNAVAILABLE)
    name, password = form.get("name", "").strip(), form.get("password", "")
    return await to_thread.run_sync(
        logins.attempt, name, password, clock.now(), limiter=line
    )


def _entered(service: Service, tried: Tried) -> None:
    """Write it down; raises Refused where it failed, in the same words whatever was
    wrong.
    """
    if tried.user is not None and tried.token:
        service.login_book.enter(tried.user, "logged_in")
        return
    if tried.is_looked_at:
        service.login_book.refused(tried.user, is_locked=tried.is_locked)
    raise Refused("refused", HTTPStatus.FORBIDDEN)


def _leave(service: Service, logins: Logins, request: Request) -> None:
    """End the session that the browser had until now."""
    ended = logins.sessions.end(request.cookies.get(logins.cookie, ""))
    if ended is not None:
        service.login_book.enter(ended.user, "logged_out")


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


def _remember(answer: Response, logins: Logins, token: str) -> None:
    """The browser keeps the token until it ends itself, or forgets it at once."""
    answer.set_cookie(
        logins.cookie,
        token,
        max_age=None if token else 0,
        secure=logins.settings.is_https,
        httponly=True,
        samesite="strict",
    )

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
from board.web.answers import ANEW
from board.web.forms import Refused, own_form
from board.web.login_page import LoginPage, login_page

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams
    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from board.web.entering import Entrance
    from streams.entries.looking import Way

LOGIN_PAGE, LEAVING, PASSWORD_PAGE = "/login", "/logout", "/password"
SSO = "/sso"
NO_PAGES = (LOGIN_PAGE, LEAVING, PASSWORD_PAGE, SSO, "/api/")
"""To what begins so no login leads."""
STYLE = "/assets/login.css"


def login_routes(entrance: Entrance) -> list[BaseRoute]:
    """The page, what its form is sent to, and the way out."""
    logins = entrance.logins

    async def page(request: Request) -> Response:
        asked = request.query_params
        said = Refused("left", HTTPStatus.OK) if "left" in asked else None
        return await login_answer(entrance, asked, asked.get("next", ""), said)

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
            return await login_answer(entrance, request.query_params, wanted, refused)
        _leave(entrance, request)
        answer = onward(f".{own_path(form.get('next', ''))}")
        entrance.remember(answer, tried.token)
        return answer

    async def leave(request: Request) -> Response:
        try:
            await own_form(request)
        except Refused as refused:
            return await login_answer(entrance, request.query_params, "", refused)
        how = {"left": "sso" if _leave(entrance, request) == "sso" else "1"}
        answer = onward(f".{LOGIN_PAGE}?{urlencode(look_of(request) | how)}")
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
    asked = look_of(connection) | {"next": own_path(wanted)}
    return f"{up}{LOGIN_PAGE[1:]}?{urlencode(asked)}"


def own_path(wanted: str) -> str:
    """A path of this board with its query; its first page for anything else."""
    try:
        found = urlsplit(wanted)
    except ValueError:
        return "/"
    is_plain = wanted.isprintable() and "\\" not in wanted
    is_path = found.path.startswith("/") and not found.path.startswith("//")
    is_ours = not (found.scheme or found.netloc) and ".." not in found.path.split("/")
    is_page = not found.path.startswith(NO_PAGES)
    return wanted if is_plain and is_path and is_ours and is_page else "/"


def _leave(entrance: Entrance, request: Request) -> Way | None:
    """End the session that the browser had until now, and how it was proven."""
    ended = entrance.logins.sessions.end(entrance.token_of(request))
    if ended is None:
        return None
    entrance.service.login_book.enter(ended.user, "logged_out")
    return ended.how


async def login_answer(
    entrance: Entrance, parameters: QueryParams, wanted: str, said: Refused | None
) -> Response:
    """The page, and what there is to say, if there is something."""
    gate, is_left = entrance.gate, parameters.get("left") == "sso"
    page = LoginPage(
        wanted=own_path(wanted),
        said=said.reason if said else "",
        name=said.name if said else "",
        is_synthetic=entrance.service.snapshot.is_synthetic,
        has_passwords=entrance.logins.has_passwords,
        provider=gate.settings.button if gate else None,
        way_out=bool(gate and is_left and await gate.has_way_out()),
    )
    status = said.status if said else HTTPStatus.OK
    body = login_page(parameters, page)
    return HTMLResponse(body, status_code=status, headers=ANEW)


def onward(address: str) -> Response:
    return RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER, headers=ANEW)


def look_of(connection: HTTPConnection) -> dict[str, str]:
    """Language and theme go with whoever logs in or out."""
    given = connection.query_params
    return {name: given[name] for name in ("lang", "theme") if name in given}

"""Another password, on a page of its own: no script has to do with it."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse
from starlette.routing import Route

from board.logins.passwords import is_same, is_usual
from board.look import clock
from board.web.answers import ANEW
from board.web.forms import Refused, own_form
from board.web.login import PASSWORD_PAGE, own_path
from board.web.login_page import PasswordPage, password_page
from board.web.viewing import session_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from board.logins.logins import Tried
    from board.web.entering import Entrance

LOG = logging.getLogger(__name__)


def password_routes(entrance: Entrance) -> list[BaseRoute]:
    """The page and what its form is sent to; both stand behind the guard."""

    async def page(request: Request) -> Response:
        wanted = request.query_params.get("next", "")
        has_password = session_at(request).user.has_password
        return _page(entrance, request, wanted, "" if has_password else "none")

    async def change(request: Request) -> Response:
        form: dict[str, str] = {}
        try:
            form = await own_form(request)
            tried = await _changed(entrance, request, form)
        except Refused as refused:
            wanted = form.get("next", "")
            return _page(entrance, request, wanted, refused.reason, refused.status)
        answer = _page(entrance, request, form.get("next", ""), "changed")
        entrance.remember(answer, tried.token)
        return answer

    return [
        Route(PASSWORD_PAGE, page, methods=["GET"]),
        Route(PASSWORD_PAGE, change, methods=["POST"]),
    ]


async def _changed(
    entrance: Entrance, request: Request, form: Mapping[str, str]
) -> Tried:
    """Raises Refused."""
    token = entrance.token_of(request)
    if not session_at(request).user.has_password:
        raise Refused("none", HTTPStatus.FORBIDDEN)
    present, wanted = form.get("password", ""), form.get("wanted", "")
    if not is_usual(wanted):
        raise Refused("unusual", HTTPStatus.UNPROCESSABLE_ENTITY)
    if not is_same(wanted, form.get("again", "")):
        raise Refused("unequal", HTTPStatus.UNPROCESSABLE_ENTITY)
    if is_same(wanted, present):
        raise Refused("unchanged", HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return await entrance.looked_at(
            lambda: entrance.logins.change(token, present, wanted, clock.now()),
            "password_changed",
        )
    except OSError as fault:
        LOG.warning("a password that was changed could not be kept: %s", fault)
        raise Refused("unkept", HTTPStatus.SERVICE_UNAVAILABLE) from fault


def _page(
    entrance: Entrance,
    request: Request,
    wanted: str,
    said: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    user = session_at(request).user
    page = PasswordPage(
        wanted=own_path(wanted),
        said=said,
        name=user.name,
        has_password=user.has_password,
        is_synthetic=entrance.service.snapshot.is_synthetic,
    )
    body = password_page(request.query_params, page)
    return HTMLResponse(body, status_code=status, headers=ANEW)

"""How long a login lasts, for the bar that says so before it ends; and its renewal
without leaving the page.
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from board.logins.passwords import LONGEST
from board.look import clock
from board.look.texts import texts
from board.web.answers import ANEW
from board.web.forms import Refused, own_form
from board.web.login import SSO, look_of
from board.web.login_page import said_of
from board.web.signpost import opening
from board.web.viewing import session_at

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from board.web.entering import Entrance

ADDRESS = "/api/session"
WARNED = timedelta(minutes=10)
"""So long before its end a login is told to end."""
FAMILY = "ending."


def session_routes(entrance: Entrance | None) -> list[BaseRoute]:
    """Where a page asks for its login, also one that was cut: the guard refuses where
    there is none any more. Without logins there is nothing to say.
    """
    if entrance is None:
        return [Route(ADDRESS, _nothing)]

    async def said(request: Request) -> Response:
        return JSONResponse(_left(request), headers=ANEW)

    async def renew(request: Request) -> Response:
        token = entrance.token_of(request)
        try:
            password = (await own_form(request)).get("password", "")
            tried = await entrance.looked_at(
                lambda: entrance.logins.renew(token, password, clock.now()),
                "login_renewed",
            )
        except Refused as refused:
            return _refused(request, refused)
        answer = JSONResponse(_left(request), headers=ANEW)
        entrance.remember(answer, tried.token)
        return answer

    return [
        Route(ADDRESS, said, methods=["GET"]),
        Route(ADDRESS, renew, methods=["POST"]),
    ]


async def _nothing(_request: Request) -> Response:
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _left(request: Request) -> dict[str, Any]:
    """Seconds until the login ends and from when on that is told, None where it has no
    end; whose it is, where it goes on if not by a password, and the words in the
    language of the page.
    """
    session, words = session_at(request), texts(opening(request.query_params)[0])
    ends_at, user = session.ends_at, session.user
    told = {key: one for key, one in words.words.items() if key.startswith(FAMILY)}
    return {
        "left_s": (ends_at - clock.now()).total_seconds() if ends_at else None,
        "warned_s": WARNED.total_seconds(),
        "name": user.name,
        "elsewhere": "" if user.has_password else _elsewhere(request),
        "longest": LONGEST,
        "words": told,
    }


def _elsewhere(request: Request) -> str:
    """Where a login goes on that has no password: by the provider, in a window of its
    own.
    """
    return f"{SSO[1:]}?{urlencode(look_of(request) | {'go_on': '1'})}"


def _refused(request: Request, refused: Refused) -> Response:
    words = texts(opening(request.query_params)[0])
    body = {"said": words(said_of(refused.reason, words))}
    return JSONResponse(body, status_code=refused.status, headers=ANEW)

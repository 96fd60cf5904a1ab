"""Where the provider says that a login of its own is over (back-channel logout): from
its own machine, so there is no browser, and nothing but its signature to go by.
"""

from __future__ import annotations

import logging
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from board.look import clock
from board.web.answers import ANEW
from board.web.forms import Refused, form_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from board.logins.marks import Mark
    from board.web.entering import Entrance
    from board.web.gate import Gate

LOG = logging.getLogger(__name__)
ENDING = "/sso-logout"
MOST_BYTES = 20_000
"""A form with the longest token that is looked at."""


def ending_route(entrance: Entrance, gate: Gate) -> Route:
    """What the provider posts to, as its client for this board names it."""
    return Route(ENDING, partial(_ended, entrance, gate), methods=["POST"])


async def _ended(entrance: Entrance, gate: Gate, request: Request) -> Response:
    """200 where it was a logout token, whether anybody was logged in by it or not."""
    try:
        form = await form_of(request, MOST_BYTES)
        token = form.get("logout_token", "")
        mark = await gate.asked(lambda: gate.provider.ended_by(token, clock.now()))
    except Refused as fault:
        is_ours = fault.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        status = fault.status if is_ours else HTTPStatus.BAD_REQUEST
        said = {"error": "invalid_request"}
        return JSONResponse(said, status_code=status, headers=ANEW)
    _end(entrance, mark)
    return Response(status_code=HTTPStatus.OK, headers=ANEW)


def _end(entrance: Entrance, mark: Mark) -> None:
    ended = entrance.logins.sessions.end_those(lambda one: mark.means(one.mark))
    LOG.info("the identity provider ended %d logins", len(ended))
    for one in ended:
        entrance.service.login_book.enter(one.user, "login_ended", "sso")

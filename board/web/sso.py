"""The way in by the city's identity provider (统一身份认证), and back out of it."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse
from starlette.routing import Route

from board.logins.lines import RESERVED, name_from
from board.logins.sso.unproven import Unproven
from board.logins.sso.ways import Way, Wish
from board.look import clock
from board.look.texts import texts
from board.provider import RETURN
from board.web.answers import ANEW
from board.web.forms import Refused
from board.web.gate import refused
from board.web.login import LOGIN_PAGE, SSO, login_answer, look_of, onward, own_path
from board.web.signpost import opening, signpost
from board.web.sso_ending import ENDING, ending_route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from board.logins.logins import Tried
    from board.web.entering import Entrance
    from board.web.gate import Gate
    from streams.entries.looking import Entering

LOG = logging.getLogger(__name__)
LEAVE = "/sso-leave"
OPEN = frozenset({SSO, RETURN, LEAVE, ENDING})
"""What is answered without a login where there is a provider."""
SHY = frozenset({"login_required", "interaction_required", "consent_required"})
"""Why a provider that is to ask nothing proves nobody."""
_ERROR = re.compile(r"[a-z_]{1,40}")
LONGEST_SHOWN = 64


def sso_routes(entrance: Entrance) -> list[BaseRoute]:
    """To the provider, back from it, and out of it, by a person or by what the provider
    says itself; nothing without one.
    """
    gate = entrance.gate
    if gate is None:
        return []
    ways = _Ways(entrance, gate)
    return [
        Route(SSO, ways.start, methods=["GET"]),
        Route(RETURN, ways.back, methods=["GET"]),
        Route(LEAVE, ways.leave, methods=["GET"]),
        ending_route(entrance, gate),
    ]


class _Ways:
    """What a browser opens on its way."""

    def __init__(self, entrance: Entrance, gate: Gate) -> None:
        self._entrance, self._gate = entrance, gate

    async def start(self, request: Request) -> Response:
        wish = _wish(self._entrance, request)
        try:
            if wish.goes_on and not wish.handle:
                raise Refused("sso_over", HTTPStatus.FORBIDDEN)  # noqa: TRY301 - one page for all
            return await _to_provider(self._gate, request, wish)
        except Refused as fault:
            return await _page(self._entrance, request, wish, fault)

    async def back(self, request: Request) -> Response:
        wish = Wish(wanted="/", look={})
        try:
            way = _way(self._gate, request)
            wish = way.wish
            return await self._went(way, request)
        except Refused as fault:
            return await _page(self._entrance, request, wish, fault)

    async def leave(self, request: Request) -> Response:
        gate = self._gate
        leads_to = gate.settings.redirect.rstrip("/") + LOGIN_PAGE
        try:
            address = await gate.asked(
                lambda: gate.provider.way_out(clock.now(), leads_to)
            )
        except Refused as fault:
            wish = Wish(wanted="/", look=look_of(request))
            return await _page(self._entrance, request, wish, fault)
        return onward(address or f".{LOGIN_PAGE}")

    async def _went(self, way: Way, request: Request) -> Response:
        """Raises Refused for whom the provider did not prove."""
        wish = way.wish
        if wish.is_silent and request.query_params.get("error") in SHY:
            return await _to_provider(self._gate, request, wish.aloud())
        code = _code(self._gate, request)
        token = await _entered(self._entrance, self._gate, way, code)
        answer = _arrived(wish)
        self._entrance.remember(answer, token)
        return answer


def _wish(entrance: Entrance, request: Request) -> Wish:
    """Where to, and which login of this browser it is about, if it has one."""
    asked = request.query_params
    found = entrance.logins.session(entrance.token_of(request), clock.now())
    goes_on = "go_on" in asked
    return Wish(
        wanted=own_path(asked.get("next", "")),
        look=look_of(request),
        handle=found.handle if found else "",
        goes_on=goes_on,
        is_silent=goes_on,
    )


async def _to_provider(gate: Gate, request: Request, wish: Wish) -> Response:
    """Raises Refused."""
    caller = request.client.host if request.client else ""
    browser = gate.browser_of(request)
    way, browser = gate.ways.begin(wish, browser, clock.now(), caller)
    address = await gate.asked(lambda: gate.provider.way_in(way, clock.now()))
    answer = onward(address)
    gate.remember(answer, browser)
    return answer


def _way(gate: Gate, request: Request) -> Way:
    """Which way ends here. Raises Refused."""
    state = request.query_params.get("state", "")
    try:
        return gate.ways.end(gate.browser_of(request), state, clock.now())
    except Unproven as fault:
        raise refused(fault) from fault


def _code(gate: Gate, request: Request) -> str:
    """What the provider gave. Raises Refused for what it refused."""
    given = request.query_params
    error, issuer = given.get("error", ""), gate.settings.issuer
    if given.get("iss", issuer) != issuer:
        raise refused(Unproven("issuer", "another issuer answered"))
    if error:
        reason = "denied" if error == "access_denied" else "failed"
        told = error if _ERROR.fullmatch(error) else "an error of no known form"
        raise refused(Unproven(reason, f"the provider answered {told}"))
    return given.get("code", "")


async def _entered(entrance: Entrance, gate: Gate, way: Way, code: str) -> str:
    """The token of the session of whom the provider proves. Raises Refused."""
    logins, handle = entrance.logins, way.wish.handle

    def look() -> tuple[str, Tried]:
        who = gate.provider.proven_by(code, way, clock.now())
        if way.wish.goes_on:
            return who.name, logins.enter_on(handle, who.name, clock.now(), who.mark)
        return who.name, logins.enter(who.name, clock.now(), who.mark)

    name, tried = await gate.asked(look)
    if not tried.token:
        raise _unlisted(entrance, way.wish, name, tried)
    done: Entering = "login_renewed" if way.wish.goes_on else "logged_in"
    if not way.wish.goes_on:
        entrance.end_named(handle)
    if tried.user is not None:
        entrance.service.login_book.enter(tried.user, done, tried.how)
    return tried.token


def _unlisted(entrance: Entrance, wish: Wish, name: str, tried: Tried) -> Refused:
    """Why whom the provider proves does not come in, after it was written down."""
    book = entrance.service.login_book
    shown = name[:LONGEST_SHOWN]
    if wish.goes_on and tried.user is None:
        return Refused("sso_over", HTTPStatus.FORBIDDEN)
    if tried.is_looked_at and tried.user is not None:
        done: Entering = "login_locked" if tried.is_locked else "login_refused"
        book.enter(tried.user, done, tried.how)
    elif tried.is_looked_at:
        known = _as_user(name)
        LOG.warning("%s is proven and no user of CGC_USERS", known or "a name")
        book.unlisted(known, is_locked=tried.is_locked)
    reason = "sso_other" if wish.goes_on else "sso_unlisted"
    return Refused(reason, HTTPStatus.FORBIDDEN, shown)


def _as_user(name: str) -> str:
    """A name that could be a user's; empty for any other: numbers of persons are not
    kept.
    """
    try:
        return name_from(name, RESERVED)
    except ValueError:
        return ""


def _arrived(wish: Wish) -> Response:
    """A page of our own that leads on: a browser that comes from the provider sends no
    cookie of a login with a redirect. What only goes on stays where it is.
    """
    parameters = QueryParams(wish.look)
    words = texts(opening(parameters)[0])
    said = words("login.sso_renewed" if wish.goes_on else "login.sso_arrived")
    lead = words("password.back"), f".{wish.wanted}"
    goes = not wish.goes_on
    return HTMLResponse(
        signpost(parameters, said, lead, up="./", goes=goes), headers=ANEW
    )


async def _page(
    entrance: Entrance, request: Request, wish: Wish, fault: Refused
) -> Response:
    parameters = QueryParams(wish.look) if wish.look else request.query_params
    return await login_answer(entrance, parameters, wish.wanted, fault)

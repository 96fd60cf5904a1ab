"""How much waits for a seat, for the badges on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from starlette.responses import Response

from board.look import clock
from board.reads.reads import HubGone
from board.viewer.page import Action
from board.viewer.rights import may
from board.viewer.todos import Waiting
from board.viewer.warned import unwritten
from board.web.viewing import view_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from board.service import Service
    from board.viewer.scope import View

PAGE, WARNINGS = "todo", "warnings"
ANEW = {"cache-control": "no-store"}


def todo(service: Service) -> Callable[[Request], Response]:
    """The route that answers with the counts of a seat by page: what waits for it, and
    the types that run hot about which it may write and nobody did, which the picture
    knows. 403 for whoever may not open the page, 204 while nothing is known: the hub
    does not answer, or not yet.
    """

    def answer(request: Request) -> Response:
        geography = service.snapshot.geography
        view = view_of(service, request)
        if not may(view, Action.OPEN, service.pages[PAGE], geography):
            return Response(status_code=403)
        try:
            found = service.todos.waiting(view.seat, clock.now())
        except HubGone:
            found = None
        if found is None:
            return Response(status_code=204)
        body = msgspec.json.encode({PAGE: found} | _to_write(service, view))
        return Response(body, media_type="application/json", headers=ANEW)

    return answer


def _to_write(service: Service, view: View) -> dict[str, Waiting]:
    snapshot = service.snapshot
    page, geography = service.pages[WARNINGS], snapshot.geography
    if not may(view, Action.WARN, page, geography):
        return {}
    hot = snapshot.hot(geography.city) or ()
    return {WARNINGS: Waiting(unwritten(hot, view.seat.center_code, geography))}

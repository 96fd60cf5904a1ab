"""How much waits for a seat, for the badges on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from starlette.responses import Response

from board.look import clock
from board.reads.reads import HubGone
from board.viewer.page import Action
from board.viewer.rights import may
from board.viewer.todos import Waiting
from board.viewer.warned import unwritten
from board.web.answers import as_json
from board.web.viewing import view_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from starlette.requests import Request

    from board.reads.following_rows import ReminderDue
    from board.service import Service
    from board.viewer.scope import View

PAGE, WARNINGS, NOTICES, DUE = "todo", "warnings", "notices", "due"


class Due(Struct, frozen=True):
    """How many reminders are due, and the number of the item of the first."""

    things: int
    number: str


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
            told = _told(service, view)
        except HubGone:
            told = None
        if told is None:
            return Response(status_code=204)
        return as_json(told)

    return answer


def _told(service: Service, view: View) -> dict[str, Waiting | Due] | None:
    """Of each page how much, with reminders among what waits, and what is due of them:
    who asked to be told is told. Changes of what somebody follows are no count.
    """
    now = clock.now()
    found, due = service.todos.waiting(view.seat, now), _due(service, view, now)
    if found is None:
        return None
    things = found.things + len(due)
    first = {DUE: Due(len(due), due[0].case_number)} if due else {}
    return {
        PAGE: Waiting(things, found.late),
        **_notices(service, view, now),
        **_to_write(service, view),
        **first,
    }


def _notices(service: Service, view: View, now: datetime) -> dict[str, Waiting]:
    """The notices among what waits, once more beside the way to them."""
    page, geography = service.pages[NOTICES], service.snapshot.geography
    found = service.todos.notices(view.seat, now)
    if found is None or not may(view, Action.ANSWER, page, geography):
        return {}
    return {NOTICES: found}


def _due(service: Service, view: View, now: datetime) -> tuple[ReminderDue, ...]:
    if not may(view, Action.FOLLOW, service.pages[PAGE], service.snapshot.geography):
        return ()
    return service.reminded.due(view.seat, now)


def _to_write(service: Service, view: View) -> dict[str, Waiting]:
    snapshot = service.snapshot
    page, geography = service.pages[WARNINGS], snapshot.geography
    if not may(view, Action.WARN, page, geography):
        return {}
    hot = snapshot.hot(geography.city) or ()
    return {WARNINGS: Waiting(unwritten(hot, view.seat.center_code, geography))}

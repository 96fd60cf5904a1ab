"""The route that tells of a page what it is for."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response

from board.viewer.page import Action
from board.viewer.rights import may
from board.views.help.help import help_of
from board.web.answers import as_json
from board.web.viewing import view_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from board.service import Service


def help_route(service: Service) -> Callable[[Request], Response]:
    """Answers with the help of the page that is named: 404 where there is no such page,
    403 for whoever may not open it.
    """

    def answer(request: Request) -> Response:
        page = service.pages.get(request.query_params.get("page", ""))
        if page is None:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        view, geography = view_of(service, request), service.snapshot.geography
        if not may(view, Action.OPEN, page, geography):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        return as_json(help_of(view, page, service.pages, geography))

    return answer

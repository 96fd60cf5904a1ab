"""What the map's browser fetches by address: the drawing, outlines, seats, sites,
camera clusters, names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from starlette.responses import Response

from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.page import Action
from board.viewer.rights import may
from board.viewer.scope import one_of
from board.views.map import places
from board.views.map.dots import dots
from board.views.map.land import shapes
from board.views.map.map import drawing
from board.views.map.names import RANKS, names
from board.views.map.outlines import around, camera_cells, outlined, scale
from board.web.viewing import view_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from board.service import Service
    from board.viewer.scope import View

KEPT = {"cache-control": "private, max-age=3600"}
ANEW = {"cache-control": "no-cache"}
"""For the drawing: what reads it changes with the board."""


def map_data(service: Service) -> Callable[[Request], Response]:
    """The route that answers with one layer's data; unknown layers are 404, what
    the viewer may not see is 403.
    """

    def answer(request: Request) -> Response:
        make = MAKERS.get(request.path_params["what"])
        view = view_of(service, request)
        if make is None:
            return Response(status_code=404)
        if not _may_see(service, view, request):
            return Response(status_code=403)
        which = one_of(
            request.query_params.get("which", ""), ("town", "county", *RANKS)
        )
        try:
            body = msgspec.json.encode(make(service, view, which))
        except HubGone:
            return Response(b"[]", media_type="application/json")
        headers = ANEW if make is _drawing else KEPT
        return Response(body, media_type="application/json", headers=headers)

    return answer


def _may_see(service: Service, view: View, request: Request) -> bool:
    """The wall's map, where the address names no page."""
    asked = one_of(request.query_params.get("page", ""), tuple(service.pages))
    return may(view, Action.SEE_MAP, service.pages[asked], service.snapshot.geography)


def _drawing(service: Service, view: View, _which: str) -> Any:
    bounds = around(service.snapshot.geography, view.scope)
    return drawing(view, bounds) if bounds else None


def _land(service: Service, _view: View, which: str) -> Any:
    return shapes(outlined(service.snapshot.geography, which))


def _seats(service: Service, view: View, _which: str) -> Any:
    geography = service.snapshot.geography
    return dots(places.seats(geography, view.scope, texts(view.language)))


def _sites(service: Service, view: View, _which: str) -> Any:
    geography, found = service.snapshot.geography, service.fixed.sites()
    return dots(places.sites(found, geography, view.scope, texts(view.language)))


def _cameras(service: Service, view: View, _which: str) -> Any:
    geography = service.snapshot.geography
    cells = camera_cells(service.fixed.cameras(), geography, view.scope)
    return dots(places.cameras(cells, texts(view.language)))


def _names(service: Service, view: View, which: str) -> Any:
    geography = service.snapshot.geography
    return names(
        geography, scope=view.scope, rank=which, scale=scale(geography, view.scope)
    )


MAKERS = {
    "drawing": _drawing,
    "land": _land,
    "seats": _seats,
    "sites": _sites,
    "cameras": _cameras,
    "names": _names,
}

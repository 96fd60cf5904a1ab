"""The way out of the board to where an item came from: written down, and only then
opened.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from msgspec import structs
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

from board.desk.access import Looked, access_entry
from board.desk.entries import DeskError
from board.exports.register import masked_reason
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.answers import choices_of
from board.viewer.page import Action, Picture
from board.viewer.rights import may
from board.views.items.page import sheet_of
from board.views.items.ways import ways_of
from board.web.answers import ANEW
from board.web.forms import Refused, own_form
from board.web.signpost import opening, signpost
from board.web.viewing import view_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from board.service import Service
    from board.viewer.scope import View
    from board.views.items.page import Sheet
    from streams.entries.looking import Done

ADDRESS = "/api/open"
PAGE = "item"
LONGEST_REASON = 100
DONE: Mapping[str, Done] = {"source": "opened_source", "video": "opened_video"}


class Way(NamedTuple):
    """Where it goes, and what has to be written down before."""

    address: str
    done: Done
    looked: Looked


def way_out(service: Service) -> Callable[[Request], Awaitable[Response]]:
    """The route that takes a form of our own pages: `kind`, `id`, `way` and `reason`;
    the seat stands in its address as in that of every page. Where it leads is made of
    the settings and of the item as the store has it, never of what was sent.
    """

    async def answer(request: Request) -> Response:
        try:
            form = await own_form(request)
            way = await run_in_threadpool(_opened, service, request, form)
        except Refused as refused:
            return _said(request, f"access.{refused.reason}", refused.status)
        return _gone(request, way)

    return answer


def _opened(service: Service, request: Request, form: Mapping[str, str]) -> Way:
    """The way, once it is written down; raises Refused."""
    view = view_of(service, request)
    way = _way(service, view, form)
    is_synthetic = service.snapshot.is_synthetic
    entry = access_entry(view.seat, way.done, way.looked, is_synthetic=is_synthetic)
    try:
        service.desk.send(entry)
    except DeskError as error:
        unwritten = HTTPStatus.SERVICE_UNAVAILABLE
        raise Refused("not_written", unwritten) from error
    return way


def _way(service: Service, view: View, form: Mapping[str, str]) -> Way:
    page, geography = service.pages[PAGE], service.snapshot.geography
    if not may(view, Action.OPEN_SOURCE, page, geography):
        raise Refused("not_yours", HTTPStatus.FORBIDDEN)
    sheet, settings = _sheet(service, view, form), service.settings
    found, named = ways_of(sheet.item, settings.ways), form.get("way", "")
    if named not in found:
        raise Refused("no_way", HTTPStatus.NOT_FOUND)
    reason = masked_reason(form.get("reason", ""))[:LONGEST_REASON]
    if not reason:
        raise Refused("no_reason", HTTPStatus.UNPROCESSABLE_ENTITY)
    item = sheet.item
    looked = Looked(item.kind, item.item_id, PAGE, sheet.division, reason)
    return Way(found[named], DONE[named], looked)


def _sheet(service: Service, view: View, form: Mapping[str, str]) -> Sheet:
    """The item, for whom its page shows it."""
    page = service.pages[PAGE]
    asked = Picture(
        snapshot=service.snapshot,
        page=page.name,
        scope=view.scope,
        language=view.language,
        now=clock.now(),
        choices=choices_of(page, form),
    )
    try:
        picture = service.answers.present(page, asked).picture
    except HubGone as gone:
        raise Refused("hub_gone", HTTPStatus.SERVICE_UNAVAILABLE) from gone
    sheet = sheet_of(structs.replace(picture, seat=view.seat))
    if sheet is None:
        raise Refused("not_yours", HTTPStatus.FORBIDDEN)
    return sheet


def _said(request: Request, reason: str, status: HTTPStatus) -> Response:
    words = texts(opening(request.query_params)[0])
    back = f"../?{urlencode(list(request.query_params.items()))}"
    body = signpost(
        request.query_params,
        words(reason),
        (words("address.back"), back),
        up="../",
        goes=False,
    )
    return HTMLResponse(body, status_code=status, headers=ANEW)


def _gone(request: Request, way: Way) -> Response:
    """A page that leads on: what a form may be sent to stays this host alone, however
    often the other system sends its own visitors elsewhere.
    """
    words = texts(opening(request.query_params)[0])
    said = words("access.written")
    lead = words(f"access.{way.done}"), way.address
    body = signpost(request.query_params, said, lead, up="../", goes=True)
    return HTMLResponse(body, headers=ANEW)

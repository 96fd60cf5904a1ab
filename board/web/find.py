"""查找: a number or a name, and which pages it leads to."""

from __future__ import annotations

import threading
from itertools import chain
from typing import TYPE_CHECKING, Any

from anyio import move_on_after, to_thread
from msgspec import structs
from starlette.responses import Response

from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.page import Action
from board.viewer.rights import may
from board.views.find import found, places
from board.views.find.asking import questions_of, sought
from board.views.find.found import Looking
from board.web.answers import as_json
from board.web.viewing import view_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping

    import pyarrow as pa
    from starlette.requests import Request

    from board.service import Service
    from board.viewer.scope import View
    from board.views.find.asking import Sought
    from board.views.find.found import Found

ADDRESS = "/api/find"
AT_ONCE = 3
"""So many ask the hub at a time: it has more to do than to suggest."""
PATIENCE_S, LONGEST_S = 0.5, 2.0


def find(service: Service) -> Callable[[Request], Awaitable[Response]]:
    """The route that answers with what fits `q`, in groups, for the seat that asks.
    503 while too many ask, or the hub does not answer, 504 for what takes too long.
    """
    turns = threading.BoundedSemaphore(AT_ONCE)

    async def answer(request: Request) -> Response:
        view = view_of(service, request)
        one = sought(request.query_params.get("q", ""))
        told: Response | None = None
        with move_on_after(LONGEST_S):
            told = await to_thread.run_sync(
                _answered, service, view, one, turns, abandon_on_cancel=True
            )
        return told or Response(status_code=504)

    return answer


def _answered(
    service: Service, view: View, one: Sought, turns: threading.BoundedSemaphore
) -> Response:
    if not one.is_enough:
        return _said([])
    if not turns.acquire(timeout=PATIENCE_S):
        return Response(status_code=503)
    try:
        return _said(_groups(service, view, one))
    except HubGone:
        return Response(status_code=503)
    finally:
        turns.release()


def _said(groups: Iterable[Mapping[str, Any]]) -> Response:
    return as_json({"groups": [one for one in groups if one["found"]]})


def _groups(service: Service, view: View, one: Sought) -> Iterator[dict[str, Any]]:
    """Raises HubGone."""
    by = _looking(service, view)
    tables = _asked(service, view, one, by)
    text, fixed = one.text, service.fixed
    made: dict[str, Iterable[Found]] = {
        "items": found.items(tables, by),
        "letters": found.letters(tables, by),
        "places": chain(
            places.divisions(text, by),
            places.centers(text, by),
            places.sites(text, fixed.sites(), by),
            places.cameras(text, fixed.cameras(), by),
        ),
        "pages": places.pages(text, service.pages.values(), by),
    }
    for name, some in made.items():
        yield {
            "name": by.words(f"find.{name}"),
            "found": [_told(each, service, view) for each in some],
        }


def _looking(service: Service, view: View) -> Looking:
    geography = service.snapshot.geography

    def may_open(name: str) -> bool:
        return may(view, Action.OPEN, service.pages[name], geography)

    return Looking(view.seat, geography, texts(view.language), may_open)


def _asked(
    service: Service, view: View, one: Sought, by: Looking
) -> Mapping[str, pa.Table]:
    has_letters = not view.seat.agency_code and by.may_open("reports")
    now = clock.now()
    questions = questions_of(one, view.seat, by.geography, now, has_letters=has_letters)
    return service.reads.round(questions, now).tables if questions else {}


def _told(one: Found, service: Service, view: View) -> dict[str, Any]:
    """With the address of its page: the seat, language and theme of who looks."""
    query = structs.replace(view, at=None).query(**one.query)
    return {
        "name": one.name,
        "note": one.note,
        "grade": one.grade,
        "page": service.pages[one.page].address,
        "query": query,
    }

"""What a form of our own pages sends, and of no other page."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.requests import Request

MOST_BYTES = 8_192
"""More than a form of ours ever sends."""


class Refused(Exception):  # noqa: N818 - it says what happened, as the house names things
    """Nothing is done: the key of the reason and the status that says so, and whom the
    words name, where they name somebody.
    """

    def __init__(self, reason: str, status: HTTPStatus, name: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.name = name


def is_of_this_host(headers: Headers) -> bool:
    """Whether a page of this very host asks; a browser always says whose page it is."""
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host")


async def own_form(request: Request) -> dict[str, str]:
    """What a page of ours sent; raises Refused, also for what any other page sent."""
    if not is_of_this_host(request.headers):
        raise Refused("elsewhere", HTTPStatus.FORBIDDEN)
    return await form_of(request)


async def form_of(request: Request, most: int = MOST_BYTES) -> dict[str, str]:
    """What anybody sent, up to so many bytes; raises Refused for more."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise Refused("unfit", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return dict(parse_qsl(body.decode(errors="replace")))

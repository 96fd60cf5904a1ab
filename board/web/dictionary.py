"""The dictionary of indicators for the browser, in the words of its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from starlette.responses import Response

from board.look.definitions import definitions, meaning
from board.look.texts import LANGUAGES, texts
from board.picture.filters import listable
from board.viewer.scope import one_of

if TYPE_CHECKING:
    from starlette.requests import Request

KEPT = {"cache-control": "public, max-age=3600"}
"""Everybody may know it, and it changes only with the board."""


async def dictionary(request: Request) -> Response:
    """Every indicator by its key, and whether the items that it counts can be listed;
    an unknown language speaks Chinese.
    """
    words = texts(one_of(request.query_params.get("lang", ""), LANGUAGES))
    listed = listable()
    body = {
        key: msgspec.to_builtins(meaning(one, words)) | {"has_items": key in listed}
        for key, one in definitions().items()
    }
    content = msgspec.json.encode(body)
    return Response(content, media_type="application/json", headers=KEPT)

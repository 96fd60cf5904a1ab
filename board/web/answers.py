"""What answers of routes have in common."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from starlette.responses import Response

ANEW: Final = {"cache-control": "no-store"}
"""Nothing of such an answer stays anywhere on its way."""


def as_json(told: Any) -> Response:
    """What is told to one seat at one moment."""
    body = msgspec.json.encode(told)
    return Response(body, media_type="application/json", headers=ANEW)

"""What the other programs say of themselves without the store: the hub's health page,
the simulator's status file.
"""

from __future__ import annotations

from http.client import HTTPException
from typing import TYPE_CHECKING, TypeVar
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import msgspec
from msgspec import Struct

from board.reads.health import HubHealth, Progress

if TYPE_CHECKING:
    from board.settings import BoardSettings

HEALTH_TIMEOUT_S = 1.0
Said = TypeVar("Said", bound=Struct)


def hub_health(settings: BoardSettings) -> HubHealth | None:
    """Ask the hub how it is; None when it does not answer or answers nonsense."""
    try:
        return _decoded(_said_at(settings.health_url), HubHealth)
    except (OSError, HTTPException):
        return None


def simulator_progress(settings: BoardSettings) -> Progress | None:
    """How far the demo feed is; None when no demo runs here."""
    try:
        body = settings.progress_file.read_bytes()
    except OSError:
        return None
    return _decoded(body, Progress)


def _said_at(address: str) -> bytes:
    """What stands there, whatever its status. OSError or HTTPException."""
    # It is on this machine: a proxy that the environment names is never asked for it.
    straight = build_opener(ProxyHandler({}))
    try:
        with straight.open(address, timeout=HEALTH_TIMEOUT_S) as answer:
            body: bytes = answer.read()
    except HTTPError as refused:
        return refused.read()
    return body


def _decoded(body: bytes, struct: type[Said]) -> Said | None:
    try:
        return msgspec.json.decode(body, type=struct, strict=False)
    except msgspec.DecodeError:
        return None

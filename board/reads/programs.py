"""What the other programs say of themselves without the store: the hub's health page,
the simulator's status file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from urllib.error import URLError
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
    # It is on this machine: a proxy that the environment names is never asked for it.
    straight = build_opener(ProxyHandler({}))
    try:
        with straight.open(settings.health_url, timeout=HEALTH_TIMEOUT_S) as answer:
            body = answer.read()
    except URLError as refused:
        body = refused.read() if hasattr(refused, "read") else b""
    except OSError:
        return None
    return _decoded(body, HubHealth)


def simulator_progress(settings: BoardSettings) -> Progress | None:
    """How far the demo feed is; None when no demo runs here."""
    try:
        body = settings.progress_file.read_bytes()
    except OSError:
        return None
    return _decoded(body, Progress)


def _decoded(body: bytes, struct: type[Said]) -> Said | None:
    try:
        return msgspec.json.decode(body, type=struct, strict=False)
    except msgspec.DecodeError:
        return None

"""Waiting a little for what the hub says of something that was sent."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")
ASK_EVERY_S, ASK_UP_TO_S = 0.05, 5.0


def soon(ask: Callable[[], Answer | None]) -> Answer | None:
    """What `ask` finds, if it finds something within five seconds."""
    until = time.monotonic() + ASK_UP_TO_S
    while time.monotonic() < until:
        if (found := ask()) is not None:
            return found
        time.sleep(ASK_EVERY_S)
    return None

"""Ends a process whose one thread stands still, so that a supervisor starts a new one.

A client's own thread may die, or a disk never answer: then nothing else can help.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

from streams.logs import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.hub.gauge import Gauge

LOG = logging.getLogger(__name__)
MOST_S, EVERY_S = 180.0, 5.0
STOOD_STILL = 1


def watch_over(
    gauge: Gauge,
    *,
    most_s: float = MOST_S,
    every_s: float = EVERY_S,
    end: Callable[[int], object] = os._exit,
) -> None:
    """Look from a thread of its own until the process ends; `end` gets the status."""

    def look() -> None:
        while gauge.still_s < most_s:
            threading.Event().wait(every_s)
        LOG.error(line("ending a hub that stands still", since_s=round(gauge.still_s)))
        end(STOOD_STILL)

    threading.Thread(target=look, name="standstill", daemon=True).start()

"""Ends the process when one of its threads fails: half a hub looks like a whole one."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

from streams.logs import line

if TYPE_CHECKING:
    from collections.abc import Callable

LOG = logging.getLogger(__name__)
CLIENT_THREADS = "kafka-io-"
"""What fails in one of these is raised to whoever waits for that client."""
START_ANEW = 1


def end_with_any_thread(*, end: Callable[[int], object] = os._exit) -> None:
    """From now on an error that ends a thread ends the process: with its traceback,
    and with a status that has it started anew. Offsets are safe.
    """

    def hook(failed: threading.ExceptHookArgs) -> None:
        name = failed.thread.name if failed.thread else ""
        cause = failed.exc_value
        LOG.critical(line("thread failed", thread=name), exc_info=cause)
        if not name.startswith(CLIENT_THREADS):
            end(START_ANEW)

    threading.excepthook = hook

"""Leaves within a second of being told, whatever is going on.

Nothing is lost by it: what is not committed is read again from the stored offsets.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

from streams.logs import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from sql.store import Store
    from streams.hub.hub import Hub

LOG = logging.getLogger(__name__)
GRACE_S, HURRY_S, AGAIN_S = 0.5, 0.4, 0.05


class Leaving:
    """Lets a transaction finish for half a second, then has it rolled back; what
    still hangs then (a broker that does not answer) is not waited for.
    """

    def __init__(
        self, hub: Hub, store: Store, *, end: Callable[[int], object] = os._exit
    ) -> None:
        self._hub = hub
        self._store = store
        self._end = end
        self._has_left = threading.Event()

    def begin(self) -> None:
        """Tell the hub to stop. Safe to repeat, and in a handler of a signal."""
        self._hub.stop()
        threading.Thread(target=self._hurry, name="leaving", daemon=True).start()

    def done(self) -> None:
        self._has_left.set()

    def _hurry(self) -> None:
        if self._has_left.wait(GRACE_S):
            return
        for _ in range(int(HURRY_S / AGAIN_S)):
            self._store.interrupt()
            if self._has_left.wait(AGAIN_S):
                return
        LOG.warning(line("leaving at once", still="waiting for Kafka or the disk"))
        self._end(0)

"""Stops a program by signal, without locks that a signal could catch half-way."""

from __future__ import annotations

import signal
import time

LONGEST_SLEEP_S = 0.2
"""A sleep goes on after a signal; so none is long."""


class Stop:
    """Set by SIGTERM and SIGINT once `listen` was called."""

    def __init__(self) -> None:
        self.is_set = False

    def listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._heard)

    def _heard(self, _number: int, _frame: object) -> None:
        self.is_set = True

    def wait(self, seconds: float) -> None:
        """Sleep, but not past a stop by more than a fifth of a second."""
        wake_s = time.monotonic() + seconds
        while not self.is_set and (left_s := wake_s - time.monotonic()) > 0:
            time.sleep(min(left_s, LONGEST_SLEEP_S))

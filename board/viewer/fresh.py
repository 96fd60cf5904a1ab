"""What is asked for once for all who look, and known for a few seconds."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

Known = TypeVar("Known")
FRESH = timedelta(seconds=15)
"""So old a count on a badge may be."""


class Fresh(Generic[Known]):
    """One of those who look asks, meanwhile the others have what is known; safe from
    any thread.
    """

    def __init__(self, ask: Callable[[datetime], Known]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._asked_at: datetime | None = None
        self._known: Known | None = None

    def at(self, now: datetime) -> Known | None:
        """As it was a few seconds ago; None before anything is known. Raises what
        asking raises.
        """
        with self._lock:
            asked_at, known = self._asked_at, self._known
        is_fresh = asked_at is not None and now - asked_at < FRESH
        if is_fresh or not self._asking.acquire(blocking=False):
            return known
        try:
            return self._asked(now)
        finally:
            self._asking.release()

    def outdate(self) -> None:
        """Have it asked for anew by whoever looks next."""
        with self._lock:
            self._asked_at = None

    def _asked(self, now: datetime) -> Known:
        found = self._ask(now)
        with self._lock:
            self._asked_at, self._known = now, found
        return found

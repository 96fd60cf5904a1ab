"""How often a system may ask: so many at once, and so many a minute."""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

MINUTE_S = 60.0


class Left(Struct):
    """How much is left, and when that was."""

    tokens: float
    at: datetime


class Buckets:
    """One bucket a name, that holds `per_minute` and fills up as fast; safe from any
    thread.
    """

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._lock = threading.Lock()
        self._left: dict[str, Left] = {}

    def wait_s(self, name: str, now: datetime) -> int:
        """0 where one more may be asked, and it is counted; else the whole seconds
        after which one may.
        """
        with self._lock:
            left = self._left.setdefault(name, Left(self._most, now))
            passed = max(0.0, (now - left.at).total_seconds())
            left.tokens = min(self._most, left.tokens + passed / self._one_s)
            left.at = max(left.at, now)
            if left.tokens < 1:
                return max(1, math.ceil((1 - left.tokens) * self._one_s))
            left.tokens -= 1
            return 0

    @property
    def _one_s(self) -> float:
        """Seconds until there is one more."""
        return MINUTE_S / self._most

"""Tries that failed, counted by name, whether there is such a name or not."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

ALLOWED = 5
"""So many in a row; then nobody gets in under that name for a while."""
LOCKED = timedelta(minutes=5)
FORGOTTEN = timedelta(minutes=15)
SLOWED = timedelta(seconds=1)
"""How long the third has to wait after the second, and twice as long each time."""
KNOWN = 10_000
"""So many names are counted at once, the latest."""


class Count(Struct):
    """How often in a row, the last time, and until when none is looked at."""

    failed: int = 0
    last_at: datetime | None = None
    barred_until: datetime | None = None


class Tries:
    """Safe from any thread. What was typed is kept as a hash alone: people type their
    passwords where the name belongs.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: OrderedDict[bytes, Count] = OrderedDict()

    def begins(self, name: str, now: datetime) -> bool:
        """Whether a try is looked at. It counts as failed until `succeeded` takes it
        back, so that a hundred at once are not looked at before the first has failed.
        """
        with self._lock:
            count = self._count(name, now)
            if count.barred_until is not None and now < count.barred_until:
                return False
            count.failed, count.last_at = count.failed + 1, now
            count.barred_until = now + _bar(count.failed)
            return True

    def is_locked(self, name: str, now: datetime) -> bool:
        """Whether so many failed that the name is locked."""
        with self._lock:
            count = self._counts.get(_key(name), Count())
        return count.failed >= ALLOWED and now < (count.barred_until or now)

    def wait_s(self, name: str, now: datetime) -> int:
        """In how many whole seconds a try is looked at again."""
        with self._lock:
            until = self._counts.get(_key(name), Count()).barred_until
        return max(1, math.ceil((until - now).total_seconds())) if until else 1

    def succeeded(self, name: str) -> None:
        with self._lock:
            self._counts.pop(_key(name), None)

    def _count(self, name: str, now: datetime) -> Count:
        key = _key(name)
        count = self._counts.pop(key, Count())
        if count.last_at is not None and now - count.last_at > FORGOTTEN:
            count = Count()
        self._counts[key] = count
        while len(self._counts) > KNOWN:
            self._counts.popitem(last=False)
        return count


def _bar(failed: int) -> timedelta:
    if failed >= ALLOWED:
        return LOCKED
    return SLOWED * 2 ** (failed - 2) if failed > 1 else timedelta(0)


def _key(name: str) -> bytes:
    return sha256(name.encode()).digest()

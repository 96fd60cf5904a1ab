"""Reads and decodes the next batch while the database commits the last one.

Decoding holds the interpreter, a commit does not: a backlog takes a tenth less time so,
and a message waits for one thing less.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from streams.intake.reader import Collected, Reader

COLLECT_S = 0.05
"""From the first message of a batch on, however idle the writer is."""
PAUSE_SHARE, PAUSE_MOST_S = 0.25, 0.25
"""The writer rests for this share of what the last batch took: under load fewer and
larger transactions leave the machine to the others.
"""
BUSY_POLL_S = 0.02


class Ahead:
    """Is one batch ahead of the writer and no further; a context of its own thread.

    What was read and not taken is simply read again: the store knows how far it is.
    """

    def __init__(self, reader: Reader, is_over: Callable[[], bool]) -> None:
        self._reader = reader
        self._is_over = is_over
        self._is_left = False
        self._wanted_at: float | None = None
        self._pause_s = 0.0
        self._pool = ThreadPoolExecutor(1, "reading")
        self._next: Future[Collected] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_left = True
        self._pool.shutdown()

    def take(self, last_s: float) -> Collected:
        """The next batch, perhaps an empty one; `last_s` is what writing the last took.

        Raises what the reader raised: SourceError means that a new one is needed.
        """
        self._pause_s = min(last_s * PAUSE_SHARE, PAUSE_MOST_S)
        self._wanted_at = time.monotonic()
        collected = self.begin().result()
        self._wanted_at = self._next = None
        return collected

    def begin(self) -> Future[Collected]:
        """Read the next batch from now on, if that is not begun.

        Better not before the database commits: until then the writer itself is in and
        out of the interpreter, and each would wait for the other.
        """
        if self._next is None:
            self._next = self._pool.submit(self._reader.collect, self._left_s)
        return self._next

    def _left_s(self, since: float | None) -> float:
        """How much longer to collect a batch whose first message came at `since`."""
        wanted_at = self._wanted_at
        if self._is_left or self._is_over():
            return 0.0
        if wanted_at is None:
            return BUSY_POLL_S
        if since is None:
            return 0.0
        until = max(since + COLLECT_S, wanted_at + self._pause_s)
        return until - time.monotonic()

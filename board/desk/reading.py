"""What is written down of what other systems read, without any of them having to wait:
one entry for a system, a resource and some minutes, with how often and how much.
"""

from __future__ import annotations

import logging
import threading
from concurrent.futures import wait
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec import Struct, structs

from board.desk.entries import said_by
from board.look import clock
from streams.entries.looking import SystemRead

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from board.desk.entries import Desk
    from board.picture.snapshot import Snapshot
    from board.viewer.seat import Seat

LOG = logging.getLogger(__name__)
TOGETHER = timedelta(minutes=5)
"""What is read within so long is one entry."""
LAST_S = 2.0
Key = tuple["Seat", str]


class Count(Struct):
    """What was read and is not written down yet, since when, and when that was."""

    told_at: datetime
    requests: int = 0
    rows: int = 0
    since: datetime | None = None


class ReadBook:
    """Sends the first read of a while at once, so that none leaves no trace, and what
    follows when that is over, or the board ends. Safe from any thread.
    """

    def __init__(
        self, desk: Callable[[], Desk], snapshot: Callable[[], Snapshot]
    ) -> None:
        self._desk = desk
        self._snapshot = snapshot
        self._lock = threading.Lock()
        self._counts: dict[Key, Count] = {}

    def note(self, seat: Seat, resource: str, rows: int, now: datetime) -> None:
        """A system read so many rows of a resource."""
        with self._lock:
            count = self._counts.setdefault((seat, resource), Count(now - TOGETHER))
            count.requests, count.rows = count.requests + 1, count.rows + rows
            count.since = count.since or now
        self.tell(now)

    def tell(self, now: datetime, *, whole: bool = False) -> list[Future[None]]:
        """Write down what is due, or all of it; the entries that are on their way."""
        due = self._due(now, whole=whole)
        return [self._send(self._entry(*key, count, now)) for key, count in due]

    def close(self, now: datetime) -> None:
        """Write all of it down before the board ends; a broker that does not answer
        holds that up for a moment only.
        """
        wait(self.tell(now, whole=True), timeout=LAST_S)

    def _due(self, now: datetime, *, whole: bool) -> list[tuple[Key, Count]]:
        with self._lock:
            due = [
                (key, structs.replace(count))
                for key, count in self._counts.items()
                if count.requests and (whole or now - count.told_at >= TOGETHER)
            ]
            for key, _ in due:
                self._counts[key] = Count(now)
        return due

    def _entry(
        self, seat: Seat, resource: str, count: Count, now: datetime
    ) -> SystemRead:
        is_synthetic = self._snapshot().is_synthetic
        said = said_by(seat, f"system-{uuid4()}", now, is_synthetic=is_synthetic)
        return SystemRead(
            **said | {"role": None},
            resource=resource,
            requests=count.requests,
            rows=count.rows,
            since=count.since or clock.now(),
            agency=seat.agency_code or None,
        )

    def _send(self, entry: SystemRead) -> Future[None]:
        sending = self._desk().send_behind(entry)
        sending.add_done_callback(partial(_say_if_lost, entry))
        return sending


def _say_if_lost(entry: SystemRead, sending: Future[None]) -> None:
    fault = "given up" if sending.cancelled() else sending.exception()
    if fault is not None:
        LOG.warning(
            "the audit lacks %s of %s by %s at %s: %s",
            *(entry.requests, entry.resource, entry.actor),
            *(entry.entered_at.isoformat(), fault),
        )

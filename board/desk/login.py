"""What is written down of logins, without anybody having to wait for it."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec import structs

from board.desk.entries import said_by
from board.look import clock
from board.viewer.seat import NOBODY, VISITOR, Seat
from streams.entries.looking import LoggedIn

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from board.desk.entries import Desk
    from board.logins.users import User
    from board.picture.snapshot import Snapshot
    from streams.entries.looking import Entering, Way

LOG = logging.getLogger(__name__)
TOGETHER = timedelta(minutes=1)
"""Tries under names that there are not are one entry for so long."""


class LoginBook:
    """Sends the entries behind whoever logs in: a broker that does not answer locks
    nobody out, but the log then says what the audit lacks. Safe from any thread.
    """

    def __init__(
        self, desk: Callable[[], Desk], snapshot: Callable[[], Snapshot]
    ) -> None:
        self._desk = desk
        self._snapshot = snapshot
        self._lock = threading.Lock()
        self._strange = 0
        self._told_at: datetime | None = None

    def enter(self, user: User, done: Entering, how: Way | None = None) -> None:
        """Write down what became of a login of a user, and how it was proven."""
        seat = structs.replace(user.seats[0], person=user.name)
        self._send(structs.replace(self._entry(seat, done), how=how))

    def closed(self, user: User, by: Seat) -> None:
        """Write down that somebody in a seat closed a login of a user: of both."""
        entry = self._entry(by, "login_closed")
        self._send(structs.replace(entry, whose=user.name))
        self.enter(user, "login_ended")

    def refused(self, user: User | None, *, is_locked: bool) -> None:
        """Write down that a try was refused, and whether that locked the name. Of a
        name that there is not nothing is kept: people type their passwords there.
        """
        if user is None:
            with self._lock:
                self._strange += 1
            self.tell(clock.now())
            return
        self.enter(user, "login_locked" if is_locked else "login_refused")

    def unlisted(self, name: str, *, is_locked: bool) -> None:
        """Write down that the provider proved a name that is no user's, by which an
        administrator can make it one; empty where it cannot be a user's.
        """
        done: Entering = "login_locked" if is_locked else "login_refused"
        entry = structs.replace(self._entry(self._nobody(), done), role=None)
        self._send(structs.replace(entry, whose=name or None, how="sso"))

    def tell(self, now: datetime) -> None:
        """Write down how many tries were under names that there are not."""
        with self._lock:
            is_early = self._told_at is not None and now - self._told_at < TOGETHER
            if is_early or not self._strange:
                return
            tries, self._strange, self._told_at = self._strange, 0, now
        entry = self._entry(self._nobody(), "login_refused")
        self._send(structs.replace(entry, role=None, tries=tries))

    def _nobody(self) -> Seat:
        return Seat(VISITOR, self._snapshot().geography.top, person=NOBODY)

    def _entry(self, seat: Seat, done: Entering) -> LoggedIn:
        is_synthetic = self._snapshot().is_synthetic
        entry_id, at = f"login-{uuid4()}", clock.now()
        return LoggedIn(
            **said_by(seat, entry_id, at, is_synthetic=is_synthetic),
            done=done,
            agency=seat.agency_code or None,
        )

    def _send(self, entry: LoggedIn) -> None:
        sending = self._desk().send_behind(entry)
        sending.add_done_callback(partial(_say_if_lost, entry))


def _say_if_lost(entry: LoggedIn, sending: Future[None]) -> None:
    fault = "given up" if sending.cancelled() else sending.exception()
    if fault is not None:
        LOG.warning(
            "the audit lacks %s of %s at %s: %s",
            *(entry.done, entry.actor, entry.entered_at.isoformat(), fault),
        )

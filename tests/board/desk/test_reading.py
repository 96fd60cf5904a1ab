"""What other systems read is written down, also when the board ends."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from board.desk.reading import TOGETHER, ReadBook
from board.picture.snapshot import Snapshot
from board.viewer.seat import Seat
from streams.entries.looking import SystemRead

NOW = datetime(2026, 11, 29, 8, tzinfo=UTC)
SEAT = Seat("auditor", 421321000000, "police", "system-police-110")


class Sent:
    """A desk that takes entries, or does not."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.found: list[SystemRead] = []
        self._fault = fault

    def send_behind(self, entry: SystemRead) -> Future[None]:
        self.found.append(entry)
        sending: Future[None] = Future()
        if self._fault:
            sending.set_exception(self._fault)
        else:
            sending.set_result(None)
        return sending


def book(sent: Any) -> ReadBook:
    return ReadBook(lambda: sent, Snapshot)


def said(sent: Sent) -> list[tuple[int, int, datetime]]:
    return [(one.requests, one.rows, one.since) for one in sent.found]


def test_the_first_is_told_at_once_and_the_others_together() -> None:
    sent = Sent()
    reads = book(sent)
    for minute in range(5):
        reads.note(SEAT, "changes", 3, NOW + timedelta(minutes=minute))
    assert said(sent) == [(1, 3, NOW)]
    reads.note(SEAT, "changes", 3, NOW + TOGETHER)
    assert said(sent)[1:] == [(5, 15, NOW + timedelta(minutes=1))]
    (one, _) = sent.found
    assert (one.actor, one.role, one.agency) == ("system-police-110", None, "police")
    assert one.acting_center == "421321000000"


def test_what_waits_is_told_when_its_time_is_over_or_the_board_ends() -> None:
    sent = Sent()
    reads = book(sent)
    reads.note(SEAT, "items", 1, NOW)
    reads.note(SEAT, "items", 2, NOW)
    reads.tell(NOW + timedelta(minutes=1))
    assert len(sent.found) == 1
    reads.close(NOW + timedelta(minutes=1))
    assert said(sent) == [(1, 1, NOW), (1, 2, NOW)]
    reads.tell(NOW + timedelta(hours=1))
    assert len(sent.found) == 2


def test_the_log_says_what_the_audit_lacks(caplog: pytest.LogCaptureFixture) -> None:
    book(Sent(OSError("no broker"))).note(SEAT, "items", 1, NOW)
    assert "the audit lacks 1 of items by system-police-110" in caplog.text

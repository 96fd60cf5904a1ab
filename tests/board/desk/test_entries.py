"""What the board sends to the desk topic, and asking what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from board.desk import waiting
from board.desk.entries import (
    Asked,
    Desk,
    DeskError,
    asked,
    asked_again,
    resend_entry,
    sender,
)
from board.reads.reads import Reads
from board.reads.rows import Batch
from board.viewer.seat import Seat
from sql.errors import StoreError
from streams.broker.outbox import OutboxError
from streams.clock import now
from streams.events import DESK_TOPIC
from streams.intake.decode import decode
from tests.support.desk import Books
from tests.support.reference import shipped_codes

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

SEAT = Seat("staff", 421300000000)


class Sent:
    """An outbox whose messages the hub reads at once, or none of which arrives."""

    def __init__(self, books: Books, refusal: str = "") -> None:
        self._books = books
        self._refusal = refusal

    def send(self, topic: str, key: bytes, value: bytes) -> Sent:
        at = now()
        entry = decode(topic, value, (), at, shipped_codes())
        assert (topic, key) == (DESK_TOPIC, entry.entry_id.encode())
        if not self._refusal:
            self._books.write([entry], at)
        return self

    def wait(self) -> None:
        if self._refusal:
            raise OutboxError(self._refusal)


class Gone:
    """A door behind which no hub answers."""

    def query(self, name: str, **_: Any) -> Any:
        raise StoreError(f"{name}: no hub answers")


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def desk(books: Books) -> Desk:
    return Desk(Sent(books), Reads(books.store))  # type: ignore[arg-type] # a fake


def sent(desk: Desk, snapshot: Snapshot) -> Asked:
    entry = resend_entry(snapshot.pipeline.rejects[0], SEAT, is_synthetic=True)
    desk.send(entry)
    return asked(entry, Batch(7, now() - timedelta(minutes=1)))


def test_the_sender_reads_what_came_of_an_entry(
    desk: Desk, books: Books, snapshot: Snapshot
) -> None:
    first, second = sent(desk, snapshot), sent(desk, snapshot)
    assert desk.results([first, second]) == {}
    books.finish(second.sent.entry_id, "gone")
    assert [one.result for one in desk.results([first, second]).values()] == ["gone"]
    found = desk.result_soon(second)
    assert found is not None
    assert found.result == "gone"


def test_a_result_that_does_not_come_soon_is_waited_for_no_longer(
    desk: Desk, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "ASK_UP_TO_S", 0.2)
    assert desk.result_soon(sent(desk, snapshot)) is None


def test_the_recent_entries_of_a_seat_are_its_own_with_their_results(
    desk: Desk, books: Books, snapshot: Snapshot
) -> None:
    first, second = sent(desk, snapshot), sent(desk, snapshot)
    books.finish(first.sent.entry_id, "failed", "no broker")
    recent = desk.recent(SEAT)
    assert [(one.entry_id, one.result, one.detail) for one in recent] == [
        (second.sent.entry_id, None, None),
        (first.sent.entry_id, "failed", "no broker"),
    ]
    assert desk.recent(Seat("administrator", SEAT.center_code)) == ()
    assert desk.recent(Seat("staff", 421303000000)) == ()


def test_an_entry_of_another_session_is_asked_for_as_well(
    desk: Desk, books: Books, snapshot: Snapshot
) -> None:
    sent(desk, snapshot)
    (found,) = desk.recent(SEAT)
    books.finish(found.entry_id, "sent")
    assert found.entry_id in desk.results([asked_again(found)])


def test_an_entry_says_who_sent_it_in_which_role(snapshot: Snapshot) -> None:
    entry = resend_entry(snapshot.pipeline.rejects[0], SEAT, is_synthetic=True)
    assert (entry.actor, entry.role) == (sender(SEAT), "staff")
    assert entry.entered_at - now() < timedelta(seconds=5)


def test_an_entry_that_did_not_arrive_says_why(
    books: Books, snapshot: Snapshot
) -> None:
    desk = Desk(Sent(books, "no way"), Reads(books.store))  # type: ignore[arg-type]
    with pytest.raises(DeskError, match="no way"):
        sent(desk, snapshot)


def test_while_the_hub_is_gone_nothing_is_known_and_nothing_fails(
    books: Books, snapshot: Snapshot
) -> None:
    desk = Desk(Sent(books), Reads(Gone()))  # type: ignore[arg-type] # a fake
    assert desk.results([sent(desk, snapshot)]) == {}
    assert desk.recent(SEAT) == ()

"""What the board writes: never to the store, always a message on the desk topic; and
what came of it, asked by `entry_id`.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec
from msgspec import Struct

from board.desk.waiting import soon
from board.look import clock
from board.reads import rows
from board.reads.reads import HubGone
from streams.broker.outbox import OutboxError
from streams.entries.listed import entry_name
from streams.entries.operations import Resend
from streams.events import DESK_TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from board.reads.reads import Reads
    from board.viewer.seat import Seat
    from streams.broker.outbox import Outbox
    from streams.entries.entry import DeskEntry

RECENT, RECENTLY = 3, timedelta(days=1)
BESIDE = 50
"""So many entries of the same seat may come while one is waited for."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
BEHIND = 4
"""So many entries at once are on their way for which nobody waits."""
CLOCKS_APART = timedelta(hours=1)
"""The broker's clock says when an entry came, the hub's when its result was written;
and what one hub knows of may be told by another.
"""


class DeskError(Exception):
    """An entry did not reach the broker; the text says why."""


class Asked(Struct, frozen=True):
    """An entry that is on its way, and since when its result may have been written, by
    the hub's clock.
    """

    sent: rows.DeskSent
    since: datetime


class Desk:
    """Sends desk entries and asks what came of them; safe from any thread."""

    def __init__(self, outbox: Outbox, reads: Reads) -> None:
        self._outbox = outbox
        self._reads = reads
        self._behind = ThreadPoolExecutor(BEHIND, thread_name_prefix="desk")

    def send_behind(self, entry: DeskEntry) -> Future[None]:
        """Send an entry while its sender goes on; what this returns says how it went,
        as `send` does.
        """
        return self._behind.submit(self.send, entry)

    def send(self, entry: DeskEntry) -> None:
        """Return when the broker has the entry; raises DeskError."""
        message = msgspec.json.encode(entry)
        try:
            self._outbox.send(DESK_TOPIC, entry.entry_id.encode(), message).wait()
        except OutboxError as error:
            raise DeskError(str(error)) from error

    def results(self, asked: Iterable[Asked]) -> dict[str, rows.DeskResult]:
        """What came of entries, by entry_id; nothing of those that still wait, or while
        the hub does not answer.
        """
        since = {one.sent.entry_id: one.since for one in asked}
        if not since:
            return {}
        try:
            found = self._reads.desk_results(since, min(since.values()))
        except HubGone:
            return {}
        return {one.entry_id: one for one in found}

    def result_soon(self, asked: Asked) -> rows.DeskResult | None:
        """What came of an entry, if that is known within five seconds."""
        return soon(lambda: self.results([asked]).get(asked.sent.entry_id))

    def written_soon(self, entry: DeskEntry) -> bool:
        """Whether the hub has written an entry down, within five seconds."""
        return bool(soon(lambda: self._is_written(entry) or None))

    def _is_written(self, entry: DeskEntry) -> bool:
        center, since = int(entry.acting_center), entry.entered_at - CLOCKS_APART
        try:
            found = self._reads.desk_entries(entry.actor, center, since, BESIDE)
        except HubGone:
            return False
        return entry.entry_id in {one.entry_id for one in found}

    def recent(self, seat: Seat) -> tuple[rows.DeskSent, ...]:
        """The newest entries of a seat, with their results; none while the hub does not
        answer.
        """
        since = clock.now() - RECENTLY
        try:
            return self._reads.desk_entries(
                sender(seat), seat.center_code, since, RECENT
            )
        except HubGone:
            return ()

    def close(self) -> None:
        """After what is on its way; what waits behind it is given up."""
        self._behind.shutdown(cancel_futures=True)
        self._outbox.close()


def sender(seat: Seat) -> str:
    """Who a seat's entries are from: who is logged in, else a demo identity."""
    return seat.person or f"demo-{seat.role}"


def said_by(
    seat: Seat, entry_id: str, at: datetime, *, is_synthetic: bool
) -> dict[str, Any]:
    """What every entry of a seat says, whatever else it says."""
    return {
        "entry_id": entry_id,
        "actor": sender(seat),
        "role": seat.role,
        "acting_center": f"{seat.center_code:012d}",
        "entered_at": at,
        "synthetic": is_synthetic,
    }


def asked(entry: DeskEntry, batch: rows.Batch | None) -> Asked:
    """An entry as it is sent; `batch` is the last of which its sender knows."""
    details = msgspec.json.encode(entry).decode()
    name = entry_name(type(entry))
    sent = rows.DeskSent(entry.entry_id, name, details, entry.entered_at, None, None)
    return Asked(sent, batch.written_at - CLOCKS_APART if batch else LONG_AGO)


def asked_again(sent: rows.DeskSent) -> Asked:
    """An entry of another session of which is not known yet what came."""
    return Asked(sent, sent.record_at - CLOCKS_APART)


def resend_entry(reject: rows.Reject, seat: Seat, *, is_synthetic: bool) -> Resend:
    """Ask the hub to read a refused message again."""
    by = said_by(seat, f"resend-{uuid4()}", clock.now(), is_synthetic=is_synthetic)
    return Resend(
        **by,
        topic=reject.topic,
        partition=reject.partition_no,
        offset=reject.offset_no,
    )

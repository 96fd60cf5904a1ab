"""What the board writes: never to the store, always a message on the desk topic."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec

from board.look import clock
from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox, OutboxError
from streams.events import DESK_TOPIC, DeskEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.reads.rows import Reject
    from board.viewer.seat import Seat

FLUSH_TIMEOUT_S = 5.0
CONNECT_TIMEOUT_MS = 4_000


class DeskError(Exception):
    """An entry did not reach the broker; the text says why."""


class Desk:
    """Sends desk entries; the producer is made with the first one."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._outbox: Outbox | None = None

    def resend(self, reject: Reject, seat: Seat, *, is_synthetic: bool) -> None:
        """Ask the hub to read a refused message again; raises DeskError."""
        entry = resend_entry(reject, seat, is_synthetic=is_synthetic)
        try:
            self._send(entry)
        except (OutboxError, ValueError) as error:
            self._outbox = None
            raise DeskError(str(error)) from error

    def _send(self, entry: DeskEntry) -> None:
        if self._outbox is None:
            connection = connection_from(self._environment)
            self._outbox = Outbox(
                connection | {"bootstrap_timeout_ms": CONNECT_TIMEOUT_MS}
            )
        self._outbox.send(
            DESK_TOPIC, entry.entry_id.encode(), msgspec.json.encode(entry)
        )
        self._outbox.flush(FLUSH_TIMEOUT_S)


def resend_entry(reject: Reject, seat: Seat, *, is_synthetic: bool) -> DeskEntry:
    return DeskEntry(
        entry_id=f"resend-{uuid4()}",
        entry="resend",
        actor=f"demo-{seat.role}",
        acting_center=f"{seat.center_code:012d}",
        entered_at=clock.now(),
        topic=reject.topic,
        partition=reject.partition_no,
        offset=reject.offset_no,
        synthetic=is_synthetic,
    )

"""Sending a reject again: the original, read from Kafka, through the same checks."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from streams.broker.cluster import SourceError
from streams.broker.outbox import Outbox, OutboxError
from streams.broker.source import read_one
from streams.clock import now
from streams.events import TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from streams.events import DeskEntry

LOG = logging.getLogger(__name__)
FRESH = timedelta(minutes=10)
"""An older request was carried out when it was new; reading it anew does nothing."""


class Resender:
    """Carries out the requests on the desk topic; the result is one of four words."""

    def __init__(self, connection: Mapping[str, Any]) -> None:
        self._connection = connection
        self._outbox: Outbox | None = None

    def resend(self, entry: DeskEntry, record_at: datetime) -> str:
        """Produce the original once more: sent, stale, gone, or failed."""
        if now() - record_at > FRESH:
            return "stale"
        if entry.topic not in TOPICS:
            return "gone"
        try:
            record = read_one(
                self._connection, entry.topic, entry.partition, entry.offset
            )
            return "gone" if record is None else self._produce(entry, record)
        except (SourceError, OutboxError):
            LOG.exception("%s could not be sent again", entry.entry_id)
            return "failed"

    def _produce(self, entry: DeskEntry, record: Any) -> str:
        came_from = f"{entry.topic}[{entry.partition}]@{entry.offset}"
        headers = (*record.headers, ("resent-from", came_from.encode()))
        self._outbox = self._outbox or Outbox(self._connection)
        self._outbox.send(
            entry.topic, record.key or b"", record.value or b"", headers=headers
        )
        self._outbox.flush(timeout_s=5)
        return "sent"

    def close(self) -> None:
        if self._outbox is not None:
            self._outbox.close()

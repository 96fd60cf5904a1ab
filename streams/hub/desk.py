"""What desk entries do: one table from an entry to its handler."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from msgspec import Struct

from streams.broker.cluster import SourceError
from streams.broker.outbox import Outbox, OutboxError
from streams.broker.source import read_one
from streams.clock import now
from streams.entries.operations import BackUp, Resend
from streams.events import TOPICS
from streams.hub.backups import TROUBLE
from streams.landing.log_rows import Outcome
from streams.logs import line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streams.entries.entry import DeskEntry
    from streams.hub.backups import Backups

LOG = logging.getLogger(__name__)
FRESH = timedelta(minutes=10)
"""An older request was carried out when it was new; reading it anew does nothing."""
SENT, STALE, GONE, FAILED = "sent", "stale", "gone", "failed"
STANDBY = "standby"
RESULTS = (SENT, STALE, GONE, FAILED, STANDBY)
TAKEN, OFF = "taken", "off"


class Reach(Struct, frozen=True):
    """What a handler may use: the cluster, the way to send to it, and backups where
    they are taken. A hub that `is_standby` sends nothing: every hub reads every entry,
    and what goes out is to go out once.
    """

    connection: Mapping[str, Any]
    outbox: Outbox
    backups: Backups | None = None
    is_standby: bool = False


def resend(entry: Resend, record_at: datetime, reach: Reach) -> Outcome:
    """Produce the original once more, read from Kafka, through the same checks."""
    if reach.is_standby:
        return Outcome(STANDBY)
    if now() - record_at > FRESH:
        return Outcome(STALE)
    if entry.topic not in TOPICS:
        return Outcome(GONE)
    try:
        record = read_one(reach.connection, entry.topic, entry.partition, entry.offset)
        return Outcome(GONE) if record is None else _sent(entry, record, reach.outbox)
    except (SourceError, OutboxError) as error:
        LOG.warning(line("not sent again", entry=entry.entry_id, reason=error))
        return Outcome(FAILED, str(error))


def _sent(entry: Resend, record: Any, outbox: Outbox) -> Outcome:
    came_from = f"{entry.topic}[{entry.partition}]@{entry.offset}"
    headers = (*record.headers, ("resent-from", came_from.encode()))
    key, value = record.key or b"", record.value or b""
    outbox.send(entry.topic, key, value, headers=headers).wait()
    return Outcome(SENT)


def back_up(entry: BackUp, record_at: datetime, reach: Reach) -> Outcome:
    """Take a backup, and say its name: each hub of its own store, into a folder of its
    own.
    """
    if now() - record_at > FRESH:
        return Outcome(STALE)
    if reach.backups is None or not reach.backups.is_on:
        return Outcome(OFF)
    try:
        return Outcome(TAKEN, reach.backups.ask(entry.actor).name)
    except TROUBLE as error:
        return Outcome(FAILED, str(error))


Handler: TypeAlias = "Callable[[Any, datetime, Reach], Outcome]"
HANDLERS: Final[Mapping[type[DeskEntry], Handler]] = {
    Resend: resend,
    BackUp: back_up,
}
"""An entry that is not here is only written down. A handler may take its time and is
called again when the hub ends before its result is written.
"""

"""Durable rows only: event log, rejects and offsets in one transaction, no state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import astuple

from sql.store import Store
from streams.events import TOPICS
from streams.hub.start import admission_of
from streams.intake.admission import admitted
from streams.landing import columns
from streams.landing.batches import sort

EPOCHS = dict.fromkeys(TOPICS, 1)


class DurableRows:
    """The same transaction for every client that is measured."""

    def __init__(self, path: Path) -> None:
        self._store = Store(path)
        self._admission = admission_of(self._store, is_synthetic=True)
        self._batch_no = 0
        self.rows = 0

    def take(self, records: list[Any]) -> None:
        """Decode records with the contract's checks and write them down."""
        self._batch_no += 1
        batch = sort(
            admitted(records, self._admission), batch_no=self._batch_no, epochs=EPOCHS
        )
        self.write(
            columns.table(columns.EVENTS, batch.events),
            rejects=[(*place, *astuple(reject)) for place, reject in batch.rejects],
            offsets=batch.offsets,
        )

    def write(
        self, events: Any, *, rejects: list[Any], offsets: list[tuple[Any, ...]]
    ) -> None:
        """Write rows down in one transaction."""
        with self._store.transaction() as transaction:
            transaction.lend("new_events", columns.numbered(events))
            transaction.run("append_events")
            if rejects:
                transaction.lend("new_rejects", columns.table(columns.REJECTS, rejects))
                transaction.run("append_rejects")
            transaction.lend("new_offsets", columns.table(columns.OFFSETS, offsets))
            transaction.run("drop_moved_offsets")
            transaction.run("put_offsets")
        self.rows += events.num_rows + len(rejects)

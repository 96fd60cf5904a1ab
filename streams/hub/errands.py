"""Carries out what desk entries ask for beside the commits: none of them waits for it.

What is to be done the store says: entries without a result, also those of a hub that
ended before it could write one.
"""

from __future__ import annotations

import threading
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from streams.broker.outbox import Outbox
from streams.entries.listed import entry_name
from streams.hub.desk import FAILED, HANDLERS, Reach
from streams.landing.log_rows import Outcome, desk_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sql.store import Store
    from streams.entries.entry import DeskEntry
    from streams.hub.backups import Backups
    from streams.hub.desk import Handler
    from streams.landing.batches import Batch

WORKERS = 4
"""Who waits for a cluster that does not answer leaves three for the others."""
CLOSE_S = 0.2


class Errands:
    """Does each entry once in the life of a hub, in no order among each other.

    `fault` is an error of ours that a handler raised: the hub has to end with it, and
    its entry is among the finished ones by then, so that it is not tried for ever.
    """

    def __init__(
        self,
        store: Store,
        connection: Mapping[str, Any],
        handlers: Mapping[type[DeskEntry], Handler] = HANDLERS,
        backups: Backups | None = None,
        *,
        is_standby: bool = False,
    ) -> None:
        self._store = store
        self._handlers = handlers
        self._entries = " ".join(map(entry_name, handlers))
        self._reach = Reach(connection, Outbox(connection), backups, is_standby)
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._done: SimpleQueue[tuple[str, Outcome]] = SimpleQueue()
        self._stopping = threading.Event()
        self.fault: Exception | None = None
        self._looking = threading.Lock()
        self._taken: set[str] = set()

    def start(self) -> None:
        for _ in range(WORKERS):
            threading.Thread(target=self._work, name="errands", daemon=True).start()

    def stop(self) -> None:
        """Take up nothing more; what is underway is not waited for."""
        self._stopping.set()
        for _ in range(WORKERS):
            self._tasks.put(None)
        self._reach.outbox.close(CLOSE_S)

    def look(self, from_batch: int = 0) -> None:
        """Have the entries from a batch on carried out that are not."""
        self._tasks.put(partial(self._take_up, from_batch))

    def concern(self, batch: Batch) -> bool:
        """Whether an entry of the batch has to be carried out."""
        return any(type(entry) in self._handlers for _, entry in batch.desk_entries)

    def finished(self) -> list[tuple[str, Outcome]]:
        """The entries carried out since the last call, and what came of each."""
        found = []
        try:
            while True:
                found.append(self._done.get_nowait())
        except Empty:
            return found

    def _work(self) -> None:
        while (task := self._tasks.get()) and not self._stopping.is_set():
            try:
                task()
            except Exception as fault:  # noqa: BLE001 - raised by the hub's own thread
                self.fault = fault

    def _take_up(self, from_batch: int) -> None:
        """One at a time: two would both find an entry that neither has taken yet."""
        with self._looking:
            waiting = self._store.query(
                "desk_entries_waiting", from_batch=from_batch, entries=self._entries
            )
            for row in waiting.to_pylist():
                if row["entry_id"] not in self._taken:
                    self._taken.add(row["entry_id"])
                    entry = desk_entry(row)
                    self._tasks.put(partial(self._do, entry, row["record_at"]))

    def _do(self, entry: DeskEntry, record_at: datetime) -> None:
        try:
            outcome = self._handlers[type(entry)](entry, record_at, self._reach)
        except Exception as fault:
            name = type(fault).__name__
            self._done.put((entry.entry_id, Outcome(FAILED, f"hub: {name}")))
            raise
        self._done.put((entry.entry_id, outcome))

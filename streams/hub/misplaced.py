"""Items in another division than their moves say: counted now and then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from streams.hub.alarms import MISPLACED, misplaced

if TYPE_CHECKING:
    from sql.store import Store
    from streams.hub.gauge import Gauge

EVERY: Final = timedelta(minutes=1)


class Misplaced:
    """Says when to look again, and tells the gauge what there is."""

    def __init__(self, store: Store, gauge: Gauge) -> None:
        self._store = store
        self._gauge = gauge
        self._looked_at: datetime | None = None

    def look(self, now: datetime) -> None:
        """Count them, if that is some time ago; StoreUnavailableError as any read."""
        if self._looked_at is not None and now - self._looked_at < EVERY:
            return
        self._looked_at = now
        found = self._store.query("misplaced_items", now_at=now, row_limit=1)
        rows = found.to_pylist()
        total = rows[0]["total"] if rows else 0
        oldest = rows[0]["case_number"] if rows else ""
        self._gauge.keep(MISPLACED, misplaced(total, oldest))

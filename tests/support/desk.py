"""A store that takes desk entries as the hub does, without a broker."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from streams.clock import now
from streams.entries.entry import DeskEntry
from streams.events import DESK_TOPIC
from streams.intake.decode import decode
from streams.landing.batches import Batch
from streams.landing.log_rows import Outcome
from streams.landing.place import Place
from streams.landing.writer import Writer
from tests.support.messages import encoded
from tests.support.ready import ready_store, shipped_rules
from tests.support.reference import shipped_codes


class Books:
    """Writes entries down, and what came of them."""

    def __init__(self) -> None:
        self.store = ready_store()
        self.writer = Writer(self.store, shipped_rules())
        self._batch_no = 0

    def enter(self, *messages: dict[str, Any], at: datetime | None = None) -> Batch:
        """One batch of messages that came at a moment."""
        at = at or now()
        return self.write([self._entry(message, at) for message in messages], at)

    def write(self, entries: list[DeskEntry], at: datetime) -> Batch:
        """One batch of decoded entries."""
        self._batch_no += 1
        places = [
            Place(self._batch_no, 1, DESK_TOPIC, 0, self._batch_no * 100 + number, at)
            for number in range(len(entries))
        ]
        batch = Batch(desk_entries=list(zip(places, entries, strict=True)))
        self.writer.write(batch, batch_no=self._batch_no, written_at=at)
        return batch

    def finish(self, entry_id: str, result: str, detail: str = "") -> None:
        self.writer.write_results([(entry_id, Outcome(result, detail))], now())

    def results(self) -> list[tuple[str, str, str]]:
        """(entry_id, result, detail) of every entry, in the order they came."""
        rows = self.store.query(
            "desk_entries",
            actor="seat-1",
            acting_center=421300000000,
            from_at=datetime.fromisoformat("2026-01-01T00:00:00+08:00"),
            row_limit=100,
        ).to_pylist()
        return [
            (row["entry_id"], row["result"], row["detail"]) for row in reversed(rows)
        ]

    def _entry(self, message: dict[str, Any], at: datetime) -> DeskEntry:
        entry = decode(DESK_TOPIC, encoded(message), (), at, shipped_codes())
        assert isinstance(entry, DeskEntry)
        return entry

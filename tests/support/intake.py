"""A hub without a broker: messages in, committed batches out."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sql.store import Store
from streams.clock import SHANGHAI
from streams.events import HANDLING_TOPIC, ORDERED_TOPICS, STREAMS, TOPICS
from streams.hub.start import HOLDS, NAMES
from streams.intake.admission import Admission, admitted
from streams.landing.batches import sort
from streams.landing.writer import Writer
from tests.support import messages
from tests.support.ready import ready_store, shipped_rules
from tests.support.reference import shipped_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

START = datetime(2026, 11, 2, 8, tzinfo=SHANGHAI)
KINDS = [stream.kind for stream in STREAMS]
EPOCHS = {topic: place + 1 for place, topic in enumerate(TOPICS)}
LINE = (messages.VILLAGE, "421321101000", "421321000000", messages.CENTER)
"""The centers that an item goes up and down through."""
NEEDS = {
    "to_center": messages.VILLAGE,
    "to_agency": "mediation",
    "task_id": "task-1",
    "outcome": "mediated",
    "satisfaction": "satisfied",
    "due_at": "2026-11-20T08:00:00+08:00",
    "link_kind": "duplicate",
    "link_id": "incident-1",
}


class Intake:
    """Takes messages into a store; every call of `take` is a batch."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or ready_store()
        self.rules = shipped_rules()
        self.writer = Writer(self.store, self.rules)
        self._admission = Admission(shipped_codes(), is_synthetic=True)
        self._offsets: Counter[tuple[str, int]] = Counter()
        self._batch_no = 0
        self._held: list[tuple[str, dict[str, Any], datetime]] | None = None
        with self.store.transaction() as transaction:
            transaction.run("put_meta", name=HOLDS, value=NAMES[True])
            for topic, epoch in EPOCHS.items():
                transaction.run(
                    "put_epoch",
                    epoch=epoch,
                    topic=topic,
                    topic_id=f"id of {topic}",
                    cluster_id="none",
                    timestamp_type="CreateTime",
                    first_seen_at=START,
                )

    def take(self, *records: tuple[str, dict[str, Any], datetime]) -> None:
        """One batch of (topic, message, record time)."""
        if self._held is not None:
            self._held.extend(records)
            return
        self._batch_no += 1
        batch = sort(
            admitted([self._record(*record) for record in records], self._admission),
            batch_no=self._batch_no,
            epochs=EPOCHS,
        )
        self.writer.write(batch, batch_no=self._batch_no, written_at=START)

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is taken inside is one batch: a batch costs what a hundred do."""
        self._held = []
        yield
        records, self._held = self._held, None
        self.take(*records)

    def event(self, kind: str, number: int = 1, **fields: Any) -> None:
        """One event, received at `at` (by default at the start)."""
        at = fields.pop("at", START)
        self.take((messages.TOPICS[kind], messages.event(kind, number, **fields), at))

    def move(self, kind: str, name: str, number: int = 1, **fields: Any) -> None:
        """One move with all that it needs, stamped `at` (by default at the start)."""
        at = fields.pop("at", START)
        self.take((HANDLING_TOPIC, self.moved(kind, name, number, **fields), at))

    def moved(self, kind: str, name: str, number: int = 1, **fields: Any) -> Any:
        """A move with all that it needs."""
        needs = {
            field: NEEDS.get(field, "演示数据")
            for field in self.rules.moves[name].needed
        }
        return messages.move(kind, name, number, **needs | fields)

    def traffic(self, seed: int, size: int) -> Iterator[tuple[str, Any, datetime]]:
        """Random messages over ten days: versions, repeats, moves legal and not."""
        pick = random.Random(seed)
        moves = list(self.rules.moves)
        for place in range(size):
            at = START + timedelta(days=10) * place / size
            kind, number = pick.choice(KINDS), pick.randrange(size // 20)
            if pick.random() < 0.4:
                version = pick.randrange(4)
                severity = {"level": "04"} if kind in ("incident", "dispute") else {}
                message = messages.event(
                    kind, number, version=version, title=f"第{version}版", **severity
                )
                yield messages.TOPICS[kind], message, at
            else:
                move_id = f"{number}-{pick.randrange(40)}"
                name = pick.choice(moves)
                seat = {"acting_center": pick.choice(LINE), "role": "leader"}
                moved = self.moved(kind, name, number, move_id=move_id, **seat)
                yield HANDLING_TOPIC, moved, at

    def item(self, kind: str, number: int = 1) -> dict[str, Any]:
        """The one row of an item."""
        (row,) = self.store.query("item", kind=kind, id=f"{kind}-{number}").to_pylist()
        return dict(row)

    def _record(self, topic: str, message: Any, at: datetime) -> tuple[Any, ...]:
        partition = 0 if topic in ORDERED_TOPICS else len(str(message)) % 3
        offset = self._offsets[topic, partition]
        self._offsets[topic, partition] += 1
        stamp = round(at.timestamp() * 1000)
        value = messages.encoded(message)
        return (topic, partition, None, offset, stamp, 0, b"", value, ())

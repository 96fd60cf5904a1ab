"""A small city for the board's tests: the real store in memory, filled by the hub's own
decoder and writer with synthetic messages (演示数据), from a seed.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from sql.reference.responsibilities import fitting
from sql.store import Store
from streams import events
from streams.events import (
    DESK_TOPIC,
    HANDLING_TOPIC,
    ORDERED_TOPICS,
    STREAMS,
    TOPICS,
    Move,
    Stream,
)
from streams.hub.start import admission_of, rules_of
from streams.intake.admission import admitted
from streams.landing.batches import Batch, sort
from streams.landing.writer import Writer
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streams.entries.entry import DeskEntry

CITY_CENTER = "421300000000"
PATHS = {
    "case": (
        (),
        ("accept",),
        ("accept", "assess"),
        ("accept", "assign"),
        ("accept", "assign", "sign"),
        ("accept", "handle"),
        ("accept", "join"),
    ),
    "signal": ((), ("acknowledge",)),
}
"""How far an open item may have come."""
ENDS = {"case": ("accept", "handle", "close"), "signal": ("dismiss",)}
DAY_SHAPE = (2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 9, 8, 7, 8, 9, 10, 10, 9, 9, 8, 7, 6, 4, 3)
SCORES = {"01": 95, "02": 80, "03": 65, "04": 30}
MIX = [3] * len(STREAMS)
SEVERITY_MIX = (1, 4, 18, 77)
BY_KIND = {stream.kind: stream for stream in STREAMS}
EPOCHS = {topic: place + 1 for place, topic in enumerate(TOPICS)}


class City:
    """Sends messages into a store as the hub would take them; every call is a batch."""

    def __init__(self, store: Store, seed: int = 1) -> None:
        self.store = store
        self._random = random.Random(seed)
        self._ids, self._offsets, self._batches = count(1), count(1), count(1)
        self._admission = admission_of(store, is_synthetic=True)
        self._rules = rules_of(store)
        self._writer = Writer(store, self._rules)
        rows = store.query("divisions").to_pylist()
        self._villages = [row for row in rows if row["tier"] == "village"]
        self._alarms = store.query("camera_alarms").to_pylist()
        categories = store.query("categories").to_pylist()
        self._categories = {
            stream.kind: [c["category"] for c in categories if c["kind"] == stream.kind]
            for stream in STREAMS
        }

    def event(self, at: datetime, **given: Any) -> events.Event:
        """One synthetic event received at `at`; `given` says any of kind, item_id,
        category, severity, division_code, title.
        """
        pick = self._random
        stream = BY_KIND.get(given.get("kind", "")) or pick.choices(STREAMS, MIX)[0]
        village = pick.choice(self._villages)
        severity = given.get("severity")
        severity = severity or pick.choices(tuple(SCORES), SEVERITY_MIX)[0]
        fields = {
            "id": given.get("item_id") or f"demo-{next(self._ids)}",
            "version": 1,
            "division_code": str(given.get("division_code", village["division_code"])),
            "occurred_at": at - timedelta(minutes=3),
            "reported_at": at - timedelta(minutes=1),
            "category": given.get("category") or self._category(stream.kind),
            "title": given.get("title") or f"演示数据：{village['name']}上报事项",
            "longitude": village["longitude"] + pick.gauss(0, 0.012),
            "latitude": village["latitude"] + pick.gauss(0, 0.012),
            "source": "grid",
            "source_ref": "demo",
            "synthetic": True,
        }
        return stream.struct(**fields, **self._own(stream, severity, fields))

    def _own(
        self, stream: Stream, severity: str, fields: dict[str, Any]
    ) -> dict[str, Any]:
        if stream.own_scale == "score":
            return {"score": SCORES[severity]}
        if stream.own_scale == "level":
            return {"level": severity}
        row = next(r for r in self._alarms if r["category"] == fields["category"])
        return {
            "priority": int(severity),
            "camera_id": f"{fields['division_code']}00132000",
            "alarm_method": row["alarm_method"],
            "alarm_type": row["alarm_type"],
            "algorithm": row["algorithm"],
        }

    def _category(self, kind: str) -> str:
        known = self._categories[kind]
        if kind == "camera_alert":
            known = [row["category"] for row in self._alarms]
        weights = [1 / (1 + (place * 7) % len(known)) for place in range(len(known))]
        return self._random.choices(known, weights)[0]

    def take(self, records: Sequence[tuple[Any, ...]], written_at: datetime) -> int:
        """One batch of records as the hub would take it."""
        number = next(self._batches)
        batch = sort(admitted(records, self._admission), batch_no=number, epochs=EPOCHS)
        return self._write(batch, number, written_at)

    def _write(self, batch: Batch, number: int, written_at: datetime) -> int:
        self._writer.write(batch, batch_no=number, written_at=written_at)
        return number

    def write(
        self, *found: events.Event, at: datetime, written_at: datetime | None = None
    ) -> int:
        """One batch of events stamped at `at`, and written then if nothing else is
        said.
        """
        return self.take([self._record(one, at) for one in found], written_at or at)

    def move(
        self, event: events.Event, move: str, *, at: datetime, **given: Any
    ) -> int:
        """One batch with one move of an item; `given` says any of its fields."""
        return self.send((self.moved(event, move, at, **given), at), written_at=at)

    def moved(self, event: events.Event, move: str, at: datetime, **given: Any) -> Move:
        """A move of an item that is not sent yet."""
        stream = next(one for one in STREAMS if isinstance(event, one.struct))
        return structs.replace(self._move(stream, event, move, at), **given)

    def send(
        self, *found: tuple[msgspec.Struct, datetime], written_at: datetime
    ) -> int:
        """One batch of messages, each stamped at a moment of its own."""
        return self.take([self._record(*one) for one in found], written_at)

    def enter(self, entry: DeskEntry, at: datetime) -> int:
        """One batch with one desk entry stamped at `at`."""
        raw = self._raw(DESK_TOPIC, msgspec.json.encode(entry), at)
        return self.take([raw], at)

    def refuse(self, at: datetime, *payloads: bytes) -> int:
        """One batch of incidents as somebody might send them, and should not."""
        topic = STREAMS[0].topic
        return self.take([self._raw(topic, one, at) for one in payloads], at)

    def fill(self, now: datetime, *, per_day: int = 500, days: int = 32) -> None:
        """History: the last days and the same day a year ago, with a day's shape."""
        moments = sorted(
            moment
            for back in (*range(days), 365)
            for moment in self._day(now - timedelta(days=back), per_day, now)
        )
        for start in range(0, len(moments), 3000):
            records = []
            for at in moments[start : start + 3000]:
                event = self.event(at)
                records.append(self._record(event, at))
                records.extend(self._moves(event, at, now))
            self.take(records, moments[min(start + 3000, len(moments)) - 1])

    def run_topics(self, now: datetime) -> None:
        """What the operations page shows: epochs and an alarm."""
        with self.store.transaction() as transaction:
            for topic, epoch in EPOCHS.items():
                transaction.run(
                    "put_epoch",
                    epoch=epoch,
                    topic=topic,
                    topic_id=f"id-{epoch}",
                    cluster_id="demo",
                    timestamp_type="CreateTime",
                    first_seen_at=now - timedelta(days=3),
                )
            transaction.run(
                "put_alarm",
                raised_at=now - timedelta(hours=2),
                alarm="new_epoch",
                detail="cgc.disputes was recreated; reading it anew",
            )

    def _day(self, day: datetime, per_day: int, now: datetime) -> list[datetime]:
        start = day.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        start -= timedelta(hours=8)
        seconds = [
            self._random.choices(range(24), DAY_SHAPE)[0] * 3600
            + self._random.random() * 3600
            for _ in range(round(per_day * self._random.uniform(0.85, 1.15)))
        ]
        return [
            start + timedelta(seconds=one)
            for one in seconds
            if start + timedelta(seconds=one) < now
        ]

    def _moves(
        self, event: events.Event, at: datetime, now: datetime
    ) -> Iterator[tuple[Any, ...]]:
        stream = next(one for one in STREAMS if isinstance(event, one.struct))
        days = (now - at).days
        is_over = self._random.random() < min(0.97, 0.25 + days / 6)
        path = (
            ENDS[stream.opens_as]
            if is_over
            else self._random.choice(PATHS[stream.opens_as])
        )
        for step, move in enumerate(path):
            moved_at = min(at + timedelta(minutes=20 * (step + 1)), now)
            yield self._record(self._move(stream, event, move, moved_at), moved_at)

    def _move(
        self, stream: Stream, event: events.Event, move: str, at: datetime
    ) -> Move:
        needs = dict.fromkeys(self._rules.moves[move].needed, "demo")
        own = {"to_center": CITY_CENTER, "to_agency": _lead(stream, event, at)}
        needs |= {name: one for name, one in own.items() if name in needs}
        return Move(
            move_id=f"{event.id}-{move}",
            kind=stream.kind,
            case_id=event.id,
            move=move,
            acting_center=CITY_CENTER,
            role="staff",
            actor="demo",
            moved_at=at,
            synthetic=True,
            **needs,
        )

    def _record(self, message: msgspec.Struct, at: datetime) -> tuple[Any, ...]:
        topic = next(
            (one.topic for one in STREAMS if isinstance(message, one.struct)),
            HANDLING_TOPIC,
        )
        return self._raw(topic, msgspec.json.encode(message), at)

    def _raw(self, topic: str, value: bytes, at: datetime) -> tuple[Any, ...]:
        """The places of kafka-python's ConsumerRecord that the hub reads."""
        offset = next(self._offsets)
        partition = 0 if topic in ORDERED_TOPICS else offset % 6
        stamp = round(at.timestamp() * 1000)
        return (topic, partition, None, offset, stamp, 0, b"", value, ())


def _lead(stream: Stream, event: events.Event, at: datetime) -> str:
    """Who answers for it by the list."""
    row = fitting(stream.kind, event.category, event.tags, at.date())
    return row.lead if row else "police"


def filled_city(now: datetime | None = None, **shape: int) -> City:
    """A store in memory with a month of history up to `now`."""
    city = City(ready_store())
    city.fill(now or datetime.now(UTC), **shape)
    return city

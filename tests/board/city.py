"""A small city for the board's tests: the real store in memory, filled through the
store's own named writes with synthetic events (演示数据), from a seed.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from sql.store import Store
from streams.events import ORDERED_TOPICS, STREAMS, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HANDLING = {
    "is_confirmed": (pa.bool_(), False),
    "owner_center": (pa.int64(), 0),
    "lead_agency": (pa.string(), None),
    "open_tasks": (pa.list_(pa.string()), None),
    "supervision": (pa.string(), None),
    "first_response_at": (pa.timestamp("us", "UTC"), None),
    "signed_at": (pa.timestamp("us", "UTC"), None),
    "closed_at": (pa.timestamp("us", "UTC"), None),
    "outcome": (pa.string(), None),
    "satisfaction": (pa.string(), None),
    "resolved_tier": (pa.string(), None),
    "reopened_count": (pa.int32(), 0),
    "returned_count": (pa.int32(), 0),
    "suspended_at": (pa.timestamp("us", "UTC"), None),
    "suspended_s": (pa.float64(), 0.0),
    "first_move_at": (pa.timestamp("us", "UTC"), None),
    "last_move_at": (pa.timestamp("us", "UTC"), None),
    "move_keys": (pa.list_(pa.int64()), None),
}
STAGES = (
    "stage_items",
    "drop_touched_open",
    "drop_touched_finished",
    "put_open",
    "put_finished",
)
REJECT_COLUMNS = {
    "batch_no": pa.int64(),
    "epoch": pa.int32(),
    "partition_no": pa.int32(),
    "offset_no": pa.int64(),
    "record_at": pa.timestamp("us", "UTC"),
}
CASE_STATUSES = ("accepted", "assessed", "assigned", "signed", "handling", "joint")
SIGNAL_STATUSES = ("raised", "acknowledged", "raised")
DAY_SHAPE = (2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 9, 8, 7, 8, 9, 10, 10, 9, 9, 8, 7, 6, 4, 3)


class City:
    """Writes events into a store as the hub would; every call is one batch."""

    def __init__(self, store: Store, seed: int = 1) -> None:
        self.store = store
        self._random = random.Random(seed)
        self._ids = count(1)
        self._batches = count(1)
        rows = store.query("divisions").to_pylist()
        self._villages = [row for row in rows if row["tier"] == "village"]
        categories = store.query("categories").to_pylist()
        health = {
            row["category"]
            for row in store.query("camera_alarms").to_pylist()
            if row["is_device_health"]
        }
        self._health = health
        self._categories = {
            stream.kind: [c["category"] for c in categories if c["kind"] == stream.kind]
            for stream in STREAMS
        }

    def event(self, at: datetime, **given: Any) -> dict[str, Any]:
        """One synthetic event record; `given` overrides any column."""
        pick = self._random
        stream = pick.choices(STREAMS, weights=(6, 3, 8, 1))[0]
        kind = given.get("kind", stream.kind)
        village = pick.choice(self._villages)
        category = given.get("category") or self._category(kind)
        number = next(self._ids)
        return {
            "epoch": 1,
            "topic": stream.topic,
            "partition_no": number % 6,
            "offset_no": number,
            "record_at": at,
            "kind": kind,
            "item_id": f"demo-{number}",
            "version": 1,
            "content_hash": number,
            "division_code": village["division_code"],
            "town_code": village["town_code"],
            "occurred_at": at - timedelta(minutes=3),
            "reported_at": at - timedelta(minutes=1),
            "category": category,
            "severity": pick.choices(("01", "02", "03", "04"), (1, 4, 18, 77))[0],
            "scale": "01",
            "spread": "none",
            "title": f"演示数据：{village['name']}上报事项",
            "description": None,
            "longitude": village["longitude"] + pick.gauss(0, 0.012),
            "latitude": village["latitude"] + pick.gauss(0, 0.012),
            "source": "grid",
            "source_ref": str(number),
            "tags": [],
            "campaign": None,
            "party_hash": None,
            "is_synthetic": True,
            "is_device_health": category in self._health,
            "details": "{}",
            "extra": None,
        } | given

    def _category(self, kind: str) -> str:
        known = self._categories[kind]
        weights = [1 / (1 + (place * 7) % len(known)) for place in range(len(known))]
        return self._random.choices(known, weights)[0]

    def write(
        self,
        events: Sequence[dict[str, Any]],
        *,
        written_at: datetime,
        statuses: Iterable[str | None] = (),
    ) -> int:
        """One batch; `statuses` gives the handling state of the first events."""
        number = next(self._batches)
        opening = {
            s.kind: "registered" if s.opens_as == "case" else "raised" for s in STREAMS
        }
        table = pa.Table.from_pylist(
            [
                {"batch_no": number, **one, "opens_status": opening[one["kind"]]}
                for one in events
            ],
            schema=_event_schema(),
        )
        handled = _handled(events, statuses)
        with self.store.transaction() as transaction:
            transaction.lend("new_events", table)
            transaction.lend("new_handling", handled)
            transaction.run("append_events")
            for stage in STAGES:
                transaction.run(stage)
            transaction.run(
                "put_batch",
                batch_no=number,
                written_at=written_at,
                events=len(events),
                moves=0,
                desk_entries=0,
                rejects=0,
                fold_ms=4.2,
            )
        return number

    def run_topics(self, now: datetime) -> None:
        """What the operations page shows: epochs, offsets, an alarm."""
        with self.store.transaction() as transaction:
            for place, topic in enumerate(TOPICS):
                transaction.run(
                    "put_epoch",
                    epoch=place + 1,
                    topic=topic,
                    topic_id=f"id-{place}",
                    cluster_id="demo",
                    timestamp_type="CreateTime",
                    first_seen_at=now - timedelta(days=3),
                )
            transaction.lend("new_offsets", _offsets(now))
            transaction.run("put_offsets")
            transaction.run(
                "put_alarm",
                raised_at=now - timedelta(hours=2),
                alarm="new_epoch",
                detail="cgc.disputes was recreated; reading it anew",
            )

    def refuse(self, now: datetime, reasons: Sequence[str]) -> None:
        """One refused message per reason, written with the newest batch."""
        rows = [
            {
                "batch_no": self.store.query("last_batch").to_pylist()[0]["batch_no"],
                "epoch": 1,
                "topic": "cgc.incidents",
                "partition_no": place % 6,
                "offset_no": 9000 + place,
                "record_at": now,
                "reason": reason,
                "detail": "Expected `str` - at `$.title`: say what happened",
                "payload": ""
                if reason == "identity_field"
                else '{"id": "demo", "title": 7}',
            }
            for place, reason in enumerate(reasons)
        ]
        schema = pa.schema(
            [(name, REJECT_COLUMNS.get(name, pa.string())) for name in rows[0]]
        )
        with self.store.transaction() as transaction:
            transaction.lend("new_rejects", pa.Table.from_pylist(rows, schema=schema))
            transaction.run("append_rejects")

    def fill(self, now: datetime, *, per_day: int = 700, days: int = 32) -> None:
        """History: the last days and the same day a year ago, with a day's shape."""
        moments = [
            moment
            for back in (*range(days), 365)
            for moment in self._day(now - timedelta(days=back), per_day, now)
        ]
        moments.sort()
        for start in range(0, len(moments), 4000):
            events = [self.event(at) for at in moments[start : start + 4000]]
            statuses = [self._status(one, now) for one in events]
            self.write(events, written_at=events[-1]["record_at"], statuses=statuses)

    def _day(self, day: datetime, per_day: int, now: datetime) -> list[datetime]:
        start = day.replace(hour=0, minute=0, second=0, microsecond=0)
        start -= timedelta(hours=8)
        found = []
        for _ in range(round(per_day * self._random.uniform(0.85, 1.15))):
            hour = self._random.choices(range(24), DAY_SHAPE)[0]
            seconds = hour * 3600 + self._random.random() * 3600
            found.append(start + timedelta(seconds=seconds))
        limit = now if day.date() == now.date() else now - timedelta(hours=1)
        return [one for one in found if one < limit or day.year < now.year]

    def _status(self, event: dict[str, Any], now: datetime) -> str | None:
        days = (now - event["record_at"]).days
        if self._random.random() < min(0.97, 0.25 + days / 6):
            return "closed"
        is_case = event["kind"] in {"incident", "dispute"}
        return self._random.choice(CASE_STATUSES if is_case else SIGNAL_STATUSES)


def _offsets(now: datetime) -> pa.Table:
    rows = [
        {
            "epoch": place + 1,
            "topic": topic,
            "partition_no": partition,
            "next_offset": 4000 + 37 * partition,
            "last_record_at": now,
        }
        for place, topic in enumerate(TOPICS)
        for partition in range(1 if topic in ORDERED_TOPICS else 6)
    ]
    kinds = (pa.int32(), pa.string(), pa.int32(), pa.int64(), pa.timestamp("us", "UTC"))
    schema = pa.schema(list(zip(rows[0], kinds, strict=True)))
    return pa.Table.from_pylist(rows, schema=schema)


def _handled(
    events: Sequence[dict[str, Any]], statuses: Iterable[str | None]
) -> pa.Table:
    rows = [
        {
            "kind": event["kind"],
            "item_id": event["item_id"],
            "status": status,
            **{name: default for name, (_, default) in HANDLING.items()},
            "closed_at": event["record_at"] + timedelta(minutes=50)
            if status == "closed"
            else None,
        }
        for event, status in zip(events, statuses, strict=False)
        if status
    ]
    names = ("kind", "item_id", "status")
    schema = pa.schema(
        [(name, pa.string()) for name in names]
        + [(name, kind) for name, (kind, _) in HANDLING.items()]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def _event_schema() -> pa.Schema:
    moment = pa.timestamp("us", "UTC")
    whole = {
        "batch_no",
        "offset_no",
        "version",
        "content_hash",
        "division_code",
        "town_code",
    }
    order = [
        "batch_no",
        "epoch",
        "topic",
        "partition_no",
        "offset_no",
        "record_at",
        "kind",
        "item_id",
        "version",
        "content_hash",
        "division_code",
        "town_code",
        "occurred_at",
        "reported_at",
        "category",
        "severity",
        "scale",
        "spread",
        "title",
        "description",
        "longitude",
        "latitude",
        "source",
        "source_ref",
        "tags",
        "campaign",
        "party_hash",
        "is_synthetic",
        "is_device_health",
        "details",
        "extra",
        "opens_status",
    ]
    kinds = (
        dict.fromkeys(order, pa.string())
        | dict.fromkeys(whole, pa.int64())
        | {name: pa.int32() for name in ("epoch", "partition_no")}
        | dict.fromkeys(("record_at", "occurred_at", "reported_at"), moment)
        | {name: pa.float64() for name in ("longitude", "latitude")}
        | {name: pa.bool_() for name in ("is_synthetic", "is_device_health")}
        | {"tags": pa.list_(pa.string())}
    )
    return pa.schema([(name, kinds[name]) for name in order])


def filled_city(now: datetime | None = None, **shape: int) -> City:
    """A store in memory with a month of history up to `now`."""
    city = City(Store(None))
    city.fill(now or datetime.now(UTC), **shape)
    return city

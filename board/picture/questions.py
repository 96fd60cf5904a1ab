"""What one round of questions makes of the city: reads in, rolled-up picture out."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from msgspec import structs

from board.look.clock import DAY, day_start, hour_key, year_before
from board.picture.newest import newest
from board.picture.places import by_scope
from board.picture.rollup import Rollup, roll_up, unpivot
from board.picture.snapshot import Background, Pipeline, Pulse
from board.reads import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from board.picture.geography import Geography
    from board.reads.reads import Reads

FLOOD_WINDOW = timedelta(minutes=10)
FEED_LENGTH = 400
PLACES_SHOWN = 3000
COMMITS_SHOWN = 120
REJECTS_SHOWN = 60
ALARMS_SHOWN = 20
HOURLY_SPAN = timedelta(hours=49)
DAILY_SPAN = timedelta(days=31)
SOURCE_SPAN = timedelta(days=30)
"""A source that is silent for longer is no longer connected, not dead."""
RATES_SPAN = timedelta(days=30)
"""Rates are those of the last days, today included."""
TIMED = (
    "due_soon",
    "overdue",
    "unsigned_overdue",
    "unacknowledged_overdue",
    "supervised",
    "on_ledger",
)
MEASURED_BY = ("axis", "division_code", "kind")
"""Every other column of what is measured is a measure."""


def ask_pulse(
    reads: Reads,
    *,
    geography: Geography,
    now: datetime,
    last_items: tuple[rows.Item, ...] = (),
    is_whole: bool = True,
) -> Pulse:
    """Everything that a new batch may have changed, and what it is compared with;
    `is_whole` says whether the store holds all that was sent. Raises HubGone.
    """
    today, soon = day_start(now), now + timedelta(minutes=1)
    received = reads.received(today, soon)
    return Pulse(
        asked_at=now,
        is_whole=is_whole,
        received=_received(received, geography, "kind", "severity"),
        yesterday=_received(reads.received(today - DAY, now - DAY), geography, "kind"),
        last_year=_received(
            reads.received(year_before(today), year_before(now)), geography, "kind"
        ),
        hourly=_hourly(reads.hourly(now - HOURLY_SPAN, soon), geography),
        categories=_received(received, geography, "kind", "category"),
        flood=_received(
            reads.camera_alerts(now - FLOOD_WINDOW, soon), geography, "category"
        ),
        usual=_received(reads.usual_camera_alerts(now), geography, "days_ago"),
        open=roll_up(
            reads.open(),
            geography,
            keys=("kind", "severity", "status", "standing"),
            count="open_count",
        ),
        closed=roll_up(
            reads.closed(today, soon),
            geography,
            keys=("kind", "status", "standing"),
            count="closed",
        ),
        confirmed=roll_up(
            reads.confirmed(today, soon), geography, keys=("kind",), count="confirmed"
        ),
        faults=roll_up(
            reads.faults(today, soon),
            geography,
            keys=("category",),
            count="device_faults",
        ),
        items=ask_items(reads, last_items),
        places=by_scope(reads.places(PLACES_SHOWN), geography),
        feeds=reads.feed_ages(),
        sources=reads.source_ages(now - SOURCE_SPAN),
    )


def ask_deadlines(reads: Reads, *, geography: Geography, now: datetime) -> Rollup:
    """What presses now, as (measure, kind, severity); raises HubGone."""
    keys = ("name", "kind", "severity")
    pressing = unpivot(reads.deadlines(now), TIMED)
    return roll_up(pressing, geography, keys=keys, count="number")


def ask_background(reads: Reads, *, geography: Geography, now: datetime) -> Background:
    """Days, rates, what silence is usual; may raise HubGone."""
    today = day_start(now)
    tomorrow = (today + DAY).date()
    return Background(
        daily=_daily(reads.daily((today - DAILY_SPAN).date(), tomorrow), geography),
        measures=_measures(
            reads.measures((today - RATES_SPAN + DAY).date(), tomorrow, now),
            geography,
        ),
        silences=reads.silences(),
        calendar=reads.calendar(),
    )


def ask_pipeline(reads: Reads, *, now: datetime, before: Pipeline) -> Pipeline:
    """How the stream runs; refused messages are fetched when new ones came."""
    counts = reads.reject_counts(day_start(now) - DAY, now + timedelta(minutes=1))
    is_new = counts != before.reject_counts
    return Pipeline(
        partitions=reads.partitions(),
        commits=reads.commits(COMMITS_SHOWN),
        rejects=reads.rejects(REJECTS_SHOWN) if is_new else before.rejects,
        reject_counts=counts,
        alarms=reads.alarms(ALARMS_SHOWN),
    )


def cameras_by_division(reads: Reads, geography: Geography) -> Mapping[int, int]:
    """How many cameras every division has; may raise HubGone."""
    return Counter(
        above for one in reads.cameras() for above in geography.line(one.division_code)
    )


def ask_items(reads: Reads, before: tuple[rows.Item, ...]) -> tuple[rows.Item, ...]:
    """The newest items, newest first, each in its newest state; may raise HubGone."""
    since = max((one.batch_no for one in before), default=0)
    events = reads.events_since(since, FEED_LENGTH)
    moves = reads.moves_since(since, FEED_LENGTH) if before else ()
    fresh = [_item(event) for event in events if not event.is_device_health]
    return merged(before, fresh, moves)


def merged(
    before: Iterable[rows.Item],
    fresh: Iterable[rows.Item],
    moves: Iterable[rows.MoveSeen],
) -> tuple[rows.Item, ...]:
    """New messages and new moves laid over what was known."""
    known: dict[tuple[str, str], rows.Item] = {}
    for item in (*fresh, *before):
        known.setdefault((item.kind, item.item_id), item)
    for move in reversed(tuple(moves)):
        moved = known.get((move.kind, move.item_id))
        if moved and move.status_after:
            known[move.kind, move.item_id] = structs.replace(
                moved,
                status=move.status_after,
                batch_no=max(move.batch_no, moved.batch_no),
            )
    return newest(known.values(), FEED_LENGTH)


def _item(event: rows.Event) -> rows.Item:
    return rows.Item(
        batch_no=event.batch_no,
        kind=event.kind,
        item_id=event.item_id,
        case_number=event.case_number,
        division_code=event.division_code,
        category=event.category,
        severity=event.severity,
        status=event.status or "",
        title=event.title,
        record_at=event.record_at,
    )


def _received(counted: pa.Table, geography: Geography, *keys: str) -> Rollup:
    return roll_up(counted, geography, keys=keys, count="received")


def _measures(counted: pa.Table, geography: Geography) -> Rollup:
    measures = [name for name in counted.column_names if name not in MEASURED_BY]
    keys = ("axis", "kind", "name")
    return roll_up(unpivot(counted, measures), geography, keys=keys, count="number")


def _hourly(counted: pa.Table, geography: Geography) -> Rollup:
    hours = pa.array([hour_key(one) for one in counted.column("hour_at").to_pylist()])
    keys = ("kind", "hour")
    by_hour = _by_town(counted).append_column("hour", hours.cast(pa.string()))
    return roll_up(by_hour, geography, keys=keys, count="received")


def _daily(counted: pa.Table, geography: Geography) -> Rollup:
    days = counted.column("business_day").cast(pa.string())
    keys = ("kind", "day")
    by_day = counted.append_column("day", days)
    return roll_up(by_day, geography, keys=keys, count="received")


def _by_town(counted: pa.Table) -> pa.Table:
    """What is known of no town counts for its county."""
    towns = pc.coalesce(counted.column("town_code"), counted.column("county_code"))
    return counted.append_column("division_code", towns)

"""What one round of questions makes of the city: reads in, rolled-up picture out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from board.look.clock import DAY, day_of, day_start, hour_key, year_before
from board.look.codes import warned_days
from board.picture.news import news_items, news_questions
from board.picture.places import by_scope
from board.picture.rollup import Rollup, roll_up, unpivot
from board.picture.snapshot import Background, Pipeline, Pressing, Pulse
from board.reads import rows
from board.reads.notice_rows import UrgentUnsigned
from board.reads.rounds import asked
from board.reads.warning_rows import HotNow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.picture.geography import Geography
    from board.reads.reads import Reads
    from board.reads.rounds import Answers, Moment
    from sql.questions import Question

FLOOD_WINDOW = timedelta(minutes=10)
PLACES_SHOWN = 3000
COMMITS_SHOWN = 120
REJECTS_SHOWN = 60
BEYOND = 10**12
"""Above every code of a division."""
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
    "unassigned_overdue",
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
    store: str = "",
    past: Moment | None = None,
) -> Pulse:
    """Everything that a new batch may have changed, and what it is compared with;
    `is_whole` says whether the store holds all that was sent, `last_items` are known of
    this `store`. Of the past there are no news. Raises HubGone.
    """
    news = {} if past else news_questions(last_items)
    found = reads.round(pulse_questions(now) | news, now, past)
    return Pulse(
        moment=found.moment,
        is_whole=is_whole,
        store=store,
        items=news_items(found, last_items) if news else (),
        places=by_scope(found.rows("places", rows.Place), geography),
        feeds=found.rows("feeds", rows.FeedAge),
        sources=found.rows("sources", rows.SourceAge),
        **counts(found, geography),
    )


def pulse_questions(now: datetime) -> dict[str, Question]:
    """What the counts of a day are made of; their names are those of the answers."""
    today, soon = day_start(now), now + timedelta(minutes=1)
    day = {"from_at": today, "until_at": soon}
    return {
        "received": asked("received_by_village", **day),
        "yesterday": asked(
            "received_by_village", from_at=today - DAY, until_at=now - DAY
        ),
        "last_year": asked(
            "received_by_village",
            from_at=year_before(today),
            until_at=year_before(now),
        ),
        "hourly": asked("hourly_received", from_at=now - HOURLY_SPAN, until_at=soon),
        "flood": asked(
            "camera_alerts_by_village", from_at=now - FLOOD_WINDOW, until_at=soon
        ),
        "usual": asked("usual_camera_alerts_by_village", now_at=now),
        "open": asked("open_by_village", now_at=now),
        "closed": asked("closed_by_village", **day),
        "confirmed": asked("confirmed_by_village", **day),
        "faults": asked("device_faults_by_village", **day),
        "places": asked("open_places", now_at=now, row_limit=PLACES_SHOWN),
        "feeds": asked("feed_ages"),
        "sources": asked("source_ages", from_at=now - SOURCE_SPAN),
    }


ROLLED: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "received": ("received", ("kind", "severity"), "received"),
    "yesterday": ("yesterday", ("kind",), "received"),
    "last_year": ("last_year", ("kind",), "received"),
    "categories": ("received", ("kind", "category"), "received"),
    "flood": ("flood", ("category",), "received"),
    "usual": ("usual", ("days_ago",), "received"),
    "open": ("open", ("kind", "severity", "status", "standing"), "open_count"),
    "closed": ("closed", ("kind", "status", "standing"), "closed"),
    "confirmed": ("confirmed", ("kind",), "confirmed"),
    "faults": ("faults", ("category",), "device_faults"),
}
"""Counts of the pulse: the answer they come from, their keys, the column counted."""


def counts(found: Answers, geography: Geography) -> dict[str, Rollup]:
    """The counts of a pulse, rolled up for every division."""
    rolled = {
        name: roll_up(found[answer], geography, keys=keys, count=count)
        for name, (answer, keys, count) in ROLLED.items()
    }
    return rolled | {"hourly": _hourly(found["hourly"], geography)}


def ask_deadlines(
    reads: Reads, *, geography: Geography, now: datetime, past: Moment | None = None
) -> Pressing:
    """What presses now; raises HubGone."""
    questions = {
        "deadlines": asked("deadlines_by_village", now_at=now),
        "urgent": asked("urgent_notices", now_at=now),
    }
    found = reads.round(questions, now, past)
    keys = ("name", "kind", "severity")
    pressing = unpivot(found["deadlines"], TIMED)
    return Pressing(
        found.moment,
        roll_up(pressing, geography, keys=keys, count="number"),
        {one.center_code: one.notices for one in found.rows("urgent", UrgentUnsigned)},
    )


def ask_background(
    reads: Reads, *, geography: Geography, now: datetime, past: Moment | None = None
) -> Background:
    """Days, rates, what silence is usual; may raise HubGone."""
    found = reads.round(background_questions(now), now, past)
    return Background(
        moment=found.moment,
        daily=_daily(found["daily"], geography),
        measures=_measures(found["measures"], geography),
        silences=found.rows("silences", rows.Silence),
        calendar=found.first("calendar", rows.Calendar),
        hot=found.rows("hot", HotNow),
    )


def background_questions(now: datetime) -> dict[str, Question]:
    """Days and rates up to tonight: what they are made of."""
    today = day_start(now)
    tomorrow = (today + DAY).date()
    return {
        "daily": asked(
            "daily_received", from_day=(today - DAILY_SPAN).date(), until_day=tomorrow
        ),
        "measures": asked(
            "indicators_by_town",
            from_day=(today - RATES_SPAN + DAY).date(),
            until_day=tomorrow,
            now_at=now,
        ),
        "silences": asked("expected_silence"),
        "calendar": asked("calendar_known_until"),
        "hot": _hot_question(now),
    }


def _hot_question(now: datetime) -> Question:
    """Of the whole city, by the days that are over."""
    until = day_of(now)
    days = {"from_day": until - warned_days() * DAY, "until_day": until}
    return asked("hot_everywhere", low=0, high=BEYOND, **days)


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

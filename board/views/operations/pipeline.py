"""How the stream runs: partitions with their lag, commits, what was refused and why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import clock_text, stamp_text
from board.reads.health import HubHealth, HubPartition
from board.views.common.figures import NOTHING, epoch_ms, share
from board.views.situation.breakdown import Bar
from board.views.situation.charts import Figure, layout
from streams.events import STREAMS

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts
    from board.look.theme import Palette
    from board.picture.snapshot import Snapshot
    from board.reads import rows

REASONS_SHOWN = 12
REACH = timedelta(days=90)
"""How far ahead deadlines in workdays may reach."""


class Fact(Struct, frozen=True):
    """One figure of the summary; `at` (epoch milliseconds) ticks in the browser."""

    name: str
    value: str
    unit: str
    level: str = ""
    at: int | None = None


class PartitionRow(Struct, frozen=True, kw_only=True):
    key: str
    topic: str
    name: str
    partition: str
    epoch: str
    position: str
    end: str
    lag: str
    behind: bool
    rate: str
    stamp: str
    last: str


def summary(snapshot: Snapshot, words: Texts) -> tuple[Fact, ...]:
    health = snapshot.health or HubHealth()
    refused = sum(one.rejects for one in snapshot.pipeline.reject_counts)
    batch = snapshot.batch
    status = words.known("hub_status", health.status)
    level = "good" if health.status == "ok" else "warn"
    return (
        Fact(words("pipeline.status"), status, "", level),
        Fact(
            words("pipeline.last_commit"),
            NOTHING,
            "",
            at=epoch_ms(batch.written_at) if batch else None,
        ),
        Fact(words("pipeline.lag"), _number(health.lag_records), words("unit.records")),
        Fact(
            words("pipeline.rate"), _rate(health.rows_per_s), words("unit.per_second")
        ),
        Fact(words("pipeline.batch"), _number(batch.batch_no if batch else None), ""),
        Fact(
            words("pipeline.refused"),
            f"{refused:,}",
            words("unit.records"),
            "warn" if refused else "",
        ),
        _count("future", health.future_records, words),
        _count("afterwards", health.entered_afterwards, words),
        Fact(
            words("pipeline.broker"),
            words.known("broker", health.broker_kind or "unknown"),
            "",
        ),
        _calendar(snapshot, words),
    )


def _calendar(snapshot: Snapshot, words: Texts) -> Fact:
    """Until when workdays are published: deadlines soon reach beyond, and it warns."""
    name, calendar = words("pipeline.calendar"), snapshot.comparison.calendar
    if calendar is None or calendar.known_until is None or snapshot.as_of is None:
        return Fact(name, NOTHING, "")
    day = calendar.known_until
    is_near = day - snapshot.as_of.date() < REACH
    beyond = words("pipeline.calendar_beyond") if is_near else ""
    return Fact(name, day.isoformat(), beyond, "warn" if is_near else "")


def _count(name: str, count: int | None, words: Texts) -> Fact:
    """What should not happen often: a warning once it does."""
    level = "warn" if count else ""
    return Fact(words(f"pipeline.{name}"), _number(count), words("unit.records"), level)


def partitions(
    snapshot: Snapshot, words: Texts, now: datetime
) -> tuple[PartitionRow, ...]:
    """The hub's word on each partition; where it is silent, what the store holds."""
    stored: dict[tuple[str, int, int | None], rows.Partition] = {
        (one.topic, one.partition_no, one.epoch): one
        for one in snapshot.pipeline.partitions
    }
    spoken = snapshot.health.partitions if snapshot.health else ()
    said = {(one.topic, one.partition, one.epoch): one for one in spoken}
    order = sorted(stored.keys() | said.keys(), key=str)
    return tuple(
        _partition(
            key, stored.get(key), said.get(key, HubPartition(*key[:2])), words, now
        )
        for key in order
    )


def _partition(
    key: tuple[str, int, int | None],
    stored: rows.Partition | None,
    said: HubPartition,
    words: Texts,
    now: datetime,
) -> PartitionRow:
    position = said.position
    if position is None and stored:
        position = stored.next_offset
    stamp = said.timestamp_type or (stored.timestamp_type if stored else None)
    return PartitionRow(
        key=str(key),
        topic=key[0],
        name=topic_name(key[0], words),
        partition=str(key[1]),
        epoch=NOTHING if key[2] is None else str(key[2]),
        position=_number(position),
        end=_number(said.end_offset),
        lag=_number(said.lag),
        behind=bool(said.lag),
        rate=_rate(said.rate),
        stamp=words.known("timestamp_type", stamp or "unknown"),
        last=stamp_text(stored.last_record_at if stored else None, now),
    )


def commits_figure(snapshot: Snapshot, words: Texts, palette: Palette) -> Figure:
    """The last commits: rows each as bars, milliseconds each as a line."""
    commits = snapshot.pipeline.commits[::-1]
    labels = [f"{one.batch_no} · {clock_text(one.written_at)}" for one in commits]
    counts = [one.events + one.moves for one in commits]
    frame = layout(palette, unit=words("unit.records"))
    frame["xaxis"] |= {"showticklabels": False}
    frame["yaxis"] |= {"nticks": 3}
    frame["yaxis2"] = frame["yaxis"] | {
        "overlaying": "y",
        "side": "right",
        "showgrid": False,
        "title": {"text": words("unit.ms"), "font": {"size": 11}},
    }
    frame["margin"] = frame["margin"] | {"r": 44}
    return {
        "data": [
            {
                "type": "bar",
                "name": words("pipeline.rows"),
                "x": labels,
                "y": counts,
                "marker": {"color": palette.accent},
            },
            {
                "type": "scatter",
                "mode": "lines",
                "name": words("pipeline.fold"),
                "x": labels,
                "y": [round(one.fold_ms, 1) for one in commits],
                "yaxis": "y2",
                "line": {"color": palette.severity["02"], "width": 1.4},
            },
        ],
        "layout": frame,
    }


def reasons(snapshot: Snapshot, words: Texts) -> tuple[Bar, ...]:
    """How many messages were refused since yesterday, by reason and topic."""
    counts = snapshot.pipeline.reject_counts[:REASONS_SHOWN]
    most = max((one.rejects for one in counts), default=0)
    return tuple(
        Bar(
            f"{words.known('reason', one.reason)} · {topic_name(one.topic, words)}",
            one.topic,
            "",
            one.rejects,
            share(one.rejects, most),
        )
        for one in counts
    )


def topic_name(topic: str, words: Texts) -> str:
    kinds = {stream.topic: stream.kind for stream in STREAMS}
    kind = kinds.get(topic)
    return words.known("kind", kind) if kind else words.known("topic", topic)


def _number(value: int | None) -> str:
    return NOTHING if value is None else f"{value:,}"


def _rate(value: float | None) -> str:
    return NOTHING if value is None else f"{value:,.1f}"

"""How the stream runs: partitions with their lag, commits, what was refused and why."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from board.reads.health import HubHealth, HubPartition
from board.views.common.bars import Bar, bars
from board.views.common.contents import (
    Chart,
    Column,
    Contents,
    Figure,
    Level,
    Series,
    table,
)
from board.views.common.figures import epoch_ms
from board.views.operations.backup import backup
from streams.events import STREAMS

if TYPE_CHECKING:
    from board.look.formats import Form, Scalar
    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot
    from board.reads import rows

REASONS_SHOWN = 12
REACH = timedelta(days=90)
"""How far ahead deadlines in workdays may reach."""


def summary(snapshot: Snapshot, words: Texts) -> Contents:
    health = snapshot.health or HubHealth()
    refused = sum(one.rejects for one in snapshot.pipeline.reject_counts)
    batch = snapshot.batch
    is_well = health.status == "ok"
    records, per_second = words("unit.records"), words("unit.per_second")
    said = partial(_figure, words)
    return Contents(
        figures=(
            said(
                "status",
                words.known("hub_status", health.status),
                level="good" if is_well else "warn",
            ),
            said("last_commit", epoch_ms(batch.written_at) if batch else None, "age"),
            said("lag", health.lag_records, "count", unit=records),
            said("rate", health.rows_per_s, "decimal", unit=per_second),
            said("batch", batch.batch_no if batch else None, "count"),
            said("refused", refused, "count", unit=records, level=_warns(refused)),
            _unusual("future", health.future_records, words),
            _unusual("afterwards", health.entered_afterwards, words),
            said("broker", words.known("broker", health.broker_kind or "unknown")),
            _calendar(snapshot, words),
            backup(health, words),
        )
    )


def _figure(
    words: Texts, key: str, value: Scalar, form: Form = "text", **more: Any
) -> Figure:
    name = words(f"pipeline.{key}")
    return Figure(value=value, form=form, key=key, name=name, **more)


def _unusual(key: str, count: int | None, words: Texts) -> Figure:
    """What should not happen often: a warning once it does."""
    unit = words("unit.records")
    return _figure(words, key, count, "count", unit=unit, level=_warns(count))


def _warns(count: int | None) -> Level:
    return "warn" if count else ""


def _calendar(snapshot: Snapshot, words: Texts) -> Figure:
    """Until when workdays are published: deadlines soon reach beyond, and it warns."""
    calendar = snapshot.background.calendar
    if calendar is None or calendar.known_until is None or snapshot.as_of is None:
        return _figure(words, "calendar", None, "date")
    day = calendar.known_until
    if day - snapshot.as_of.date() >= REACH:
        return _figure(words, "calendar", day.isoformat(), "date")
    beyond = words("pipeline.calendar_beyond")
    return _figure(
        words, "calendar", day.isoformat(), "date", note=beyond, level="warn"
    )


def partitions(snapshot: Snapshot, words: Texts) -> Contents:
    """The hub's word on each partition; where it is silent, what the store holds."""
    stored: dict[tuple[str, int, int | None], rows.Partition] = {
        (one.topic, one.partition_no, one.epoch): one
        for one in snapshot.pipeline.partitions
    }
    spoken = snapshot.health.partitions if snapshot.health else ()
    said = {(one.topic, one.partition, one.epoch): one for one in spoken}
    order = sorted(stored.keys() | said.keys(), key=str)
    found = (
        _partition(key, stored.get(key), said.get(key, HubPartition(*key[:2])), words)
        for key in order
    )
    return Contents(
        title=words("label.partitions"),
        note=words("label.partitions_note"),
        tables=(table("partitions", _partition_columns(words), found),),
    )


def _partition_columns(words: Texts) -> tuple[Column, ...]:
    forms: dict[str, Form] = {
        "partition": "code",
        "epoch": "code",
        "position": "count",
        "end": "count",
        "lag": "count",
        "rate": "decimal",
        "stamp": "text",
        "last": "moment",
    }
    shown = (
        Column(key=key, form=form, name=words(f"column.{key}"))
        for key, form in forms.items()
    )
    return (
        Column(key="key", form="code"),
        Column(key="topic", form="code"),
        Column(key="name", name=words("column.topic")),
        *shown,
    )


def _partition(
    key: tuple[str, int, int | None],
    stored: rows.Partition | None,
    said: HubPartition,
    words: Texts,
) -> dict[str, Any]:
    position = said.position
    if position is None and stored:
        position = stored.next_offset
    stamp = said.timestamp_type or (stored.timestamp_type if stored else None)
    return {
        "key": str(key),
        "topic": key[0],
        "name": topic_name(key[0], words),
        "partition": key[1],
        "epoch": key[2],
        "position": position,
        "end": said.end_offset,
        "lag": said.lag,
        "rate": said.rate,
        "stamp": words.known("timestamp_type", stamp or "unknown"),
        "last": epoch_ms(stored.last_record_at if stored else None),
    }


def commits(snapshot: Snapshot, words: Texts) -> Contents:
    """The last commits: rows each as bars, milliseconds each as a line."""
    columns = (
        Column(key="batch", form="count", name=words("pipeline.batch")),
        Column(key="written", form="time", name=words("column.time")),
        Column(
            key="rows",
            form="count",
            name=words("pipeline.rows"),
            unit=words("unit.records"),
        ),
        Column(
            key="fold",
            form="decimal",
            name=words("pipeline.fold"),
            unit=words("unit.ms"),
        ),
    )
    made = (
        {
            "batch": one.batch_no,
            "written": epoch_ms(one.written_at),
            "rows": one.events + one.moves,
            "fold": round(one.fold_ms, 1),
        }
        for one in snapshot.pipeline.commits[::-1]
    )
    chart = Chart(
        name="commits",
        table="commits",
        x=("batch", "written"),
        series=(
            Series(column="rows", colour="accent"),
            Series(column="fold", colour="severity-02", mark="line", axis="right"),
        ),
        every=0,
    )
    return Contents(
        title=words("label.commits"),
        note=words("label.commits_note"),
        tables=(table("commits", columns, made),),
        charts=(chart,),
    )


def reasons(snapshot: Snapshot, words: Texts) -> Contents:
    """How many messages were refused since yesterday, by reason and topic."""
    counts = snapshot.pipeline.reject_counts[:REASONS_SHOWN]
    found = (
        Bar(
            f"{words.known('reason', one.reason)} · {topic_name(one.topic, words)}",
            "",
            one.topic,
            one.rejects,
        )
        for one in counts
    )
    return bars(
        found, words, title=words("label.reasons"), note=words("label.reasons_note")
    )


def topic_name(topic: str, words: Texts) -> str:
    kinds = {stream.topic: stream.kind for stream in STREAMS}
    kind = kinds.get(topic)
    return words.known("kind", kind) if kind else words.known("topic", topic)

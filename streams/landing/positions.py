"""Where to read on: what the store has read against what the cluster holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from streams.broker.cluster import SourceError
from streams.status import REFUSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sql.store import Store, Transaction
    from streams.broker.cluster import ClusterFacts, TopicFacts
    from streams.broker.source import Span

EMBEDDED = "embedded"


class AheadError(SourceError):
    """The store has read what the topic does not hold: a person has to decide."""

    alarm, status = "ahead", REFUSING


class Alarm(Struct, frozen=True):
    """Something that a person should know; `alarm` is its code."""

    alarm: str
    detail: str


class Memory(Struct, frozen=True):
    """What the store has seen: epochs by topic and id (the newest), next offsets."""

    epochs: Mapping[tuple[str, str], int]
    offsets: Mapping[tuple[int, str, int], int]


class Hole(Struct, frozen=True):
    """Offsets from `first` up to, and without, `until` that Kafka dropped before they
    were read.
    """

    topic: str
    number: int
    first: int
    until: int


class Plan(Struct, frozen=True):
    """The epoch of each topic, the next offset of each partition, what was noticed;
    `behind_gaps` are the offsets that the store does not know yet.
    """

    epochs: Mapping[str, int]
    positions: Mapping[tuple[str, int], int]
    new_topics: tuple[TopicFacts, ...]
    alarms: tuple[Alarm, ...]
    behind_gaps: Mapping[tuple[str, int], int] = {}
    holes: tuple[Hole, ...] = ()


def remember(store: Store) -> Memory:
    """Read the memory back from the store."""
    return Memory(
        {
            (row["topic"], row["topic_id"]): row["epoch"]
            for row in store.query("epochs_seen").to_pylist()
        },
        {
            (row["epoch"], row["topic"], row["partition_no"]): row["next_offset"]
            for row in store.query("partitions").to_pylist()
        },
    )


def skips(store: Store) -> set[tuple[str, int, int]]:
    """The (topic, partition, offset) that cannot be read and are to be left out."""
    return {tuple(row.values()) for row in store.query("skips").to_pylist()}


def plan(
    memory: Memory, cluster: ClusterFacts, spans: Mapping[tuple[str, int], Span]
) -> Plan:
    """Decide where to go on.

    A topic with a new id gets a new epoch and is read from its beginning; offsets
    that Kafka dropped before we read them are a gap. AheadError when the store is
    ahead of a topic that claims to be the same.
    """
    new = tuple(facts for facts in cluster.topics if _is_new(facts, memory, spans))
    first = max(memory.epochs.values(), default=0) + 1
    epochs = {
        facts.topic: memory.epochs.get((facts.topic, facts.topic_id), 0)
        for facts in cluster.topics
    } | {facts.topic: first + place for place, facts in enumerate(new)}
    stored = {
        place: memory.offsets.get((epochs[place[0]], *place), 0) for place in spans
    }
    positions = {
        place: max(offset, spans[place].beginning) for place, offset in stored.items()
    }
    behind_gaps = {
        place: offset for place, offset in positions.items() if offset > stored[place]
    }
    holes = tuple(_gaps(stored, behind_gaps))
    alarms = (*_new_epochs(new, memory), *map(_told, holes))
    return Plan(epochs, positions, new, alarms, behind_gaps, holes)


def record(store: Store, cluster: ClusterFacts, plan: Plan, now: datetime) -> None:
    """Write new epochs and alarms down, so that they outlive the hub, and where it goes
    on behind a gap, so that each is told once.
    """
    with store.transaction() as transaction:
        for facts in plan.new_topics:
            transaction.run(
                "put_epoch",
                epoch=plan.epochs[facts.topic],
                topic=facts.topic,
                topic_id=facts.topic_id,
                cluster_id=cluster.cluster_id,
                timestamp_type=facts.timestamp_type,
                first_seen_at=now,
            )
        _put_positions(transaction, plan.epochs, plan.behind_gaps)
        for hole in plan.holes:
            transaction.run(
                "put_hole",
                epoch=plan.epochs[hole.topic],
                topic=hole.topic,
                partition_no=hole.number,
                first_offset=hole.first,
                until_offset=hole.until,
            )
        for alarm in plan.alarms:
            _put(transaction, alarm, now)


def move_on(
    store: Store,
    epochs: Mapping[str, int],
    offsets: Mapping[tuple[str, int], int],
    alarms: Iterable[Alarm],
    now: datetime,
) -> None:
    """Write down where to go on behind what is no record, with what is to be told."""
    with store.transaction() as transaction:
        _put_positions(transaction, epochs, offsets)
        for alarm in alarms:
            _put(transaction, alarm, now)


def _put_positions(
    transaction: Transaction,
    epochs: Mapping[str, int],
    offsets: Mapping[tuple[str, int], int],
) -> None:
    for (topic, number), offset in offsets.items():
        transaction.run(
            "move_position",
            epoch=epochs[topic],
            topic=topic,
            partition_no=number,
            next_offset=offset,
        )


def note(store: Store, alarm: Alarm, now: datetime) -> None:
    """Write one alarm down."""
    with store.transaction() as transaction:
        _put(transaction, alarm, now)


def note_once(store: Store, alarm: Alarm, now: datetime, *, since: datetime) -> None:
    """Write one alarm down unless one of the same words stands there since then."""
    with store.transaction() as transaction:
        transaction.run(
            "put_alarm_once",
            raised_at=now,
            alarm=alarm.alarm,
            detail=alarm.detail,
            since=since,
        )


def _put(transaction: Transaction, alarm: Alarm, now: datetime) -> None:
    transaction.run("put_alarm", raised_at=now, alarm=alarm.alarm, detail=alarm.detail)


def _is_new(
    facts: TopicFacts, memory: Memory, spans: Mapping[tuple[str, int], Span]
) -> bool:
    epoch = memory.epochs.get((facts.topic, facts.topic_id))
    if epoch is None:
        return True
    for number in facts.partitions:
        end = spans[facts.topic, number].end
        stored = memory.offsets.get((epoch, facts.topic, number), 0)
        if stored > end and facts.topic_id.startswith(EMBEDDED):
            return True
        if stored > end:
            raise AheadError(
                f"{facts.topic}[{number}] ends at {end}, but the store has read up to "
                f"{stored}: the broker lost records. Restore it, or start with "
                "another CGC_HOME.",
            )
    return False


def _new_epochs(new: tuple[TopicFacts, ...], memory: Memory) -> Iterator[Alarm]:
    known = {topic for topic, _ in memory.epochs}
    for facts in new:
        if facts.topic in known:
            yield Alarm("new_epoch", f"{facts.topic} was recreated; reading it anew")


def _gaps(
    stored: Mapping[tuple[str, int], int], behind: Mapping[tuple[str, int], int]
) -> Iterator[Hole]:
    for (topic, number), until in behind.items():
        yield Hole(topic, number, stored[topic, number], until)


def _told(hole: Hole) -> Alarm:
    """Of a partition that is read for the first time an older store may hold more."""
    remedy = "" if hole.first else "; a backup may hold them: python -m streams restore"
    return Alarm(
        "gap",
        f"{hole.topic}[{hole.number}]: {hole.until - hole.first} records from offset "
        f"{hole.first} on were dropped by Kafka before they were read{remedy}",
    )

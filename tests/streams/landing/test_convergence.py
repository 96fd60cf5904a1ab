"""However topics interleave and batches are cut, they make the same city."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sql.store import DEADLINE_PROFILE, Store
from streams.clock import now
from streams.events import TOPICS
from streams.hub.start import admission_of, rules_of
from streams.intake.admission import admitted
from streams.landing import writer
from streams.landing.batches import sort
from streams.landing.writer import Writer
from tests.journey.chaos_message import numbered
from tests.journey.chaos_traffic import Traffic
from tests.journey.comparison import compare, differences, exact, unequal
from tests.journey.model.fold import Key, Place, fold
from tests.journey.model.messages import Record
from tests.support.ready import ready_file
from tests.support.stored import Stored, plain_rows, stored

NOW_MS = 1_793_000_000_000
BEFORE_SPRING_FESTIVAL_MS = 1_771_041_600_000
MESSAGES = 1_000
FEW_DELTAS = 200
PROFILES = {
    DEADLINE_PROFILE: NOW_MS,
    "hotline_12345": BEFORE_SPRING_FESTIVAL_MS,
    "petition": NOW_MS,
}
"""Profiles, and the time of their traffic: the middle one counts in workdays."""


def consumed(record: Record) -> tuple[Any, ...]:
    """The record with everything in the place where kafka-python has it."""
    return (
        *(record.topic, record.partition, 0, record.offset, record.at // 1_000),
        *(0, b"", record.value, []),
    )


def interleaved(records: list[Record], random: Random) -> Iterator[Record]:
    """Each partition in its order, the partitions in any."""
    queues: dict[tuple[str, int], list[Record]] = {}
    for record in reversed(records):
        queues.setdefault((record.topic, record.partition), []).append(record)
    while queues:
        place = random.choice(sorted(queues))
        for _ in range(random.randint(1, 40)):
            yield queues[place].pop()
            if not queues[place]:
                del queues[place]
                break


def filled(
    path: Path, records: list[Record], random: Random, *, profile: str, most: int
) -> Store:
    """A store that took the records in batches of up to `most`."""
    store = ready_file(path, deadline_profile=profile)
    admission = admission_of(store, is_synthetic=True)
    hub_writer = Writer(store, rules_of(store))
    _know_topics(store)
    waiting = [consumed(record) for record in interleaved(records, random)]
    number = 0
    while waiting:
        number += 1
        count = random.randint(1, most)
        batch = sort(
            admitted(waiting[:count], admission),
            batch_no=number,
            epochs=dict.fromkeys(TOPICS, 0),
        )
        hub_writer.write(batch, batch_no=number, written_at=now())
        hub_writer.compact()
        del waiting[:count]
    return store


def _know_topics(store: Store) -> None:
    with store.transaction() as transaction:
        for topic in TOPICS:
            transaction.run(
                "put_epoch",
                epoch=0,
                topic=topic,
                topic_id=topic,
                cluster_id="none",
                timestamp_type="CreateTime",
                first_seen_at=now(),
            )


def written(path: Path, *arguments: Any, **more: Any) -> Stored:
    """What stands in the file of such a store."""
    filled(path, *arguments, **more).close()
    return stored(path)


@pytest.fixture(autouse=True)
def _compacts_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_CHANGES", FEW_DELTAS // 4)
    monkeypatch.setattr(writer, "MOST_DELTAS", FEW_DELTAS)
    monkeypatch.setattr(writer, "SLICE_DELTAS", FEW_DELTAS // 2)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_order_and_every_cut_gives_what_the_model_says(
    profile: str, tmp_path: Path
) -> None:
    traffic = Traffic(1, partitions=4, now_ms=PROFILES[profile])
    records = numbered(traffic.take(MESSAGES))
    stores = [
        written(tmp_path / name, records, Random(name), profile=profile, most=most)
        for name, most in (("small", 60), ("large", 1_000))
    ]
    assert unequal(*stores) == []
    assert differences(stores[0], records, profile) == []
    assert all(store["rollups"] for store in stores)


def test_the_state_as_of_any_vector_is_what_the_records_before_it_make(
    tmp_path: Path,
) -> None:
    random = Random(4)
    records = numbered(Traffic(4, partitions=4, now_ms=NOW_MS).take(MESSAGES))
    store = filled(
        tmp_path / "board.duckdb", records, random, profile=DEADLINE_PROFILE, most=300
    )
    for share in (0.3, 0.7):
        vector = {place: int(end * share) for place, end in _ends(records).items()}
        before = [r for r in records if r.offset < vector[r.topic, r.partition]]
        keys = random.sample(sorted(fold(before, DEADLINE_PROFILE).items), 15)
        items = fold(before, DEADLINE_PROFILE, _hashes(store, keys)).items
        untold = {"is_open": None, "distinct_moves": None}
        expected = {key: items[key] | untold for key in keys}
        found = {key: _as_of(store, key, vector) for key in keys}
        assert compare("as of", found, expected) == []


def _ends(records: list[Record]) -> dict[tuple[str, int], int]:
    return {(record.topic, record.partition): record.offset + 1 for record in records}


def _hashes(store: Store, keys: list[Key]) -> dict[Place, int]:
    """The content hash of every version of these items."""
    rows = [
        row
        for kind, item_id in keys
        for row in store.query("item_versions", kind=kind, id=item_id).to_pylist()
    ]
    return {
        (row["topic"], row["partition_no"], row["offset_no"]): row["content_hash"]
        for row in rows
    }


def _as_of(
    store: Store, key: Key, vector: dict[tuple[str, int], int]
) -> dict[str, Any]:
    offsets = [
        {"topic_id": topic, "partition": partition, "next_offset": end}
        for (topic, partition), end in vector.items()
    ]
    found = store.query(
        "item_as_of", kind=key[0], id=key[1], offsets=json.dumps(offsets)
    )
    (row,) = plain_rows(found)
    return exact(row)

"""However topics interleave and batches are cut, they make the same city."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sql.store import DEADLINE_PROFILE, Store
from streams import writer
from streams.admission import admission_of, rules_of
from streams.batches import sort
from streams.clock import now
from streams.writer import Writer
from tests.journey.chaos_traffic import Traffic, numbered
from tests.journey.comparison import differences, unequal
from tests.journey.model.messages import Record
from tests.journey.stored import Stored, stored

NOW_MS = 1_793_000_000_000
MESSAGES = 1_000
FEW_DELTAS = 400
PROFILES = (DEADLINE_PROFILE, "hotline_12345", "petition")


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


def written(
    path: Path, records: list[Record], random: Random, *, profile: str, most: int
) -> Stored:
    """A store that took the records in batches of up to `most`."""
    store = Store(path, deadline_profile=profile)
    admission = admission_of(store, is_synthetic=True)
    hub_writer = Writer(store, rules_of(store))
    waiting = [consumed(record) for record in interleaved(records, random)]
    epochs = {record.topic: 0 for record in records}
    number = 0
    while waiting:
        number += 1
        count = random.randint(1, most)
        batch = sort(
            waiting[:count], batch_no=number, epochs=epochs, admission=admission
        )
        hub_writer.write(batch, batch_no=number, written_at=now(), results={})
        hub_writer.compact()
        del waiting[:count]
    store.close()
    return stored(path)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_order_and_every_cut_gives_what_the_model_says(
    profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST_DELTAS", FEW_DELTAS)
    monkeypatch.setattr(writer, "SLICE_DELTAS", FEW_DELTAS // 2)
    seed = PROFILES.index(profile)
    traffic = Traffic(seed, partitions=4, now_ms=NOW_MS)
    records = numbered(traffic.take(MESSAGES))
    stores = [
        written(tmp_path / name, records, Random(name), profile=profile, most=most)
        for name, most in (("small", 60), ("large", 1_000))
    ]
    assert unequal(*stores) == []
    assert differences(stores[0], records, profile) == []
    assert all(store["rollups"] for store in stores)

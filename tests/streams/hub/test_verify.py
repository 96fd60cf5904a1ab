"""`verify` finds nothing in a sound store, and names what was tampered with."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from sql.store import Store
from streams.hub import verify
from streams.hub.verify import Sample, Seen, first_difference
from streams.landing import writer
from tests.support.intake import Intake
from tests.support.ready import ready_file
from tests.support.stored import copied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TAMPERED = {
    "update items_open set severity = '01' where version is not null": "severity is",
    "update items_open set status = 'joint'": "status is 'joint'",
    "update items_open set close_due_at = close_due_at + interval 1 day": "close_due",
    "update items_open set expected_tier = 'none' where expected_tier is not null": (
        "expected_tier is 'none'"
    ),
    "delete from items_open where version is not null": "is in the logs, but no item",
    "insert into items_open select * from items_open limit 1": "stands twice",
    "insert into event_log select * from event_log limit 1": "stands 2 times",
    "delete from move_log where verdict = 'accepted'": "the logs hold",
    "update move_log set verdict = 'refused' where verdict = 'accepted'": "verdict is",
    "update offsets set next_offset = 1": "it goes on at 1",
    "update rollup_deltas set items = items + 1": "too much by",
    "delete from rollup_deltas where grain = 'village'": "'items': '-",
    "update rollup_changes set status = 'joint'": "too much by",
    "delete from rollup_changes where sign = 1": "'items': '-",
}
TOO_EARLY = "update batches set events = events + 1"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "board.duckdb"
    intake = Intake(ready_file(path))
    records = intake.traffic(seed=11, size=600)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "MOST_CHANGES", 150)
        while batch := tuple(islice(records, 90)):
            intake.take(*batch)
            intake.writer.compact()
    intake.store.close()
    return path


@pytest.fixture
def store(sound: Path, tmp_path: Path) -> Iterator[Store]:
    store = Store(copied(sound, tmp_path))
    yield store
    store.close()


@pytest.mark.parametrize("rows_a_share", [50, 10**6])
def test_a_sound_store_has_no_difference(
    monkeypatch: pytest.MonkeyPatch, store: Store, rows_a_share: int
) -> None:
    monkeypatch.setattr(verify, "ROWS_A_SHARE", rows_a_share)
    seen = Seen()
    assert first_difference(store, Sample(), seen) is None
    assert seen.items > 50
    assert seen.moves > 200
    assert seen.cells > 50


@pytest.mark.parametrize("statement", TAMPERED)
def test_the_first_difference_is_named(store: Store, statement: str) -> None:
    store._connection.execute(statement)  # noqa: SLF001 - tampering is the test
    difference = first_difference(store, Sample(), Seen())
    assert difference is not None
    assert TAMPERED[statement] in difference


def test_a_sample_looks_at_a_share_of_the_items(store: Store) -> None:
    seen, whole = Seen(), Seen()
    assert first_difference(store, Sample(of=4), seen) is None
    assert first_difference(store, Sample(), whole) is None
    assert 0 < seen.items < whole.items

"""Trouble with disk and memory is told apart from mistakes, and passes."""

import shutil
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from sql.errors import StoreInvalidError, StoreMemoryError, StoreUnavailableError
from sql.faults import translated
from sql.store import Store
from streams.clock import now
from tests.sql.limits import files_no_longer_than
from tests.support.ready import ready_store

LONG = "x" * 100_000


class Usage(NamedTuple):
    """What is asked of a disk."""

    free: int


def raise_alarm(store: Store, detail: str) -> None:
    with store.transaction() as transaction:
        transaction.run("put_alarm", raised_at=now(), alarm="test", detail=detail)


def alarms(store: Store) -> int:
    return store.query("alarms", row_limit=100).num_rows


def test_a_commit_that_finds_the_disk_full_leaves_nothing_and_succeeds_later(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path / "board.duckdb")
    raise_alarm(store, "before")
    log = tmp_path / "board.duckdb.wal"
    with files_no_longer_than(log.stat().st_size + 10_000):
        for _ in range(3):
            with pytest.raises(StoreUnavailableError, match="Could not write file"):
                raise_alarm(store, LONG)
            assert alarms(store) == 1
    raise_alarm(store, LONG)
    store.close()
    assert alarms(Store(tmp_path / "board.duckdb")) == 2


def test_a_checkpoint_that_finds_the_disk_full_ends_the_database_not_the_data(
    tmp_path: Path,
) -> None:
    path = tmp_path / "board.duckdb"
    store = Store(path)
    raise_alarm(store, LONG)
    with files_no_longer_than(path.stat().st_size):
        with pytest.raises(StoreInvalidError, match="Failed to create checkpoint"):
            store.tidy()
        with pytest.raises(StoreInvalidError, match="invalidated"):
            alarms(store)
    store.close()
    assert alarms(Store(path)) == 1


def test_nothing_is_written_to_a_disk_with_less_than_the_reserve(
    tmp_path: Path,
) -> None:
    path = tmp_path / "board.duckdb"
    store = Store(path)
    raise_alarm(store, "before")
    store.close()
    store = Store(path, disk_reserve=1_000 * shutil.disk_usage(tmp_path).total)
    for write in (lambda: raise_alarm(store, "after"), store.tidy):
        with pytest.raises(StoreUnavailableError, match="CGC_DISK_RESERVE_MB"):
            write()
    assert alarms(store) == 1


def test_tidying_wants_room_for_the_file_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "board.duckdb"
    store = Store(path)
    size = path.stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(free=size - 1))
    raise_alarm(store, "there is no reserve to keep")
    with pytest.raises(StoreUnavailableError, match="make room there"):
        store.tidy()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(free=size))
    store.tidy()


def test_a_database_that_duckdb_gave_up_is_told_from_one_that_is_short() -> None:
    with pytest.raises(StoreInvalidError, match="invalidated"), translated():
        raise duckdb.FatalException("the database has been invalidated")
    with pytest.raises(StoreMemoryError, match="out of memory"), translated():
        raise duckdb.OutOfMemoryException("out of memory")


def test_a_mistake_in_a_statement_goes_through_as_it_is() -> None:
    store = ready_store()
    with pytest.raises(duckdb.Error), store.transaction() as transaction:
        transaction.run("put_alarm", nonsense=1)
    raise_alarm(store, "the transaction was rolled back")
    assert alarms(store) == 1

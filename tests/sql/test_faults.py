"""Trouble with disk and memory is told apart from mistakes, and passes."""

from pathlib import Path

import duckdb
import pytest

from sql.errors import StoreInvalidError, StoreMemoryError, StoreUnavailableError
from sql.faults import translated
from sql.store import Store
from streams.clock import now
from tests.sql.limits import files_no_longer_than

LONG = "x" * 100_000


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


def test_a_database_that_duckdb_gave_up_is_told_from_one_that_is_short() -> None:
    with pytest.raises(StoreInvalidError, match="invalidated"), translated():
        raise duckdb.FatalException("the database has been invalidated")
    with pytest.raises(StoreMemoryError, match="out of memory"), translated():
        raise duckdb.OutOfMemoryException("out of memory")


def test_a_mistake_in_a_statement_goes_through_as_it_is() -> None:
    store = Store(None)
    with pytest.raises(duckdb.Error), store.transaction() as transaction:
        transaction.run("put_alarm", nonsense=1)
    raise_alarm(store, "the transaction was rolled back")
    assert alarms(store) == 1

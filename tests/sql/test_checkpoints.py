"""The log is written into the file also while others read, or that is said."""

from __future__ import annotations

import threading
from itertools import islice
from typing import TYPE_CHECKING

import duckdb
import pytest

from sql import checkpoints
from sql.checkpoints import checkpoint
from sql.errors import StoreUnavailableError
from sql.store import Store
from tests.support.intake import Intake

if TYPE_CHECKING:
    from pathlib import Path

READS = ("message_counts", "holdings", "partitions")


def test_a_store_is_tidied_and_settled_while_others_read(tmp_path: Path) -> None:
    intake = Intake(Store(tmp_path / "board.duckdb"))
    rest, stopping = intake.traffic(seed=11, size=3_000), threading.Event()

    def read(name: str) -> None:
        while not stopping.is_set():
            intake.store.query(name)

    readers = [threading.Thread(target=read, args=(name,)) for name in READS]
    for reader in readers:
        reader.start()
    try:
        for _ in range(2):
            intake.take(*islice(rest, 50))
            intake.store.tidy(overwrite=True)
            intake.store.settle()
            intake.store.go_on()
    finally:
        stopping.set()
        for reader in readers:
            reader.join()
    intake.store.close()


def test_what_stays_busy_is_put_off_and_a_mistake_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checkpoints, "PAUSE_S", 0.0)

    def raising(text: str) -> None:
        raise duckdb.TransactionException(text)

    with pytest.raises(StoreUnavailableError):
        checkpoint(lambda: raising("Cannot CHECKPOINT: there are other write ..."))
    with pytest.raises(duckdb.TransactionException):
        checkpoint(lambda: raising("current transaction is aborted"))

"""Writes DuckDB's log into its file, also while others read."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

import duckdb

from sql.errors import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

_BUSY = "Cannot CHECKPOINT"
TRIES: Final = 100
PAUSE_S: Final = 0.05


def checkpoint(write: Callable[[], object]) -> None:
    """Have it written. A read that began before a table was made or dropped can hold it
    up, however little it has to do with it: that is waited for, 5 seconds at most, then
    StoreUnavailableError.
    """
    for _ in range(TRIES):
        try:
            write()
        except duckdb.TransactionException as error:
            if _BUSY not in str(error):
                raise
            threading.Event().wait(PAUSE_S)
        else:
            return
    raise StoreUnavailableError("the log cannot be written down while so much is read")

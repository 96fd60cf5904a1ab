"""A store with its lists, copied instead of made: a tenth of the time."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import finalize

from sql.store import Store

NAME = "board.duckdb"


def ready_store() -> Store:
    """An empty store in a file of its own, which goes with it."""
    folder = TemporaryDirectory()
    store = Store(Path(shutil.copy(Path(_made().name) / NAME, folder.name)))
    finalize(store, folder.cleanup)
    return store


@cache
def _made() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory()
    store = Store(Path(folder.name) / NAME)
    store.tidy()
    store.close()
    return folder

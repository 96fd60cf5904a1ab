"""Before the programs start, the store of an earlier version is taken over."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from sql.errors import StoreBeyondError, StoreError
from sql.migration import schema_of, steps_from
from sql.version import SCHEMA
from streams.local.leash import leashed
from streams.local.settings import ROOT, CannotRunError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

STORE = "board.duckdb"
PRESENT = (0, 1)
"""What `migrate` ends with where the store is of the present schema afterwards."""


def bring_up_to_date(
    home: Path,
    environment: Mapping[str, str],
    say: Callable[[str], None],
    begin_anew: Callable[[], None] | None = None,
) -> None:
    """Take the store over, if it is of an earlier schema. `begin_anew` is what is done
    instead where its feed can be read from the beginning, and only of a store that
    nothing can be taken from: a disk that is full, or a hub that holds it, passes.

    Raises CannotRunError naming what is in the way: then nothing was changed.
    """
    store = home / STORE
    try:
        if not store.exists() or not _is_earlier(store):
            return
    except StoreBeyondError as error:
        if begin_anew is None:
            raise CannotRunError(str(error)) from error
        say(str(error))
        begin_anew()
        return
    except StoreError as error:
        raise CannotRunError(str(error)) from error
    say("The store is of an earlier version and is taken over.")
    _migrate(store, environment)


def _is_earlier(store: Path) -> bool:
    """StoreError when this program cannot go on with it, nor take it over."""
    schema, _ = schema_of(store)
    try:
        return bool(steps_from(schema, SCHEMA))
    except StoreError as error:
        raise type(error)(f"{store} {error}") from error


def _migrate(store: Path, environment: Mapping[str, str]) -> None:
    command = leashed([sys.executable, "-m", "streams", "migrate"], parent=os.getpid())
    ended = subprocess.run(command, env=dict(environment), cwd=ROOT, check=False)
    if ended.returncode not in PRESENT:
        raise CannotRunError(
            f"Nothing was started, and {store} is as it was: the line above says what "
            "is in the way. Mend that and start again; to go on without what it "
            f"holds, move it and {store.name}.wal away."
        )

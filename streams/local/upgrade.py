"""Before the programs start, the store of an earlier version is taken over."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from sql.errors import StoreError
from sql.migration import schema_of
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
    """Take the store over, if it is of an earlier schema; where that cannot be done and
    its feed can be read from the beginning, `begin_anew` is what is done instead.

    Raises CannotRunError naming what is in the way: then nothing was changed.
    """
    if not (home / STORE).exists() or _is_present(home / STORE):
        return
    say("The store is of an earlier version and is taken over.")
    command = leashed([sys.executable, "-m", "streams", "migrate"], parent=os.getpid())
    ended = subprocess.run(command, env=dict(environment), cwd=ROOT, check=False)
    if ended.returncode in PRESENT:
        return
    if begin_anew is None:
        raise CannotRunError("Nothing was started, and the store is as it was.")
    begin_anew()


def _is_present(store: Path) -> bool:
    try:
        return schema_of(store)[0] == SCHEMA
    except StoreError as error:
        raise CannotRunError(str(error)) from error

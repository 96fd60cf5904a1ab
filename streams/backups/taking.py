"""Takes a backup: commits wait for a checkpoint, then go on while the file is copied.

Between two checkpoints DuckDB writes what is committed into its log, and nothing into
those blocks of its file that the last checkpoint made: else it could not recover after
a power cut. So a copy of the file alone, made while checkpoints are put off, is the
store as of the last one, however long the copying takes. That none came between, the
copier sees by the headers; that the copy is whole, whoever opens it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from streams.backups import copier
from streams.backups.folder import Folder, store_in, write
from streams.backups.lists import Beside, keep
from streams.backups.manifest import BackupError, Manifest, Moment, moment_of
from streams.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from sql.store import Store

MOST_COPY_S: Final = 3_600.0
"""So long the log may grow; a mount that hangs must not have it grow for ever."""
EMPTIED: Final = 0


class Still(Struct, frozen=True):
    """A store whose file stands still: what is in it, since when, and how many seconds
    its commits waited for that.
    """

    moment: Moment
    at: datetime
    held_s: float


class Copied(Struct, frozen=True):
    """What the copier says: bytes and their SHA-256."""

    size: int
    sha256: str


class Wanted(Struct, frozen=True):
    """Which store is to be copied where, and what `beside` it; `reserve` are bytes that
    stay free on its disk. `hold` has the file stand still, `check` looks at the copy,
    and raises BackupError when it is none.
    """

    path: Path
    folder: Folder
    reserve: int
    hold: Callable[[], AbstractContextManager[Still]]
    check: Callable[[Path], None]
    beside: Beside = Beside()


def take(wanted: Wanted, asked_by: str) -> Manifest:
    """Take one, check it, delete the superfluous; only then it has its name.

    BackupError, OSError or StoreError when it cannot be taken: nothing of it is left
    then that looks like one.
    """
    folder, began, begun_at = wanted.folder, time.monotonic(), now()
    with folder.taken():
        folder.require_room(_size_of(wanted.path), wanted.path.parent, wanted.reserve)
        part = folder.begin(begun_at)
        with wanted.hold() as still:
            found = copied(wanted.path, store_in(part))
        kept = keep(wanted.beside, part)
        manifest = Manifest(
            name=part.name.partition("-")[2],
            made_at=still.at,
            asked_by=asked_by,
            size=found.size,
            sha256=found.sha256,
            moment=still.moment,
            held_s=still.held_s,
            took_s=round(time.monotonic() - began, 3),
            lists=kept.lists,
            without=kept.without,
            party_key=kept.party_key,
        )
        write(part, manifest)
        wanted.check(part)
        folder.finish(part)
        folder.thin(now())
    return manifest


@contextmanager
def standing_still(store: Store) -> Iterator[Still]:
    """Have the file of a store stand still; by the thread that writes to it."""
    try:
        yield settled(store)
    finally:
        store.go_on()


def settled(store: Store) -> Still:
    """Write all into the file and see what it holds then."""
    began = time.monotonic()
    store.settle()
    at, moment = now().astimezone(UTC), moment_of(store)
    if store.path is not None and _size_of(_log_of(store.path)) != EMPTIED:
        raise BackupError("the log could not be written into the file now; try again")
    return Still(moment, at, round(time.monotonic() - began, 3))


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else EMPTIED


def copied(source: Path, target: Path) -> Copied:
    """Copy a file that stands still, by a process of its own. BackupError when it
    cannot be done.
    """
    command = [sys.executable, "-I", "-S", copier.__file__, str(source), str(target)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=MOST_COPY_S, text=True, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BackupError(f"{target} is not written after an hour") from error
    if done.returncode:
        raise BackupError(done.stderr.strip() or f"the copier ended: {done.returncode}")
    return msgspec.json.decode(done.stdout, type=Copied)

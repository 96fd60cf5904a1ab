"""Puts a store in the place of another: at no moment is there none, or half of one.

The old one is laid aside under a name that says why, never deleted.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager, suppress
from datetime import UTC
from typing import TYPE_CHECKING

from streams.backups.manifest import BackupError
from streams.backups.syncing import sync
from streams.clock import now
from streams.hub.asking import said_by_hub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streams.hub.settings import HubSettings

ASIDE = "aside"


def require_stopped(settings: HubSettings) -> None:
    """BackupError when a hub answers where this one would."""
    if said_by_hub(settings) is not None:
        raise BackupError(
            f"a hub answers at port {settings.http_port} (CGC_HUB_PORT): stop it first"
        )


@contextmanager
def nobody_holds(database: Path) -> Iterator[None]:
    """Hold the present file as a hub would. BackupError when one does."""
    if not database.exists():
        yield
        return
    opened = os.open(database, os.O_RDWR)
    try:
        fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BackupError(f"a hub holds {database}: stop it first") from error
    finally:
        os.close(opened)


@contextmanager
def beside(database: Path, what: str) -> Iterator[Path]:
    """Where to make what will take the store's place; what is left of it goes."""
    new = database.with_name(f".{database.name}.{what}")
    _clear(new)
    try:
        yield new
    finally:
        _clear(new)


def put_in_place(new: Path, database: Path, why: str = "") -> Path | None:
    """Give the new file the store's name. Where the old one is now."""
    aside = _lay_aside(database, why)
    new.replace(database)
    sync(database.parent)
    return aside


def log_of(path: Path) -> Path:
    """Where DuckDB writes what is not in the file yet."""
    return path.with_name(f"{path.name}.wal")


def _clear(new: Path) -> None:
    for left in new.parent.glob(f"{new.name}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _lay_aside(database: Path, why: str) -> Path | None:
    """Give the store a second name, and its log away: a log is of one file only."""
    at = f"{now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    aside = database.with_name(f"{database.name}.{ASIDE}-{why}{at}")
    logs = database.parent.glob(f"{database.name}.wal*")
    if database.exists():
        _name_too(database, aside)
    for log in logs:
        log.rename(aside.with_name(log.name.replace(database.name, aside.name, 1)))
    return aside if aside.exists() else None


def _name_too(database: Path, aside: Path) -> None:
    """By a link, or a copy where the disk knows none."""
    with suppress(OSError):
        os.link(database, aside)
        return
    shutil.copy2(database, aside)

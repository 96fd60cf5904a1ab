"""The folder of the backups: what is in it, how one is added, which ones go."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from contextlib import contextmanager, suppress
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from sql.room import MEGABYTE
from streams.backups import manifest as manifests
from streams.backups.manifest import FILE, STORE, BackupError, Manifest
from streams.backups.syncing import sync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

MOST_DAYS: Final = 30
"""What retention deletes is in no backup for longer than that afterwards."""
NAME: Final = re.compile(r"board-\d{8}T\d{6}\.\d{3}Z")
_UNFINISHED, _LOCK = ".unfinished-", ".lock"
OWNER_ONLY = 0o700


class Folder(Struct, frozen=True):
    """A folder of backups of one hub; so many of them are `kept`."""

    path: Path
    kept: int

    def all(self) -> list[Manifest]:
        """The finished backups, newest first. OSError when the folder is not there."""
        found: list[Manifest] = []
        for name in sorted(os.listdir(self.path), reverse=True):  # noqa: PTH208 - names are compared
            if NAME.fullmatch(name):
                found.extend(_readable(self.path / name))
        return found

    def place_of(self, name: str) -> Path:
        return self.path / name

    @contextmanager
    def taken(self) -> Iterator[None]:
        """For one that adds at a time. BackupError when another is at it."""
        lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise BackupError(
                f"another backup is being taken in {self.path}"
            ) from error
        finally:
            os.close(lock)

    def require_room(self, size: int, beside: Path, reserve: int) -> None:
        """BackupError when so many bytes do not fit; on the disk of the store, `beside`
        it, the reserve has to stay free as well.
        """
        more = reserve if is_same_disk(self.path, beside) else 0
        free = shutil.disk_usage(self.path).free
        if free < size + more:
            raise BackupError(
                f"{self.path} has {_megabytes(free)} MB free, a backup needs "
                f"{_megabytes(size + more)} MB: make room there, keep fewer with "
                "CGC_BACKUPS_KEPT, or choose another folder with CGC_BACKUPS",
            )

    def begin(self, at: datetime) -> Path:
        """A folder for a backup that nobody takes for a finished one."""
        for left in self.path.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left)
        part = self.path / f"{_UNFINISHED}{name_at(at)}"
        part.mkdir(mode=OWNER_ONLY)
        return part

    def finish(self, part: Path) -> Path:
        """All of it is on the disk before it has its name."""
        sync(part)
        done = self.path / part.name.removeprefix(_UNFINISHED)
        part.rename(done)
        sync(self.path)
        return done

    def thin(self, now: datetime) -> list[str]:
        """Delete the oldest, and say which: never the newest good one; one that holds
        more than that only when it is too old, for the store may have begun anew.
        """
        gone = [one.name for one in superfluous(self.all(), self.kept, now)]
        for name in gone:
            hidden = self.path / f"{_UNFINISHED}{name}"
            self.place_of(name).rename(hidden)
            shutil.rmtree(hidden)
        return gone


def superfluous(found: list[Manifest], kept: int, now: datetime) -> Iterator[Manifest]:
    """Which backups go, of all from the newest on."""
    good = [one for one in found if not one.fault]
    if not good:
        return
    newest, too_old = good[0], now - timedelta(days=MOST_DAYS)
    yield from (one for one in found if one.fault and one.made_at < newest.made_at)
    for number, one in enumerate(good[1:], start=2):
        is_more = messages(one) > messages(newest)
        if one.made_at < too_old or (number > kept and not is_more):
            yield one


def messages(one: Manifest) -> int:
    """How many messages a backup holds."""
    return one.moment.holdings.messages


def write(place: Path, manifest: Manifest) -> None:
    """Put the manifest beside the copy, or a new one in its stead."""
    new = place / f".{FILE}"
    with open(new, "wb", opener=_owner_only) as file:
        file.write(manifests.encoded(manifest))
        file.flush()
        os.fsync(file.fileno())
    new.replace(place / FILE)
    sync(place)


def store_in(place: Path) -> Path:
    """The copy of the store in a backup."""
    return place / STORE


def name_at(at: datetime) -> str:
    there = at.astimezone(UTC)
    return f"board-{there:%Y%m%dT%H%M%S}.{there.microsecond // 1000:03d}Z"


def is_same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _readable(place: Path) -> Iterator[Manifest]:
    """What another version wrote, or says another name, is not counted nor deleted."""
    with suppress(BackupError):
        found = manifests.read(place)
        if found.name == place.name:
            yield found


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f}"

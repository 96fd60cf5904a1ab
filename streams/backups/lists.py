"""What stands beside the store and no Kafka has: who may come in, whose signature
counts, and the key under which parties are hashed.

The lists go into a backup as files. The key does not, for it would lie beside what it
protects: a backup says by its fingerprint which one it needs, and another folder, the
safe, takes the key itself with its checksum.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from streams.backups.copier import digest_of
from streams.backups.manifest import BackupError, KeptList
from streams.backups.syncing import sync, written
from streams.privacy.party_key import party_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER: Final = "lists"
OWNER_ONLY: Final = 0o700


class Beside(Struct, frozen=True, kw_only=True):
    """The files of the lists by their settings; the file of the key and the folder that
    keeps it, where there are such.
    """

    lists: Mapping[str, Path] = {}
    key: Path | None = None
    safe: Path | None = None


class Kept(Struct, frozen=True, kw_only=True):
    """What of it is in a backup, what is not and why, and which key that needs."""

    lists: tuple[KeptList, ...] = ()
    without: tuple[str, ...] = ()
    party_key: str = ""


def keep(beside: Beside, part: Path) -> Kept:
    """Copy the lists into a backup that is being made, and the key into the safe. A
    file that cannot be read keeps no store from being copied: it is told.
    """
    found: list[KeptList] = []
    without: list[str] = []
    for setting, path in beside.lists.items():
        try:
            found.append(_copied(setting, path, part / FOLDER))
        except OSError as error:
            without.append(f"{setting}: {path}: {error.strerror}")
    key = ""
    try:
        key = fingerprint_of(beside.key)
        _into_safe(beside, key)
    except (BackupError, OSError, ValueError) as error:
        without.append(str(error))
    return Kept(lists=tuple(found), without=tuple(without), party_key=key)


def fingerprint_of(key: Path | None) -> str:
    """Of the key in a file, '' where none is named. ValueError when it is none."""
    found = party_key(str(key)) if key else None
    return found.fingerprint if found else ""


def list_in(place: Path, setting: str) -> Path:
    """The copy of a list in a backup."""
    return place / FOLDER / setting


def require_lists(place: Path, lists: tuple[KeptList, ...]) -> None:
    """BackupError when a copy is not what the manifest says."""
    for one in lists:
        path = list_in(place, one.setting)
        if not path.exists() or digest_of(path) != (one.size, one.sha256):
            raise BackupError(
                f"the checksum of {path} is not the one in the manifest: it was "
                "damaged or changed; take another backup",
            )


def in_safe(safe: Path, fingerprint: str) -> Path:
    return safe / f"party-{fingerprint}.key"


def is_in_safe(safe: Path, fingerprint: str) -> bool:
    """Whether the safe holds that key, whole."""
    try:
        return fingerprint_of(in_safe(safe, fingerprint)) == fingerprint
    except ValueError:
        return False


def _copied(setting: str, path: Path, folder: Path) -> KeptList:
    content = path.read_bytes()
    folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
    written(folder / setting, content)
    sync(folder)
    return KeptList(setting, len(content), sha256(content).hexdigest())


def _into_safe(beside: Beside, fingerprint: str) -> None:
    safe, key = beside.safe, beside.key
    if safe is None or key is None or not fingerprint:
        return
    if not safe.is_dir():
        raise BackupError(
            f"CGC_BACKUP_KEYS_DIR={safe} is no folder that is there: make it, for its "
            "owner only, or mount it",
        )
    if is_in_safe(safe, fingerprint):
        return
    target, content = in_safe(safe, fingerprint), key.read_bytes()
    sums = f"{sha256(content).hexdigest()}  {target.name}\n"
    _replaced(target.with_suffix(".key.sha256"), sums.encode())
    _replaced(target, content)


def _replaced(path: Path, content: bytes) -> None:
    """Never half of it under its name."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.unlink(missing_ok=True)
    written(new, content)
    new.replace(path)
    sync(path.parent)

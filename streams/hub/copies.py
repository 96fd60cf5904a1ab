"""Where a hub's backups are, and whether a copy opens as what it says of itself."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

from streams.backups.folder import Folder
from streams.backups.lists import Beside
from streams.backups.manifest import BackupError

if TYPE_CHECKING:
    from pathlib import Path

    from streams.hub.settings import HubSettings

CHECK_S: Final = 3_600.0


def folder_of(settings: HubSettings) -> Folder:
    """The folder that is set. BackupError when none is."""
    if settings.backups is None:
        raise BackupError("CGC_BACKUPS names no folder for backups: set it")
    if not settings.backups.is_dir():
        raise BackupError(
            f"{settings.backups} is no folder that is there: make it, for its owner "
            "only, or mount it; CGC_BACKUPS names it",
        )
    return Folder(settings.backups, settings.backups_kept)


def files_beside(settings: HubSettings) -> Beside:
    """What a backup takes beside the store, as far as this hub knows of it."""
    changed, key = settings.changed_passwords, settings.party_key_file
    more = {changed.name: changed} if changed.exists() else {}
    is_named = key.exists() or key.parent != settings.home
    return Beside(
        lists={**settings.lists, **more},
        key=key if is_named else None,
        safe=settings.backup_keys,
    )


def check_opened(place: Path) -> None:
    """Have a process of its own open a copy and hold it against what is said of it."""
    command = [sys.executable, "-m", "streams", "backup", "--check", str(place)]
    try:
        done = subprocess.run(
            [*command, "--opened"],
            capture_output=True,
            timeout=CHECK_S,
            text=True,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BackupError(f"{place} is not checked after an hour") from error
    if done.returncode:
        raise BackupError(f"the copy is none: {done.stderr.strip()}")

"""Files that only the board reads and writes, changed as a whole or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from streams.privacy.secret_files import require_closed

if TYPE_CHECKING:
    from pathlib import Path

ONLY_OURS = stat.S_IRUSR | stat.S_IWUSR


def write_private(path: Path, body: bytes) -> None:
    """Raises OSError, and then the file is as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OURS)
    with os.fdopen(file, "wb") as opened:
        opened.write(body)
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(path)


def read_private(path: Path) -> bytes | None:
    """None where there is no such file. ValueError where others may read or write it:
    who writes it says who is who.
    """
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        return None
    require_closed(path, str(path))
    return body

"""Files that hold secrets, or say who is who: nobody but their owner may open them."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def require_closed(path: Path, said: str) -> None:
    """ValueError begins with how the file is `said` to be called. Raises OSError."""
    if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise ValueError(f"{said} is open to others: chmod 600 it")


def secret_in(path: Path, said: str) -> bytes:
    """What it holds. ValueError begins with `said`, and never tells what that is."""
    try:
        held = path.read_bytes()
        require_closed(path, said)
    except OSError as fault:
        raise ValueError(f"{said}: {fault.strerror}") from fault
    return held

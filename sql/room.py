"""Finds a disk too full for DuckDB's next checkpoint before DuckDB does.

A commit that finds no room fails and can be repeated; a checkpoint that finds none
takes the open database with it, readers and all.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sql.errors import StoreUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000


def require_room(folder: Path, needed: int) -> None:
    """StoreUnavailableError when the disk of `folder` has fewer free bytes."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StoreUnavailableError(
            f"the disk of {folder} has {_megabytes(free)} MB free, "
            f"{_megabytes(needed)} MB are needed: make room there, or keep less free "
            "with CGC_DISK_RESERVE_MB",
        )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f}"

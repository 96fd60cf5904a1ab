"""How a DuckDB file is opened: by one process, without any way to the outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from sql.errors import StoreBeyondError, StoreError

if TYPE_CHECKING:
    from pathlib import Path

STORAGE = "v1.5.0"
"""The format of new files: a checkpoint takes half as long as in DuckDB's oldest."""
_UNREADABLE = ("not a valid DuckDB database file", "Corrupt database file")
"""What DuckDB says of a file that will be no other when it is tried again."""


def connect(
    path: Path | None,
    memory_limit: str,
    threads: int,
    *,
    is_read_only: bool = False,
) -> duckdb.DuckDBPyConnection:
    """Open a file, or memory (None). StoreError says who may hold it and what helps,
    StoreBeyondError that it is no such file or a damaged one.
    """
    if path is not None and not is_read_only:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return duckdb.connect(
            str(path or ":memory:"),
            read_only=is_read_only,
            config={
                "memory_limit": memory_limit,
                "threads": str(threads),
                "storage_compatibility_version": STORAGE,
                "enable_external_access": "false",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            },
        )
    except duckdb.IOException as error:
        if any(one in str(error) for one in _UNREADABLE):
            raise StoreBeyondError(
                f"{path} cannot be opened: {error}. Put a backup in its place, or "
                "choose another folder with CGC_HOME.",
            ) from error
        raise StoreError(
            f"{path} cannot be opened: {error}. Another hub may hold it; stop that "
            "one, or choose another folder with CGC_HOME.",
        ) from error

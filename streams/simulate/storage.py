"""The demo feed's files on disk: each written beside itself and then put in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T", bound=Struct)


class StoredFileError(Exception):
    """A file of an earlier run cannot be read; the text names it and the remedy."""


def write_json(path: Path, content: Struct) -> None:
    """Write a file so that a reader sees the old one or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(msgspec.json.encode(content))
    beside.replace(path)


def read_json(path: Path, struct: type[T]) -> T | None:
    """The content of a file, None without one; StoredFileError when it is broken."""
    if not path.exists():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=struct)
    except msgspec.DecodeError as error:
        raise StoredFileError(
            f"{path} is broken ({error}); delete it to start the demo feed anew"
        ) from error

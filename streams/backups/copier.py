"""Copies a file in a process of its own, and says what it copied.

A process that opens the file of its own open database and closes it again has given up
its lock on it: so whoever copies must be another. It needs nothing but Python itself,
and ends with whoever started it.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

PIECE = 4 * 1024 * 1024
HEAD = 3 * 4096
"""DuckDB's three headers: with each checkpoint one of them changes, last of all."""
OWNER_ONLY = 0o600
NICENESS = 10


class CopierError(Exception):
    """The copy is none; the text says why."""


def copy(source: Path, target: Path, go_on: Callable[[], None]) -> tuple[int, str]:
    """Copy a database file that stands still to one that is not there yet, down to the
    disk: bytes and SHA-256. CopierError when it did not stand still.
    """
    reading = os.open(source, os.O_RDONLY)
    writing = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        head = os.pread(reading, HEAD, 0)
        size = os.fstat(reading).st_size
        digest = hashlib.sha256()
        for place in range(0, size, PIECE):
            go_on()
            piece = os.pread(reading, min(PIECE, size - place), place)
            digest.update(piece)
            _write(writing, piece)
        os.fsync(writing)
        if os.pread(reading, HEAD, 0) != head:
            raise CopierError(f"{source} was changed while it was copied")
    finally:
        os.close(writing)
        os.close(reading)
    return size, digest.hexdigest()


def digest_of(path: Path) -> tuple[int, str]:
    """Bytes and SHA-256 of a file as its disk has it, not as memory remembers it."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def _write(file: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(file, rest) :]


def main(source: str, target: str) -> int:
    """Copy one to the other; one line of JSON, or what went wrong."""
    parent = os.getppid()

    def go_on() -> None:
        if os.getppid() != parent:
            raise CopierError("whoever wanted the copy is gone")

    os.nice(NICENESS)
    try:
        size, digest = copy(Path(source), Path(target), go_on)
    except OSError as error:
        return _failed(f"{error.filename or target}: {error.strerror}")
    except CopierError as error:
        return _failed(str(error))
    sys.stdout.write(json.dumps({"size": size, "sha256": digest}))
    return 0


def _failed(why: str) -> int:
    sys.stderr.write(why)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

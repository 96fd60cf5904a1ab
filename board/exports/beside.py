"""A foreign file read beside the board: what it makes its reader do ends with that
process, and so does the memory that it takes.
"""

from __future__ import annotations

import os
import pickle
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from board.exports import files
from board.exports.reading import UnreadableFileError

if TYPE_CHECKING:
    from board.exports.reading import ReadFile

MOST_BYTES = 4 * 2**30
"""A million rows of ten columns take a third of it."""
LONGEST_S = 120
UNREADABLE = 3


def read_beside(path: Path) -> ReadFile:
    """The file as `files.read` has it. Raises UnreadableFileError, also for one that
    needs more memory or time than any of ours.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer"
        command = [
            sys.executable,
            "-m",
            "board.exports",
            "read",
            str(path),
            str(answer),
        ]
        try:
            ended = subprocess.run(
                command, capture_output=True, text=True, timeout=LONGEST_S, check=False
            )
        except subprocess.TimeoutExpired as late:
            raise UnreadableFileError(
                f"{path.name} cannot be read within {LONGEST_S} s"
            ) from late
        if ended.returncode:
            raise UnreadableFileError(_reason(path, ended))
        # Nobody but our own reader writes there, so its pickle may be read.
        found: ReadFile = pickle.loads(answer.read_bytes())  # noqa: S301
    return found


def _reason(path: Path, ended: subprocess.CompletedProcess[str]) -> str:
    said = ended.stderr.strip().splitlines()
    if ended.returncode == UNREADABLE:
        return "\n".join(said)
    # What is not ours to catch, such as a reader that aborts, is out of memory here.
    if ended.returncode < 0 or said[-1:] == ["MemoryError"]:
        return (
            f"{path.name} is larger than any file of ours when it is unpacked "
            f"(its reader ended with {ended.returncode})"
        )
    return f"{path.name}: {''.join(said[-1:])}"


def work(path: Path, answer: Path) -> int:
    """Read a file within the limits and leave what it holds; 3 and why not. Having left
    it, the process ends at once: threads of a library need not be wound up.
    """
    # What is used counts, not the address space that allocators reserve.
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
    try:
        found = files.read(path)
    except UnreadableFileError as fault:
        print(fault, file=sys.stderr)  # noqa: T201 - the parent reads it
        return UNREADABLE
    answer.write_bytes(pickle.dumps(found))
    os._exit(0)

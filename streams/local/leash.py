"""Runs a command that dies with its parent, even when that is killed hard.

A supervisor that is killed with SIGKILL cannot stop what it started. The kernel can:
the command asks it, before it becomes itself, for a SIGTERM when the parent is gone.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Iterable
from typing import NoReturn

PR_SET_PDEATHSIG = 1
ANY_PARENT = 0


def leashed(
    command: Iterable[str], *, parent: int = ANY_PARENT, niceness: int = 0
) -> list[str]:
    """Return the command line that runs `command` on a leash.

    With `parent` given, a command whose starter died before it began does not begin.
    `niceness` is what the command leaves to others, 0 to 19. Where the kernel offers
    no leash (not Linux), the command runs as it is.
    """
    leash = [sys.executable, "-I", "-S", __file__]
    return [*leash, str(parent), str(niceness), *command]


def hold() -> None:
    """Have the kernel end this process with SIGTERM when its parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def main(parent: int, niceness: int, command: list[str]) -> None:
    """Replace this process by the command, unless the parent is gone already."""
    hold()
    if parent not in (ANY_PARENT, os.getppid()):
        raise SystemExit(f"{command[0]}: its starter is gone")
    os.nice(niceness)
    become(command)


def become(command: list[str]) -> NoReturn:
    """Replace this process by the command: same id, same parent, nothing between."""
    os.execvp(command[0], command)  # noqa: S606 - no shell is what is wanted here


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])

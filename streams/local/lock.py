"""One `make run` per home: two would fight over its ports, its store and its broker."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from streams.local.probe import wait_until
from streams.local.settings import CannotRunError

LEFTOVER_SECONDS = 20.0


@contextmanager
def sole_run(home: Path, say: Callable[[str], None]) -> Iterator[int]:
    """Hold the home; yield a file descriptor for the programs to inherit.

    There are two locks. The launcher's own is free the moment it is gone; the one its
    programs inherit is free when the last of them is, so what a killed run left behind
    is waited for. Raises CannotRunError.
    """
    home.mkdir(parents=True, exist_ok=True)
    with _opened(home / "run.lock") as own, _opened(home / "programs.lock") as shared:
        if not _hold(own):
            holder = os.pread(own, 32, 0).decode()
            raise CannotRunError(
                f"make run is already running in {home} (process {holder}): stop it "
                "there with Ctrl-C, or give this one its own CGC_HOME and CGC_*_PORT."
            )
        os.truncate(own, 0)
        os.pwrite(own, str(os.getpid()).encode(), 0)
        _outlast(shared, say)
        yield shared


def _outlast(shared: int, say: Callable[[str], None]) -> None:
    if _hold(shared):
        return
    say("The last run was killed; waiting until what it left has stopped.")
    if not wait_until(lambda: _hold(shared), seconds=LEFTOVER_SECONDS):
        raise CannotRunError("Programs of a killed run are still running: end them.")


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _hold(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

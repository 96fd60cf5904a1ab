"""Runs a launcher as a process of its own, and finds every process that it leaves."""

import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path

from streams.local.probe import wait_until
from tests.support.processes import Process

MARK = "CGC_TEST_RUN"
SECONDS = 40.0


class Launched:
    """A launcher in a process group of its own, as a terminal would start it."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.mark = str(folder)
        self._process = Process(
            command,
            folder / "screen.txt",
            {**(environment or {}), MARK: self.mark},
            own_group=True,
        )
        self._process.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def screen(self) -> str:
        return self._process.told

    def wait_for(self, text: str, *, seconds: float = SECONDS) -> None:
        def is_there() -> bool:
            return text in self.screen or self._process.status is not None

        wait_until(is_there, seconds=seconds)
        assert text in self.screen, self.screen

    def signal(self, number: signal.Signals) -> None:
        """Signal the launcher alone."""
        self._process.signal(number)

    def interrupt(self) -> None:
        """Press Ctrl-C: the whole foreground process group is told."""
        os.killpg(self.pid, signal.SIGINT)

    def end(self, *, seconds: float = SECONDS) -> int:
        """Wait for the end of the launcher and return its exit status."""
        return self._process.wait(seconds)

    def processes(self) -> dict[int, str]:
        """Return the command line of every process that descends from it."""
        mark = f"{MARK}={self.mark}".encode()
        found = {}
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal() and mark in _read(folder / "environ"):
                words = _read(folder / "cmdline").split(b"\0")
                found[int(folder.name)] = b" ".join(words).decode(errors="replace")
        return found

    def leaves_nothing(self, *, seconds: float = SECONDS) -> bool:
        return wait_until(lambda: not self.processes(), seconds=seconds)

    def clean_up(self) -> None:
        """End what is left, by its own ids."""
        for process in self.processes():
            os.kill(process, signal.SIGKILL)


def _read(path: Path) -> bytes:
    """Return the file of a process, nothing if the process is gone."""
    try:
        return path.read_bytes()
    except OSError:
        return b""

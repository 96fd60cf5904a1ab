"""One program of ours as a process: started, asked to end, killed, and gone after a
test. What it says goes to the end of its log.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[2]
END_S = 30.0


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


@dataclass
class Process:
    """A command at the root of this repository, to be started again and again.

    `environment` is added to that of the tests.
    """

    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    own_group: bool = False
    _process: subprocess.Popen[bytes] | None = None

    def start(self, *, before: Callable[[], None] | None = None) -> None:
        """Start it; `before` runs in the new process before the program does."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
                start_new_session=self.own_group,
                preexec_fn=before,  # noqa: PLW1509 - it only gives rights away
            )

    @property
    def pid(self) -> int:
        return self._started.pid

    @property
    def told(self) -> str:
        """All that it said so far, in all its lives."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    @property
    def status(self) -> int | None:
        """Its exit status; nothing while it runs."""
        return self._started.poll()

    def wait(self, seconds: float = END_S) -> int:
        """Its exit status, once it has ended."""
        return self._started.wait(seconds)

    def signal(self, number: signal.Signals) -> None:
        self._started.send_signal(number)

    def stop(self) -> float:
        """End it in order, and say how many seconds that took."""
        began = time.monotonic()
        self.signal(signal.SIGTERM)
        try:
            self.wait()
        finally:
            self.kill()
        return time.monotonic() - began

    def kill(self) -> None:
        """End it like a power cut. Safe to repeat, and before it was started."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def _started(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, f"{self.command} was never started"
        return self._process


class Mortal(Protocol):
    """Whatever can be killed."""

    def kill(self) -> Any: ...


Some = TypeVar("Some", bound=Mortal)


@contextmanager
def ended(some: Some) -> Iterator[Some]:
    """What is gone afterwards, also when the test fails."""
    try:
        yield some
    finally:
        some.kill()

"""A measured program of its own: starts clean, answers with one line of JSON."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import msgspec

from streams.local.leash import leashed
from tests.support.processes import ROOT


class Child:
    """`python -m MODULE ARGUMENTS`, at once; it ends with this process."""

    def __init__(
        self, module: str, *arguments: str, python: str = sys.executable
    ) -> None:
        self._process = subprocess.Popen(
            leashed([python, "-m", module, *arguments], parent=os.getpid()),
            cwd=ROOT,
            env=os.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._name = f"{module} {' '.join(arguments)}"

    @property
    def pid(self) -> int:
        return self._process.pid

    def answer(self) -> dict[str, Any]:
        """End its input, wait for its end and read the last line that it printed."""
        said, _ = self._process.communicate()
        if self._process.returncode != 0:
            raise RuntimeError(f"{self._name} ended with {self._process.returncode}")
        return _told(said.splitlines()[-1])

    def next_answer(self) -> dict[str, Any]:
        """Wait for the next line that it prints; it goes on until its input ends."""
        said = self._process.stdout
        if said is None or not (line := said.readline()):
            raise RuntimeError(f"{self._name} ended without an answer")
        return _told(line)

    def stop(self) -> None:
        """Ask it to end (SIGTERM) and wait."""
        self._process.terminate()
        self._process.wait()


def _told(line: bytes) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.json.decode(line)
    return told


def answer(**figures: object) -> None:
    """Say what was measured, to the program that started this one."""
    print(msgspec.json.encode(figures).decode(), flush=True)  # noqa: T201

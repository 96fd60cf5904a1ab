"""The hub as a program of its own, as a supervisor runs it."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streams.local.probe import free_port

ROOT = Path(__file__).parents[2]


@dataclass
class Program:
    """`python -m streams` on a home of its own; `log` is what it wrote."""

    home: Path
    bootstrap: str
    settings: dict[str, str] = field(default_factory=dict)
    flight_port: int = field(default_factory=free_port)
    hub_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    log_folder: Path | None = None

    @property
    def log(self) -> str:
        return self._log.read_text()

    @property
    def _log(self) -> Path:
        return (self.log_folder or self.home.parent) / f"{self.home.name}.log"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self, *, before: Any = None) -> None:
        """Start it; `before` runs in the new process before the program does."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streams"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "KAFKA_BOOTSTRAP_SERVERS": self.bootstrap,
                    "CGC_HOME": str(self.home),
                    "CGC_FLIGHT_PORT": str(self.flight_port),
                    "CGC_HUB_PORT": str(self.hub_port),
                    "CGC_DEMO": "1",
                    **self.settings,
                },
                stdout=log,
                stderr=log,
                preexec_fn=before,  # noqa: PLW1509 - it only gives rights away
            )

    def health(self) -> dict[str, Any]:
        """What `/health` says, with `code`; empty while nobody answers."""
        code, body = self.get("/health")
        return {**json.loads(body or "{}"), "code": code} if code else {}

    def get(self, path: str) -> tuple[int, str]:
        address = f"http://127.0.0.1:{self.hub_port}{path}"
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError:
            return 0, ""

    def wait(self, seconds: float) -> int:
        assert self.process is not None
        return self.process.wait(seconds)

    def wait_or_none(self, seconds: float) -> int | None:
        """The status if it ends within so many seconds."""
        try:
            return self.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> float:
        """End it in order, and say how many seconds that took."""
        assert self.process is not None
        started = time.monotonic()
        self.process.terminate()
        self.process.wait(30)
        return time.monotonic() - started

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@contextmanager
def ended(program: Program) -> Iterator[Program]:
    """A program that is gone afterwards, also when the test fails."""
    try:
        yield program
    finally:
        program.kill()

"""The hub as a program of its own, as a supervisor runs it."""

from __future__ import annotations

import http.client
import json
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.support.ports import free_port
from tests.support.processes import Process, python

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass
class Program:
    """`python -m streams` on a home of its own; `log` is what it wrote."""

    home: Path
    bootstrap: str
    settings: dict[str, str] = field(default_factory=dict)
    flight_port: int = field(default_factory=free_port)
    hub_port: int = field(default_factory=free_port)
    process: Process | None = None
    log_folder: Path | None = None
    module: str = "streams"

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    @property
    def log_file(self) -> Path:
        return (self.log_folder or self.home.parent) / f"{self.home.name}.log"

    @property
    def pid(self) -> int:
        return self._started.pid

    @property
    def environment(self) -> dict[str, str]:
        return {
            "KAFKA_BOOTSTRAP_SERVERS": self.bootstrap,
            "CGC_HOME": str(self.home),
            "CGC_FLIGHT_PORT": str(self.flight_port),
            "CGC_HUB_PORT": str(self.hub_port),
            "CGC_DEMO": "1",
            **self.settings,
        }

    def start(self, *, before: Callable[[], None] | None = None) -> None:
        """Start it; `before` runs in the new process before the program does."""
        command = python("-m", self.module)
        self.process = Process(command, self.log_file, self.environment)
        self.process.start(before=before)

    def health(self) -> dict[str, Any]:
        """What `/health` says, with `code`; empty while nobody answers."""
        return health(self.hub_port)

    def get(self, path: str) -> tuple[int, str]:
        return asked(self.hub_port, path)

    def wait(self, seconds: float) -> int:
        return self._started.wait(seconds)

    def wait_or_none(self, seconds: float) -> int | None:
        """The status if it ends within so many seconds."""
        try:
            return self.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> float:
        """End it in order, and say how many seconds that took."""
        return self._started.stop()

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()

    @property
    def _started(self) -> Process:
        assert self.process is not None
        return self.process


def health(port: int) -> dict[str, Any]:
    """What a hub says at `/health`, with `code`; empty while nobody answers."""
    code, body = asked(port, "/health")
    return {**json.loads(body or "{}"), "code": code} if code else {}


def asked(port: int, path: str) -> tuple[int, str]:
    """Status and text of an answer of this machine; 0 while nobody answers."""
    address = f"http://127.0.0.1:{port}{path}"
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except (OSError, http.client.HTTPException):
        return 0, ""

"""A served board on a synthetic city, and a browser that looks at it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
)
SOON_MS = 60_000
COMMAND = (sys.executable, "-m", "streamlit", "run", "tests/support/demo_app.py")


class Board:
    """A running board; `say` tells its city what happens next."""

    def __init__(self, folder: Path) -> None:
        self._port = free_port()
        self._folder = folder
        self._control = folder / "control.json"
        self._process: subprocess.Popen[bytes] | None = None
        self.address = f"http://127.0.0.1:{self._port}"
        self.say(quiet=True)

    def say(self, **wishes: Any) -> None:
        written = self._control.with_suffix(".new")
        written.write_text(json.dumps(wishes), encoding="utf-8")
        written.replace(self._control)

    def start(self) -> None:
        """Start it and wait until it has a picture."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*COMMAND, "--server.port", str(self._port)],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        wait_for(lambda: answers(f"{self.address}/api/health"), "the board")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=20)

    def kill(self) -> None:
        """End it like a power cut."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=20)

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "CGC_HOME": str(self._folder),
            "CITY_CONTROL": str(self._control),
            "CITY_PACE": "0.3",
            "CITY_PER_DAY": "60",
            "KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{free_port()}",
            "PYTHONPATH": str(ROOT),
        }


@contextmanager
def served(folder: Path) -> Iterator[Board]:
    board = Board(folder)
    try:
        board.start()
        yield board
    finally:
        board.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=ARGUMENTS
        )
        yield found
        found.close()


@contextmanager
def opened(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1280, "height": 720})
    found.set_default_timeout(SOON_MS)
    yield found
    found.close()


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=1) as answer:  # noqa: S310 - our own board
            return bool(json.load(answer)["version"])
    except (URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])

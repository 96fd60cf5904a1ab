"""A wall: holds the board's live stream open and times what is pushed."""

from __future__ import annotations

import http.client
import threading
import time
from typing import Any

import msgspec

from streams.local.probe import LOOPBACK

LAST_PUSH_S = 30.0
FIGURES = "tiles"
"""The part of a push that changes with every batch."""


class Push(msgspec.Struct):
    """What is looked at of one push."""

    parts: dict[str, Any]


class Gap:
    """The longest time between two beats."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._longest_s = 0.0

    def beat(self) -> None:
        now = time.monotonic()
        self._longest_s = max(self._longest_s, now - self._last)
        self._last = now

    def take_s(self) -> float:
        """The longest time since this was asked last."""
        longest_s, self._longest_s = self._longest_s, 0.0
        return longest_s


class Wall:
    """Listens in a thread of its own.

    `silence` is between any two pushes, `standstill` between two with new figures.
    """

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(LOOPBACK, port)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._leaving = threading.Event()
        self.pushes = 0
        self.silence = Gap()
        self.standstill = Gap()

    def start(self) -> None:
        self._thread.start()

    def leave(self) -> None:
        """Go with the next push."""
        self._leaving.set()
        self._thread.join(LAST_PUSH_S)

    def _listen(self) -> None:
        self._connection.request("GET", "/api/live?page=wall")
        for received in self._connection.getresponse():
            if received.startswith(b"data:"):
                self._hear(received.removeprefix(b"data:"))
            if self._leaving.is_set():
                break
        self._connection.close()

    def _hear(self, pushed: bytes) -> None:
        self.pushes += 1
        self.silence.beat()
        if FIGURES in msgspec.json.decode(pushed, type=Push).parts:
            self.standstill.beat()

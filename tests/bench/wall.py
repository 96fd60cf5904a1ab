"""A wall: holds the board's live stream open and counts what is pushed."""

from __future__ import annotations

import http.client
import threading
import time

from streams.local.probe import LOOPBACK

LAST_PUSH_S = 30.0


class Wall:
    """Listens in a thread of its own."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(LOOPBACK, port)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._leaving = threading.Event()
        self.pushes = 0
        self._gap_s = 0.0

    def start(self) -> None:
        self._thread.start()

    def take_gap_s(self) -> float:
        """The longest time between two pushes since this was asked last."""
        gap_s, self._gap_s = self._gap_s, 0.0
        return gap_s

    def leave(self) -> None:
        """Go with the next push: the board does not end while somebody listens."""
        self._leaving.set()
        self._thread.join(LAST_PUSH_S)

    def _listen(self) -> None:
        self._connection.request("GET", "/api/live?page=wall")
        last = time.monotonic()
        for received in self._connection.getresponse():
            if received.startswith(b"data:"):
                at = time.monotonic()
                self._gap_s = max(self._gap_s, at - last)
                self.pushes += 1
                last = at
            if self._leaving.is_set():
                break
        self._connection.close()

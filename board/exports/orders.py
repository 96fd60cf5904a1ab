"""The files that viewers asked for: made one after the other, registered, then handed
out. A file that could not be registered is handed out to nobody.
"""

from __future__ import annotations

import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec import Struct

from board.desk.entries import DeskError
from board.exports.document import sheets
from board.exports.job import ExportError, made_beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from board.exports.job import Made, Order

KEPT = 40
"""So many files stay to be fetched; the oldest goes first."""


class Ready(Struct, frozen=True):
    """A file that may be handed out."""

    path: Path
    made: Made


class Standing(Struct, frozen=True):
    """Where an order stands: files before it, the rows it has, for how long it was
    waited so far.
    """

    before: int
    rows: int
    seconds: float


class Orders:
    """Safe from any thread. The folder is this board's alone and starts empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._waiting: dict[str, Future[Ready]] = {}
        self._taken: dict[str, tuple[float, int]] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="exports")

    def take(self, order: Order, register: Callable[[Made], None]) -> str:
        """Have a file made; the number of the order is what to ask by."""
        number = uuid4().hex
        rows = sum(len(one.table.rows) for one in sheets(order.document))
        with self._lock:
            self._taken[number] = (time.monotonic(), rows)
            self._waiting[number] = self._pool.submit(
                self._carried_out, number, order, register
            )
            self._drop_oldest()
        return number

    def knows(self, number: str) -> bool:
        """Whether an order is still kept."""
        return number in self._waiting

    def standing(self, number: str) -> Standing:
        """How far an order is that is still being made."""
        since, rows = self._taken[number]
        earlier = list(self._waiting)[: list(self._waiting).index(number)]
        before = sum(not self._waiting[one].done() for one in earlier)
        return Standing(before, rows, time.monotonic() - since)

    def is_done(self, number: str) -> bool:
        return self._waiting[number].done()

    def result(self, number: str) -> Ready:
        """The file of an order that is done. Raises ExportError with the reason, and
        KeyError for one that is not kept any more.
        """
        try:
            return self._waiting[number].result(timeout=0)
        except DeskError as error:
            raise ExportError(str(error)) from error

    def stop(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _carried_out(
        self, number: str, order: Order, register: Callable[[Made], None]
    ) -> Ready:
        folder = self._folder / number
        found = made_beside(order, folder)
        register(found)
        return Ready(folder / found.file, found)

    def _drop_oldest(self) -> None:
        done = [number for number, one in self._waiting.items() if one.done()]
        for number in done[: max(0, len(self._waiting) - KEPT)]:
            del self._waiting[number], self._taken[number]
            shutil.rmtree(self._folder / number, ignore_errors=True)

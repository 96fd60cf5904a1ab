"""What wakes everyone who waits for the next picture, and tells them of the end."""

from __future__ import annotations

import asyncio
import signal
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Any

    from board.picture.snapshot import Snapshot

    Handler = Callable[[int, FrameType | None], Any]

ENDING = (signal.SIGINT, signal.SIGTERM)


class Broadcast:
    """Belongs to the event loop that it was made in; may be told from any thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._next: asyncio.Future[None] = self._loop.create_future()
        self._has_ended = False
        self._version = 0

    def notify(self, snapshot: Snapshot) -> None:
        """Wake every waiting viewer: there is a new picture."""
        self._version = snapshot.version
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def end(self) -> None:
        """Wake every waiting viewer: there will be no more pictures."""
        self._has_ended = True
        self._loop.call_soon_threadsafe(self._wake)

    async def later_than(self, version: int) -> bool:
        """Wait for a picture after `version`; False once there will be none."""
        while not self._has_ended and self._version <= version:
            await asyncio.shield(self._next)
        return not self._has_ended

    def _wake(self) -> None:
        done, self._next = self._next, self._loop.create_future()
        done.set_result(None)


@contextmanager
def telling_of_the_end(told: Callable[[], None]) -> Iterator[None]:
    """Call `told` as soon as the process is asked to end, before the server acts on it.

    The server waits for each answer to be complete before its lifespan hears of an end,
    and a stream of pushes is never complete by itself.
    """
    earlier = _handlers()
    for number, handler in earlier.items():
        signal.signal(number, partial(_tell_first, told, handler))
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


def _handlers() -> dict[int, Handler]:
    """The server's own; none in a thread, where nobody may handle signals."""
    if threading.current_thread() is not threading.main_thread():
        return {}
    found = {one: signal.getsignal(one) for one in ENDING}
    return {one: handler for one, handler in found.items() if callable(handler)}


def _tell_first(
    told: Callable[[], None], handler: Handler, number: int, frame: FrameType | None
) -> None:
    told()
    handler(number, frame)

"""The run: live at once, history beside it as fast as the broker takes it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from streams.broker.outbox import OutboxError
from streams.simulate.days import SECOND_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streams.broker.outbox import Outbox
    from streams.simulate.books import Books
    from streams.simulate.cursor import Cursor
    from streams.simulate.parts import Part
    from streams.simulate.planned import Planned
    from streams.simulate.stop import Stop

TURN_S = 0.2
"""How long history may keep what is due now waiting."""
LONGEST_PAUSE_S = 0.2
CHECKPOINT_EVERY_S = 5.0
LAST_FLUSH_S = 0.4
CLOSE_S = 0.1


def clock_ms() -> int:
    return time.time_ns() // 1_000_000


class Run:
    """One run against one broker, over the parts of the feed."""

    def __init__(
        self,
        cursors: Sequence[Cursor],
        outbox: Outbox,
        books: Books,
        *,
        clock: Callable[[], int] = clock_ms,
    ) -> None:
        # The newest part first: nobody waits for a live event because of history.
        self._cursors = tuple(reversed(cursors))
        self._outbox = outbox
        self._books = books
        self._clock = clock
        self._checkpointed_s = time.monotonic()

    @property
    def _parts(self) -> list[Part]:
        return [cursor.part for cursor in reversed(self._cursors)]

    def go(self, stop: Stop, *, until_caught_up: bool) -> None:
        """Send until stopped, or until all that was due is sent.

        OutboxError when the broker is gone: what it did not confirm is sent again by
        the next run.
        """
        while not stop.is_set:
            is_caught_up = self._turn()
            self._books.report(self._parts)
            if time.monotonic() - self._checkpointed_s > CHECKPOINT_EVERY_S:
                self._checkpoint()
            if is_caught_up and until_caught_up:
                break
            if is_caught_up:
                stop.wait(self._pause_s())
        self._finish()

    def _turn(self) -> bool:
        """Send what is due in every part for a moment; tell whether all is sent."""
        now_ms, give_up_s = self._clock(), time.monotonic() + TURN_S
        done = [cursor.drain(now_ms, give_up_s, self._send) for cursor in self._cursors]
        return all(done)

    def _send(self, record: Planned) -> None:
        self._outbox.queue(record.topic, record.key, record.value, record.at_ms)
        self._books.take(record)

    def _pause_s(self) -> float:
        due = [cursor.next_ms for cursor in self._cursors if cursor.next_ms]
        wait_ms = min(due, default=self._clock()) - self._clock()
        return min(max(wait_ms / SECOND_MS, 0), LONGEST_PAUSE_S)

    def _checkpoint(self) -> None:
        self._outbox.flush()
        self._books.write(self._parts)
        self._checkpointed_s = time.monotonic()

    def _finish(self) -> None:
        """Write down how far it is, unless the broker is too slow to confirm it."""
        try:
            self._outbox.flush(LAST_FLUSH_S)
            self._books.write(self._parts)
        except OutboxError as error:
            self._books.say(f"not confirmed, so sent again next time: {error}")
        self._books.close(self._parts)
        self._outbox.close(CLOSE_S)

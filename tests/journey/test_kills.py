"""Hub, board and broker are killed in turn while messages flow: nothing is lost, and
what the producer sends twice counts once.

A producer whose answer is lost with the broker sends again, so the topics may hold a
message twice: what the store must hold is what the topics hold.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext

from streams.broker.outbox import Outbox
from streams.clock import now
from streams.events import STREAMS
from tests.journey.chaos_programs import ends
from tests.support.browser import Screen
from tests.support.messages import encoded, event
from tests.support.stack import Stack, held, producing
from tests.support.waiting import wait_for, wait_to_be

EVERY_S = 0.005
BETWEEN = 200
"""Messages that must have flowed between two kills."""
TWICE_EVERY = 49
"""One message of so many is sent a second time, of every stream in turn."""


class Flow:
    """Sends a message every few milliseconds and counts the different ones."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.sent = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> int:
        """Stop, wait until the broker has all, and return how many differ."""
        self._stopping.set()
        self._thread.join(60)
        assert not self._thread.is_alive()
        return self.sent

    def _run(self) -> None:
        with producing(self._stack) as outbox:
            while not self._stopping.wait(EVERY_S):
                self._send(outbox)
            outbox.flush(60)

    def _send(self, outbox: Outbox) -> None:
        stream = STREAMS[self.sent % len(STREAMS)]
        at = now().isoformat()
        message = event(stream.kind, self.sent, occurred_at=at, reported_at=at)
        for _ in range(2 if self.sent % TWICE_EVERY == 0 else 1):
            outbox.queue(stream.topic, message["id"].encode(), encoded(message))
        self.sent += 1


@contextmanager
def flowing(stack: Stack) -> Iterator[Flow]:
    flow = Flow(stack)
    flow.start()
    try:
        yield flow
    finally:
        flow.stop()


def wait_more(flow: Flow) -> None:
    aim = flow.sent + BETWEEN
    wait_for(lambda: flow.sent >= aim, f"{BETWEEN} more messages")


def test_kills_in_turn_lose_and_double_nothing(
    stack: Stack, context: BrowserContext
) -> None:
    with flowing(stack) as flow:
        wall = Screen(context.new_page(), stack.address("/"))
        wall.page.wait_for_selector(".cgc-tile[data-kind=incident]", timeout=60_000)
        wait_more(flow)
        stack.kill("hub")
        wall.page.wait_for_selector(".cgc-banner[data-level=bad]", timeout=30_000)
        assert wall.received("incident") > 0
        wait_more(flow)
        stack.start_hub()
        wall.page.wait_for_selector(".cgc-banner[data-level=bad]", state="hidden")
        wait_more(flow)
        stack.broker.kill()
        stack.broker.start()
        wait_more(flow)
        stack.kill("board")
        stack.start_board()
        wait_more(flow)
        total = flow.stop()
        records = sum(ends(stack.broker.bootstrap).values())
        assert records > total
        wait_to_be((records, records), lambda: held(stack.flight_port))
        for index, stream in enumerate(STREAMS):
            expected = len(range(index, total, len(STREAMS)))
            wall.wait_received(stream.kind, expected, timeout_s=60)

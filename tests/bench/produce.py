"""Sends live traffic at a steady rate: `python -m tests.bench.produce`.

Arguments: bootstrap, messages a second, seconds, number of the first item. Every fifth
message is a move. Each is stamped with the moment at which it is handed to the client.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from tests.bench.child import answer
from tests.bench.preload import producer, send
from tests.bench.traffic import Message, item_event, item_move, moment

TICK_S = 0.01
LINGER_MS = 2
MOVE_EVERY = 5


def main(bootstrap: str, rate: int, seconds: int, first: int) -> None:
    sender = producer(bootstrap, linger_ms=LINGER_MS)
    events = 0
    started = time.time()
    for number in _paced(started, rate, seconds):
        at_s = time.time()
        message = _message(first + number, moment(at_s))
        events += _is_event(number)
        send(sender, message, int(at_s * 1_000))
        if number % 100 == 0:
            sender.poll(0)
    if sender.flush(30):
        raise RuntimeError("not all messages reached the broker")
    taken_s = time.time() - started
    answer(events=events, sent=rate * seconds, seconds=taken_s)


def _paced(started: float, rate: int, seconds: int) -> Iterator[int]:
    """Numbers, each no earlier than it is due; a late tick is caught up."""
    number = 0
    while number < rate * seconds:
        due = min(int((time.time() - started) * rate), rate * seconds)
        yield from range(number, due)
        number = max(number, due)
        time.sleep(TICK_S)


def _is_event(number: int) -> bool:
    return number % MOVE_EVERY != MOVE_EVERY - 1


def _message(number: int, at: str) -> Message:
    if _is_event(number):
        return item_event(f"n{number}", number, at)
    return item_move(f"n{number - 1}", number - 1, "note", at)


if __name__ == "__main__":
    main(sys.argv[1], *(int(each) for each in sys.argv[2:]))

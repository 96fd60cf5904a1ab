"""Fills topics fast: librdkafka with the batches and the compression of our outbox.

As a program it sends a share of a backlog: `python -m tests.bench.preload`.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING
from zlib import crc32

from confluent_kafka import Producer

from streams.events import HANDLING_TOPIC
from tests.bench.child import Child, answer
from tests.bench.traffic import Message, item_event, item_move, kind_of, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PARTITIONS = 6
FULL = 50_000
"""Messages that may wait in the client."""
MOVE_EVERY = 10
OPENED_BY = {"incident": "accept", "dispute": "accept"}
SPREAD_S = 30 * 86_400
"""A backlog is a month of items."""


def producer(bootstrap: str, *, linger_ms: int = 20) -> Producer:
    """Sends as `streams.broker.outbox` does in bulk: all acks, lz4, 128 KiB batches."""
    return Producer(
        {
            "bootstrap.servers": bootstrap,
            "acks": "all",
            "compression.type": "lz4",
            "batch.size": 131_072,
            "linger.ms": linger_ms,
            "queue.buffering.max.messages": 2 * FULL,
        }
    )


def send(sender: Producer, message: Message, at_ms: int) -> None:
    """Queue one message in the partition where the outbox would put it."""
    partitions = 1 if message.topic == HANDLING_TOPIC else PARTITIONS
    sender.produce(
        message.topic,
        message.value,
        message.key,
        crc32(message.key) % partitions,
        timestamp=at_ms,
    )


def fill(bootstrap: str, messages: Iterable[tuple[Message, int]]) -> int:
    """Send all (message, time in ms) and wait until the broker has them."""
    sender, sent = producer(bootstrap), 0
    for message, at_ms in messages:
        if sent % FULL == 0:
            sender.flush()
        send(sender, message, at_ms)
        sent += 1
    waiting = sender.flush(60)
    if waiting:
        raise RuntimeError(f"{waiting} of {sent} messages did not reach the broker")
    return sent


def backlog(*, first: int, events: int) -> Iterator[tuple[Message, int]]:
    """New items over the last month, every tenth message a move of a case."""
    until = time.time()
    for place in range(events):
        number = first + place
        at_s = until - SPREAD_S * (1 - place / events)
        at = moment(at_s)
        step = OPENED_BY.get(kind_of(number - MOVE_EVERY))
        is_move = step is not None and place % MOVE_EVERY == 0 and place > 0
        if is_move:
            name = f"n{number - MOVE_EVERY}"
            yield item_move(name, number - MOVE_EVERY, str(step), at), int(at_s * 1e3)
        else:
            yield item_event(f"n{number}", number, at), int(at_s * 1e3)


def fill_backlog(bootstrap: str, events: int) -> None:
    """Send a backlog with two programs at a time."""
    half = events // 2
    shares = ((0, half), (half, events - half))
    sending = [
        Child("tests.bench.preload", bootstrap, str(first), str(share))
        for first, share in shares
    ]
    for child in sending:
        child.answer()


if __name__ == "__main__":
    fill(sys.argv[1], backlog(first=int(sys.argv[2]), events=int(sys.argv[3])))
    answer()

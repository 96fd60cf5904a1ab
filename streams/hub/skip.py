"""Has the hub go past what cannot be read, at three in the morning as well.

`python -m streams skip TOPIC PARTITION OFFSET`, with the words of the alarm. A hub that
runs is told by a desk entry: the log holds who wanted it, and every other hub that
reads it goes past as well. One that is stopped is told by a row in its store: the only
way when `cgc.desk` itself cannot be read on.
"""

from __future__ import annotations

import argparse
import getpass
import sys
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from sql.errors import StoreError
from streams.broker.outbox import OutboxError
from streams.clock import now
from streams.entries.operations import Skip
from streams.events import DESK_TOPIC, TOPICS
from streams.hub.asking import ask, said_by_hub
from streams.hub.verify import stopped_store
from streams.status import HaltStatus  # noqa: TC001 - msgspec reads the types

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.hub.settings import HubSettings

PATIENCE_S, EVERY_S = 30.0, 0.5
DONE, NOT_YET, REFUSED = 0, 1, 2


class SkipError(Exception):
    """It cannot be asked for; the text says what to do."""


class _Heard(msgspec.Struct):
    """As much of the hub's health as is asked for."""

    halted: tuple[HaltStatus, ...]


def main(words: Sequence[str], settings: HubSettings) -> int:
    """0 when the hub went past, 1 when it has not yet, 2 when it cannot be asked to."""
    parser = argparse.ArgumentParser(prog="python -m streams skip")
    parser.add_argument("topic", choices=TOPICS)
    parser.add_argument("partition", type=int)
    parser.add_argument("offset", type=int)
    told = parser.parse_args(words)
    place = (told.topic, told.partition, told.offset)
    try:
        halted = _halted(settings)
        if halted is None:
            return _write_down(place, settings)
        _require_halted(place, halted)
        ask(
            settings,
            Skip,
            topic=told.topic,
            partition=told.partition,
            offset=told.offset,
        )
        return _wait(place, settings)
    except (SkipError, StoreError, OutboxError, ValueError) as error:
        return _say(REFUSED, f"python -m streams skip: {error}")


def _halted(settings: HubSettings) -> tuple[HaltStatus, ...] | None:
    """Where the hub halts; None when none answers."""
    said = said_by_hub(settings)
    return None if said is None else msgspec.json.decode(said, type=_Heard).halted


def _require_halted(place: tuple[str, int, int], halted: Sequence[HaltStatus]) -> None:
    places = [(one.topic, one.partition, one.offset) for one in halted]
    if place not in places:
        known = ", ".join(map(_words, places)) or "nowhere"
        raise SkipError(f"the hub does not halt at {_words(place)}, but {known}")
    if place[0] == DESK_TOPIC:
        raise SkipError(
            f"{DESK_TOPIC} cannot carry this while it halts itself: stop the hub, say "
            "it again, start the hub"
        )


def _wait(place: tuple[str, int, int], settings: HubSettings) -> int:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        halted = _halted(settings) or ()
        if place not in [(one.topic, one.partition, one.offset) for one in halted]:
            return _say(
                DONE, f"the hub went past {_words(place)}; the alarms say how far"
            )
        threading.Event().wait(EVERY_S)
    return _say(NOT_YET, f"asked for; the hub has not gone past {_words(place)} yet")


def _write_down(place: tuple[str, int, int], settings: HubSettings) -> int:
    topic, partition, offset = place
    store = stopped_store(settings)
    try:
        with store.transaction(into_reserve=True) as transaction:
            transaction.run(
                "put_skip",
                topic=topic,
                partition_no=partition,
                offset_no=offset,
                actor=getpass.getuser(),
                asked_at=now(),
            )
    finally:
        store.close()
    return _say(DONE, f"written down; a hub that is started goes past {_words(place)}")


def _words(place: tuple[str, int, int]) -> str:
    topic, partition, offset = place
    return f"{topic}[{partition}] at offset {offset}"


def _say(status: int, text: str) -> int:
    print(text, file=sys.stderr if status else sys.stdout)
    return status

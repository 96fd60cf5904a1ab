"""How a consumer is run and measured: CPU of the whole process, all its threads."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from streams.hub.garbage import spare_what_is_there
from tests.bench.child import answer
from tests.bench.memory import peak_mib

BATCH = 20_000
"""Records of one transaction at most, as in the hub."""
COLLECT_S = 0.5


class Task(NamedTuple):
    """Read so many events of a topic that holds them; rows go into a new store."""

    bootstrap: str
    topic: str
    partitions: int
    events: int
    store: Path


def task() -> Task:
    """What the program was told on its command line."""
    bootstrap, topic, partitions, events, store = sys.argv[1:]
    return Task(bootstrap, topic, int(partitions), int(events), Path(store))


def measure(consume: Callable[[], int], told: Task) -> None:
    """Run it and answer with its cost. RuntimeError when it did not take all events.

    Memory is collected as in the hub, for every consumer alike.
    """
    spare_what_is_there()
    started, clock = time.process_time(), time.monotonic()
    taken = consume()
    cpu_s, wall_s = time.process_time() - started, time.monotonic() - clock
    if taken != told.events:
        raise RuntimeError(f"{taken} of {told.events} events were taken")
    answer(cpu_s=cpu_s, wall_s=wall_s, peak_mib=peak_mib())

"""Brings a copy of a store of an earlier schema to the present one: its logs step by
step, what is derived from them counted anew, and the result recounted by `verify`.
"""

from __future__ import annotations

import getpass
import os
import sys
import time
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from sql.errors import StoreError
from sql.migration import carry
from sql.store import Store
from sql.version import SCHEMA
from streams.clock import now
from streams.hub.backup import DONE, say
from streams.hub.placing import log_of
from streams.hub.start import rules_of
from streams.hub.verify import Sample, Seen, first_difference
from streams.landing import positions
from streams.landing.recount import link, recount

if TYPE_CHECKING:
    from pathlib import Path

    from sql.migration import Steps
    from streams.hub.settings import HubSettings

TIMES: Final = 3
"""So many times its size a store needs free: the copy, and what the recount of it lays
on the disk for a while.
"""
UNCHAINED: Final = 8
"""The last schema whose desk's log had no chain."""
SHARE: Final = Sample(16)
"""So much of what was just counted is recounted; chain, logs and cells are whole."""


class Taken(Struct, frozen=True):
    """What came of it: how many items, moves with another verdict, links made."""

    items: int
    changed: int
    links: int
    seconds: float

    def __str__(self) -> str:
        parts = [f"{self.items:,} items in {self.seconds:,.0f} s"]
        if self.changed:
            parts.append(f"{self.changed:,} moves got another verdict by its rules")
        if self.links:
            parts.append(f"{self.links:,} desk entries got their links")
        return ", ".join(parts)


def take_over(path: Path, steps: Steps, settings: HubSettings) -> Taken:
    """Bring a closed file that nobody else knows through these steps; all of it is in
    the file afterwards. StoreError when it cannot be done, or is not what it should be.
    """
    began, threads = time.monotonic(), os.cpu_count() or 1
    first = min(steps)
    carry(path, steps, settings.memory_limit, threads)
    tell(f"the logs are of schema {SCHEMA} now; what is counted of them comes next")
    store = Store(
        path,
        memory_limit=settings.memory_limit,
        threads=threads,
        deadline_profile=settings.deadline_profile,
        disk_reserve=settings.disk_reserve,
    )
    try:
        links = link(store) if first <= UNCHAINED else 0
        found = recount(store, rules_of(store), Progress().done)
        _require_sound(store)
        seconds = time.monotonic() - began
        taken = Taken(found.items, found.changed, links, seconds)
        _write_down(store, first, taken)
        store.settle()
    finally:
        store.close()
    drop_log(path)
    return taken


def tell(text: str) -> None:
    """At once: what is said here is progress."""
    say(DONE, text)
    sys.stdout.flush()


class Progress:
    """Says every so often how far it is."""

    EVERY_S = 10.0

    def __init__(self) -> None:
        self._said_at = time.monotonic()

    def done(self, messages: int, of: int) -> None:
        if time.monotonic() - self._said_at >= self.EVERY_S:
            self._said_at = time.monotonic()
            tell(f"{messages:,} of {of:,} messages are counted")


def _require_sound(store: Store) -> None:
    if difference := first_difference(store, SHARE, Seen()):
        raise StoreError(f"what came of it is not what its logs make it: {difference}")


def _write_down(store: Store, first: int, taken: Taken) -> None:
    """The store itself says from then on what became of it, and by whom."""
    said = f"from schema {first} to {SCHEMA} by {getpass.getuser()}: {taken}"
    positions.note(store, positions.Alarm("migrated", said), now())


def drop_log(path: Path) -> None:
    """StoreError unless all that its log held is in the file."""
    log = log_of(path)
    if log.exists() and log.stat().st_size:
        raise StoreError(f"{path} could not be written down whole; try again")
    log.unlink(missing_ok=True)

"""Takes the store of a stopped hub over from an earlier schema to the present one.

`python -m streams migrate [--check]`. All is done on a copy, which takes the store's
name only once it was recounted: whenever this ends, by whatever, the old store is there
or the new one is. The old one is laid aside under a name that says its schema.
"""

from __future__ import annotations

import argparse
import shutil
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from sql.errors import StoreError
from sql.migration import schema_of, steps_from, write_down
from sql.room import MEGABYTE, require_room
from sql.version import SCHEMA
from streams.backups.taking import copied
from streams.hub.backup import DONE, NOT_DONE, said, say
from streams.hub.placing import (
    beside,
    log_of,
    nobody_holds,
    put_in_place,
    require_stopped,
)
from streams.hub.takeover import TIMES, take_over, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sql.migration import Steps
    from streams.hub.settings import HubSettings

WORK: Final = "migrating"
MESSAGES_A_S: Final = 10_000
"""About how many messages are counted in a second, as measured on two processors: it is
not measured where this runs, and what is said by it names it.
"""
BYTES_A_S: Final = 100 * MEGABYTE
"""How much of a file is copied in a second, at least."""


class Job(Struct, frozen=True):
    """What there is to do: the store, its size in bytes, how much of them a killed one
    left behind, about how many messages it holds, and the steps.
    """

    database: Path
    schema: str | None
    size: int
    left: int
    messages: int
    steps: Steps

    @property
    def needed(self) -> int:
        """Bytes that have to be free: what is left of a killed one goes first."""
        return max(0, TIMES * self.size - self.left)

    def __str__(self) -> str:
        seconds = self.messages / MESSAGES_A_S + self.size / BYTES_A_S
        minutes = max(1, round(seconds / 60))
        return (
            f"{self.database} goes from schema {self.schema} to {SCHEMA}: "
            f"{self.size / MEGABYTE:,.0f} MB, about {self.messages:,} messages, about "
            f"{minutes:,} min at about {MESSAGES_A_S:,} messages a second"
        )


def main(words: Sequence[str], settings: HubSettings) -> int:
    """0 when it is of the present schema; 1 when it was before; 2 and why not: then
    nothing was changed.
    """
    parser = argparse.ArgumentParser(prog="python -m streams migrate")
    parser.add_argument("--check", action="store_true", help="only say what to expect")
    given = parser.parse_args(words)
    return said("migrate", partial(_main, is_asked=given.check), settings)


def _main(settings: HubSettings, *, is_asked: bool) -> int:
    require_stopped(settings)
    job = _job(settings.database)
    if not job.steps:
        return say(NOT_DONE, f"{job.database} is of schema {SCHEMA}: nothing to do")
    if is_asked:
        return _check(job, settings)
    require_room(settings.home, job.needed + settings.disk_reserve)
    tell(str(job))
    return _migrate(job, settings)


def _job(database: Path) -> Job:
    """StoreError when there is no store, or no way from its schema to this one."""
    if not database.exists():
        raise StoreError(f"no store is at {database}; name its CGC_HOME")
    schema, messages = schema_of(database)
    try:
        steps = steps_from(schema, SCHEMA)
    except StoreError as error:
        raise StoreError(f"{database} {error}") from error
    size = _size_of(database, log_of(database))
    left = _size_of(*database.parent.glob(f".{database.name}.{WORK}*"))
    return Job(database, schema, size, left, messages, steps)


def _size_of(*files: Path) -> int:
    return sum(file.stat().st_size for file in files if file.is_file())


def _check(job: Job, settings: HubSettings) -> int:
    free = shutil.disk_usage(settings.home).free
    needed = (job.needed + settings.disk_reserve) / MEGABYTE
    text = f"{job}; {needed:,.0f} MB have to be free, {free / MEGABYTE:,.0f} MB are"
    require_room(settings.home, job.needed + settings.disk_reserve)
    return say(DONE, text)


def _migrate(job: Job, settings: HubSettings) -> int:
    database = job.database
    write_down(database)
    with nobody_holds(database), beside(database, WORK) as new:
        if log_of(database).exists() and log_of(database).stat().st_size:
            raise StoreError(f"somebody wrote to {database} just now: stop the hub")
        copied(database, new)
        shutil.copymode(database, new)
        taken = take_over(new, job.steps, settings)
        aside = put_in_place(new, database, f"schema{job.schema}-")
    return say(
        DONE,
        f"{database} is of schema {SCHEMA} now: {taken}; a hub that is started goes on "
        f"where the last one stopped. What was there is {aside}: delete it once you "
        "are content",
    )

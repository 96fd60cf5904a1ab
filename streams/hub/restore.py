"""Puts a backup in the place of the store, and says what that loses.

`python -m streams restore NAME|PATH [--with-hole]`, with the hub stopped. The store
that is there is laid aside, never deleted. Kafka is asked first whether it still has
all that came since the backup: what it dropped would be missing for ever, so a hole is
refused until a person says so; the hub then writes it down, as any other.
"""

from __future__ import annotations

import argparse
import fcntl
import getpass
import os
import shutil
from contextlib import contextmanager, suppress
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from sql.room import require_room
from streams.backups.copier import copy
from streams.backups.folder import store_in, sync
from streams.backups.manifest import BackupError, Manifest, moment_of, unlike
from streams.broker.cluster import SourceError, describe
from streams.broker.source import Source
from streams.clock import now
from streams.hub.asking import said_by_hub
from streams.hub.backup import DONE, place_of, read_only, require_whole, said, say
from streams.hub.verify import stopped_store
from streams.landing import positions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from streams.broker.cluster import ClusterFacts
    from streams.broker.source import Span
    from streams.hub.settings import HubSettings
    from streams.landing.positions import Hole, Memory, Plan

ASIDE = "aside"


class Outlook(Struct, frozen=True):
    """What Kafka holds for a store that goes on from a backup: how many records it has
    to read again, what is gone, what else a person should know.
    """

    records: int
    holes: tuple[Hole, ...]
    told: tuple[str, ...]


def main(words: Sequence[str], settings: HubSettings) -> int:
    """0 when it is in place; 2 and why not: then nothing was changed."""
    parser = argparse.ArgumentParser(prog="python -m streams restore")
    parser.add_argument("backup", metavar="NAME|PATH")
    parser.add_argument("--with-hole", action="store_true")
    given = parser.parse_args(words)
    does = partial(_restore, given.backup, is_hole_accepted=given.with_hole)
    return said("restore", does, settings)


def _restore(name: str, settings: HubSettings, *, is_hole_accepted: bool) -> int:
    if said_by_hub(settings) is not None:
        raise BackupError(
            f"a hub answers at port {settings.http_port} (CGC_HUB_PORT): stop it first"
        )
    settings.home.mkdir(parents=True, exist_ok=True)
    with _nobody_holds(settings.database):
        place = place_of(name, settings)
        manifest = require_whole(place)
        outlook = _asked(_remembered(place, manifest, settings), settings)
        if outlook.holes and not is_hole_accepted:
            raise BackupError(_refusal(manifest, outlook.holes))
        aside = _put_in_place(place, manifest, settings)
    _write_down(manifest, settings)
    for text in (*outlook.told, *map(_hole, outlook.holes)):
        say(DONE, text)
    left = f"; what was there is {aside}" if aside else ""
    return say(
        DONE,
        f"{manifest.name} is in place{left}; a hub that is started goes on from there "
        f"and reads {outlook.records:,} records of Kafka",
    )


@contextmanager
def _nobody_holds(database: Path) -> Iterator[None]:
    """Hold the present file as a hub would. BackupError when one does."""
    if not database.exists():
        yield
        return
    opened = os.open(database, os.O_RDWR)
    try:
        fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BackupError(f"a hub holds {database}: stop it first") from error
    finally:
        os.close(opened)


def _remembered(place: Path, manifest: Manifest, settings: HubSettings) -> Memory:
    """What the copy itself knows of Kafka; it has to say what its manifest says."""
    store = read_only(place, settings)
    try:
        if parts := ", ".join(unlike(moment_of(store), manifest.moment)):
            raise BackupError(f"the copy and its manifest differ in: {parts}")
        return positions.remember(store)
    finally:
        store.close()


def _asked(memory: Memory, settings: HubSettings) -> Outlook:
    """Ask Kafka. BackupError when it does not answer for every partition."""
    try:
        cluster = describe(settings.connection)
        source = Source(settings.connection, cluster.places)
        try:
            return outlook_of(memory, cluster, source.spans())
        finally:
            source.close()
    except SourceError as error:
        raise BackupError(str(error)) from error


def outlook_of(
    memory: Memory, cluster: ClusterFacts, spans: Mapping[tuple[str, int], Span]
) -> Outlook:
    """What a hub will find, by the plan that it will make itself."""
    for facts in cluster.topics:
        if facts.leaderless:
            numbers = ", ".join(map(str, facts.leaderless))
            raise BackupError(
                f"no broker leads {facts.topic}[{numbers}], so nobody knows what it "
                "holds: try again when one does",
            )
    plan = positions.plan(memory, cluster, spans)
    records = sum(spans[place].end - start for place, start in plan.positions.items())
    return Outlook(records, plan.holes, tuple(_told(memory, cluster, plan)))


def _told(memory: Memory, cluster: ClusterFacts, plan: Plan) -> Iterator[str]:
    """Topics that are not what they were."""
    known = {topic for topic, _ in memory.epochs}
    for facts in plan.new_topics:
        if facts.topic in known:
            yield (
                f"{facts.topic} was recreated since the backup: it is read from its "
                "beginning, and what its predecessor got after the backup is lost"
            )
    for topic in sorted(known - {facts.topic for facts in cluster.topics}):
        yield f"{topic} is not on this cluster: nothing of it is read"


def _refusal(manifest: Manifest, holes: Sequence[Hole]) -> str:
    return (
        f"Kafka no longer has all that came since {manifest.name}: "
        f"{'; '.join(map(_hole, holes))}. A newer backup may have it (python -m "
        "streams backups); to go on without it, which nothing brings back: --with-hole"
    )


def _hole(hole: Hole) -> str:
    return (
        f"{hole.topic}[{hole.number}] lacks {hole.until - hole.first:,} records, "
        f"offsets {hole.first} to {hole.until - 1}"
    )


def _put_in_place(
    place: Path, manifest: Manifest, settings: HubSettings
) -> Path | None:
    """Copy it beside the store, then have it take the store's name: at no moment is
    there none. Where the old one is now.
    """
    database = settings.database
    require_room(settings.home, manifest.size + settings.disk_reserve)
    new = database.with_name(f".{database.name}.restored")
    new.unlink(missing_ok=True)
    try:
        if copy(store_in(place), new, lambda: None) != (manifest.size, manifest.sha256):
            raise BackupError(f"{place} was changed while it was copied")
        aside = _lay_aside(database)
        new.replace(database)
    finally:
        new.unlink(missing_ok=True)
    sync(settings.home)
    return aside


def _write_down(manifest: Manifest, settings: HubSettings) -> None:
    """The store itself says from then on that it was restored, and by whom."""
    said = f"{manifest.name} was put in the place of the store by {getpass.getuser()}"
    store = stopped_store(settings)
    try:
        positions.note(store, positions.Alarm("restored", said), now())
    finally:
        store.close()


def _lay_aside(database: Path) -> Path | None:
    """Give the store a second name, and its log away: a log is of one file only."""
    at = f"{now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    aside = database.with_name(f"{database.name}.{ASIDE}-{at}")
    logs = database.parent.glob(f"{database.name}.wal*")
    if database.exists():
        _name_too(database, aside)
    for log in logs:
        log.rename(aside.with_name(log.name.replace(database.name, aside.name, 1)))
    return aside if aside.exists() else None


def _name_too(database: Path, aside: Path) -> None:
    """By a link, or a copy where the disk knows none."""
    with suppress(OSError):
        os.link(database, aside)
        return
    shutil.copy2(database, aside)

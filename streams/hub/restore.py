"""Puts a backup in the place of the store, and says what that loses.

`python -m streams restore NAME|PATH [--with-hole] [--without-key]`, with the hub
stopped. The store that is there is laid aside, never deleted. Kafka is asked first
whether it still has all that came since the backup: what it dropped would be missing
for ever, so a hole is refused until a person says so; the hub then writes it down, as
any other. So is a backup whose key of parties is not here. Lists that are not where
they belong are put back. A backup of an earlier schema is taken over on the way, as
`migrate` does.
"""

from __future__ import annotations

import argparse
import getpass
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from sql.errors import StoreError
from sql.migration import steps_from
from sql.room import require_room
from sql.version import SCHEMA
from streams.backups.copier import copy
from streams.backups.folder import store_in
from streams.backups.manifest import BackupError, Manifest, moment_of, unlike
from streams.broker.cluster import SourceError, describe
from streams.broker.source import Source
from streams.clock import now
from streams.hub.backup import DONE, place_of, read_only, require_whole, said, say
from streams.hub.placing import beside, nobody_holds, put_in_place, require_stopped
from streams.hub.putback import WITHOUT_KEY, put_back, require_key
from streams.hub.takeover import TIMES, drop_log, take_over, tell
from streams.hub.verify import opened
from streams.landing import positions
from streams.landing.positions import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sql.migration import Steps
    from streams.broker.cluster import ClusterFacts
    from streams.broker.source import Span
    from streams.hub.settings import HubSettings
    from streams.landing.positions import Hole, Plan


class Outlook(Struct, frozen=True):
    """What Kafka holds for a store that goes on from a backup: how many records it has
    to read again, what is gone, what else a person should know.
    """

    records: int
    holes: tuple[Hole, ...]
    told: tuple[str, ...]


def main(words: Sequence[str], settings: HubSettings) -> int:
    """0 when it is in place; 2 and why not: then the store is as it was."""
    parser = argparse.ArgumentParser(prog="python -m streams restore")
    parser.add_argument("backup", metavar="NAME|PATH")
    parser.add_argument("--with-hole", action="store_true")
    parser.add_argument(WITHOUT_KEY, action="store_true")
    given = parser.parse_args(words)
    return said("restore", partial(_restore, given), settings)


def _restore(given: argparse.Namespace, settings: HubSettings) -> int:
    require_stopped(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    with nobody_holds(settings.database):
        place = place_of(given.backup, settings)
        manifest = require_whole(place)
        steps = _steps_of(manifest)
        if not given.without_key:
            require_key(manifest, settings)
        outlook = _asked(_remembered(place, manifest, settings), settings)
        if outlook.holes and not given.with_hole:
            raise BackupError(_refusal(manifest, outlook.holes))
        lists = tuple(put_back(place, manifest, settings))
        aside = _put_in_place(place, manifest, steps, settings)
    for text in (*lists, *outlook.told, *map(_hole, outlook.holes)):
        say(DONE, text)
    left = f"; what was there is {aside}" if aside else ""
    return say(
        DONE,
        f"{manifest.name} is in place{left}; a hub that is started goes on from there "
        f"and reads {outlook.records:,} records of Kafka",
    )


def _steps_of(manifest: Manifest) -> Steps:
    """The way from its schema to the present one. BackupError when there is none."""
    try:
        return steps_from(manifest.moment.schema, SCHEMA)
    except StoreError as error:
        raise BackupError(f"{manifest.name} {error}") from error


def _memory_of(manifest: Manifest) -> Memory:
    """What a copy of an earlier schema knows of Kafka, as its manifest says."""
    kept = manifest.moment.partitions
    return Memory(
        {(one.topic, one.topic_id): one.epoch for one in kept},
        {(one.epoch, one.topic, one.partition): one.next_offset for one in kept},
    )


def _remembered(place: Path, manifest: Manifest, settings: HubSettings) -> Memory:
    """What the copy itself knows of Kafka; it has to say what its manifest says."""
    if manifest.moment.schema != SCHEMA:
        return _memory_of(manifest)
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
    place: Path, manifest: Manifest, steps: Steps, settings: HubSettings
) -> Path | None:
    """Copy it beside the store, take it over if it is older, have it say that it was
    restored, and only then take the store's name. Where the old one is now.
    """
    database = settings.database
    needed = manifest.size * (TIMES if steps else 1)
    require_room(settings.home, needed + settings.disk_reserve)
    with beside(database, "restored") as new:
        if copy(store_in(place), new, lambda: None) != (manifest.size, manifest.sha256):
            raise BackupError(f"{place} was changed while it was copied")
        if steps:
            tell(f"{manifest.name} is taken over from schema {min(steps)}")
            take_over(new, steps, settings)
        _write_down(manifest, new, settings)
        return put_in_place(new, database)


def _write_down(manifest: Manifest, path: Path, settings: HubSettings) -> None:
    """The store itself says from its first moment in place that it was restored, and by
    whom.
    """
    said = f"{manifest.name} was put in the place of the store by {getpass.getuser()}"
    store = opened(path, settings)
    try:
        positions.note(store, positions.Alarm("restored", said), now())
        store.settle()
    finally:
        store.close()
    drop_log(path)

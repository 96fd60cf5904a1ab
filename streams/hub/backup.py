"""Takes a backup now, looks at one, lists them.

`python -m streams backup` asks the hub that runs, by a desk entry that names who asked;
with the hub stopped it copies the store itself. `--check NAME` opens a backup and
recounts it. `python -m streams backups` lists them.
"""

from __future__ import annotations

import argparse
import getpass
import sys
import threading
import time
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sql.errors import StoreError
from sql.flight import FlightStore
from sql.room import MEGABYTE
from sql.store import Store
from sql.version import SCHEMA
from streams.backups import folder as folders
from streams.backups import manifest as manifests
from streams.backups.copier import digest_of
from streams.backups.folder import NAME, store_in, write
from streams.backups.lists import require_lists
from streams.backups.manifest import BackupError, Manifest, moment_of, unlike
from streams.backups.taking import Wanted, standing_still, take
from streams.broker.outbox import OutboxError
from streams.clock import SHANGHAI, now
from streams.entries.operations import BackUp
from streams.hub.asking import ask, refusal_of, said_by_hub
from streams.hub.copies import check_opened, files_beside, folder_of
from streams.hub.desk import FAILED, OFF, TAKEN
from streams.hub.putback import told_of, told_of_key
from streams.hub.verify import (
    Sample,
    Seen,
    first_difference,
    sample_of,
    stopped_store,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streams.hub.settings import HubSettings

PATIENCE_S, EVERY_S = 4 * 3_600.0, 0.5
DONE, NOT_DONE, REFUSED = 0, 1, 2
OPENED = Sample(0)
"""Nothing is recounted."""
WORDS = {
    OFF: "the hub takes no backups: start it with CGC_BACKUPS",
    FAILED: "the hub could not take one",
}


def main(words: Sequence[str], settings: HubSettings) -> int:
    """0 when there is a backup, or it is sound; 1 when it differs; 2 and why not."""
    parser = argparse.ArgumentParser(prog="python -m streams backup")
    parser.add_argument("--check", metavar="NAME")
    share = parser.add_mutually_exclusive_group()
    share.add_argument("--sample", type=sample_of, default=Sample(), metavar="1/64")
    share.add_argument(
        "--opened", dest="sample", action="store_const", const=OPENED, help="only that"
    )
    given = parser.parse_args(words)
    does = partial(_check, given.check, given.sample) if given.check else _take
    return said("backup", does, settings)


def list_all(words: Sequence[str], settings: HubSettings) -> int:
    """One line a backup, newest first."""
    argparse.ArgumentParser(prog="python -m streams backups").parse_args(words)
    return said("backups", _list, settings)


def said(name: str, does: Callable[[HubSettings], int], settings: HubSettings) -> int:
    """What a program comes to; what keeps it from it is said in one line."""
    try:
        return does(settings)
    except (BackupError, StoreError, OutboxError, OSError, ValueError) as error:
        return say(REFUSED, f"python -m streams {name}: {error}")


def say(status: int, text: str) -> int:
    print(text, file=sys.stderr if status else sys.stdout)
    return status


def _take(settings: HubSettings) -> int:
    if said_by_hub(settings) is None:
        made = _copy_closed(settings)
        for text in (_line(made), *told_of_key(made, settings)):
            say(DONE, text)
        return DONE
    asked_at, entry_id = now(), ask(settings, BackUp)
    store = FlightStore(
        f"127.0.0.1:{settings.flight_port}", token=settings.flight_token
    )
    try:
        return _wait(store, entry_id, asked_at)
    finally:
        store.close()


def _wait(store: FlightStore, entry_id: str, asked_at: object) -> int:
    until = time.monotonic() + PATIENCE_S
    asked = {"from_at": asked_at, "entry_ids": entry_id}
    while time.monotonic() < until:
        if found := store.query("desk_results", **asked).to_pylist():
            (row,) = found
            if row["result"] == TAKEN:
                return say(DONE, f"{row['detail']} is taken and checked")
            reason = WORDS.get(row["result"], row["result"])
            detail = f": {row['detail']}" if row["detail"] else ""
            raise BackupError(f"{reason}{detail}")
        if why := refusal_of(store, entry_id):
            raise BackupError(f"the hub refused the entry that asks for it: {why}")
        threading.Event().wait(EVERY_S)
    return say(NOT_DONE, f"asked for as {entry_id}; the hub has not taken one yet")


def _copy_closed(settings: HubSettings) -> Manifest:
    """Hold the store, so that no hub opens it meanwhile, and copy it."""
    folder, store = folder_of(settings), stopped_store(settings)
    try:
        wanted = Wanted(
            settings.database,
            folder,
            settings.disk_reserve,
            partial(standing_still, store),
            check_opened,
            files_beside(settings),
        )
        return take(wanted, getpass.getuser())
    finally:
        store.close()


def place_of(name: str, settings: HubSettings) -> Path:
    """The folder of a backup: by its name in CGC_BACKUPS, or by its path."""
    return folder_of(settings).place_of(name) if NAME.fullmatch(name) else Path(name)


def require_whole(place: Path) -> Manifest:
    """BackupError when the copy is not what its manifest says, or was found faulty."""
    manifest = manifests.read(place)
    if manifest.fault:
        raise BackupError(f"{manifest.name} was found faulty: {manifest.fault}")
    if digest_of(store_in(place)) != (manifest.size, manifest.sha256):
        raise BackupError(
            f"the checksum of {store_in(place)} is not the one in {manifests.FILE}: "
            "it was damaged or changed; take another backup",
        )
    require_lists(place, manifest.lists)
    return manifest


def _require_present(manifest: Manifest) -> None:
    """BackupError when this program cannot read what is in it."""
    if manifest.moment.schema != SCHEMA:
        raise BackupError(
            f"{manifest.name} is whole, but of schema {manifest.moment.schema}, this "
            f"program's is {SCHEMA}: restore takes an earlier one over on the way, and "
            "only then it can be recounted",
        )


def read_only(place: Path, settings: HubSettings) -> Store:
    """The copy in a backup; opening changes nothing of it."""
    return Store(
        store_in(place),
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        is_read_only=True,
    )


def _check(name: str, sample: Sample, settings: HubSettings) -> int:
    place = place_of(name, settings)
    manifest = require_whole(place)
    _require_present(manifest)
    store = read_only(place, settings)
    seen = Seen()
    try:
        parts = ", ".join(unlike(moment_of(store), manifest.moment))
        fault = f"the copy and its manifest differ in: {parts}" if parts else ""
        if not fault and sample != OPENED:
            fault = first_difference(store, sample, seen) or ""
    finally:
        store.close()
    if sample != OPENED:
        write(place, _seen(manifest, sample, fault))
    if fault:
        return say(NOT_DONE, fault)
    text = "what it says of itself" if sample == OPENED else told(seen, sample)
    return say(DONE, f"{manifest.name} is sound: {text}")


def _seen(manifest: Manifest, sample: Sample, fault: str) -> Manifest:
    return replace(
        manifest, verified_at=now().astimezone(UTC), verified_of=sample.of, fault=fault
    )


def _list(settings: HubSettings) -> int:
    folder = folder_of(settings)
    found = folder.all()
    for manifest in found:
        say(DONE, _line(manifest))
    for text in told_of_key(found[0], settings) if found else ():
        say(DONE, text)
    if settings.home.exists() and folders.is_same_disk(folder.path, settings.home):
        say(DONE, f"{folder.path} is on the disk of the store: lost with it")
    return say(DONE, f"{len(found)} backups in {folder.path}")


def _line(manifest: Manifest) -> str:
    at = f"{manifest.made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    share = f" (1/{manifest.verified_of})" if manifest.verified_of > 1 else ""
    seen = f"recounted{share}" if manifest.verified_at else "opened"
    state = f"faulty: {manifest.fault}" if manifest.fault else seen
    return (
        f"{manifest.name}  {at}  {manifest.size / MEGABYTE:,.0f} MB  "
        f"{folders.messages(manifest):,} messages  commits waited {manifest.held_s} s "
        f"of {manifest.took_s} s  {state}  {told_of(manifest)}"
    ).rstrip()

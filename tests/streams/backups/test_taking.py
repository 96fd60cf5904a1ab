"""A copy of a store that is written to is the store as of one moment."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from sql.store import Store
from sql.version import SCHEMA
from streams.backups import copier, taking
from streams.backups.copier import CopierError, copy
from streams.backups.folder import Folder, store_in
from streams.backups.manifest import BackupError, moment_of, read
from streams.backups.taking import take
from tests.support.backups import backed_up, wanted
from tests.support.intake import Intake
from tests.support.processes import ROOT
from tests.support.ready import ready_file

if TYPE_CHECKING:
    from pathlib import Path

    from streams.hub.settings import HubSettings

MEGABYTE = 1_000_000
KILLED = """
import os, pathlib, signal, sys
from functools import partial
from sql.store import Store
from streams.backups.folder import Folder
from streams.backups.taking import Wanted, standing_still, take
path, folder = map(pathlib.Path, sys.argv[1:])
hold = partial(standing_still, Store(path))
killed = lambda _: os.kill(os.getpid(), signal.SIGKILL)
take(Wanted(path, Folder(folder, 7), 0, hold, killed), "hub")
"""


@pytest.fixture
def settings(tmp_path: Path) -> HubSettings:
    return backed_up(tmp_path / "home")


@pytest.fixture
def intake(settings: HubSettings) -> Intake:
    made = Intake(ready_file(settings.database))
    made.take(*islice(made.traffic(seed=3, size=300), 300))
    return made


def test_a_backup_says_what_it_holds_and_only_its_owner_may_read_it(
    intake: Intake, settings: HubSettings
) -> None:
    made = take(wanted(settings, intake.store), "somebody")
    assert settings.backups is not None
    place = settings.backups / made.name
    assert read(place) == made
    assert made.moment == moment_of(intake.store)
    assert (made.asked_by, made.moment.schema) == ("somebody", SCHEMA)
    assert made.made_at.utcoffset() is not None
    assert {one.topic_id for one in made.moment.partitions} <= {
        f"id of {one.topic}" for one in made.moment.partitions
    }
    assert sum(one.next_offset for one in made.moment.partitions) == 300
    assert made.moment.holdings.messages == 300
    assert (made.size, made.sha256) == copier.digest_of(store_in(place))
    modes = [path.stat().st_mode & 0o777 for path in (place, *sorted(place.iterdir()))]
    assert modes == [0o700, 0o600, 0o600]


def test_what_is_written_meanwhile_stands_in_the_log_and_not_in_the_copy(
    intake: Intake, settings: HubSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = intake.traffic(seed=4, size=4_000)
    copied = taking.copied

    def busy(source: Path, target: Path) -> taking.Copied:
        intake.take(*islice(rest, 2_000))
        found = copied(source, target)
        intake.take(*islice(rest, 2_000))
        return found

    monkeypatch.setattr(taking, "copied", busy)
    made = take(wanted(settings, intake.store), "hub")
    assert made.moment.holdings.messages == 300
    assert moment_of(intake.store).holdings.messages == 4_300
    assert settings.backups is not None
    opened = Store(store_in(settings.backups / made.name), is_read_only=True)
    assert moment_of(opened) == made.moment
    opened.close()
    assert log_of(settings).stat().st_size > 0
    intake.store.tidy()
    assert not log_of(settings).exists() or log_of(settings).stat().st_size == 0


def log_of(settings: HubSettings) -> Path:
    return settings.database.with_name("board.duckdb.wal")


def test_a_checkpoint_that_comes_between_is_noticed(
    intake: Intake, settings: HubSettings, tmp_path: Path
) -> None:
    intake.store.settle()

    def disturb() -> None:
        intake.take(*islice(intake.traffic(seed=5, size=50), 50))
        intake.store.tidy()

    # In this process it loses the lock of the store, which no other wants here.
    with pytest.raises(CopierError, match="was changed while it was copied"):
        copy(settings.database, tmp_path / "copy", disturb)


def test_a_disk_that_fills_up_leaves_no_backup_and_the_store_goes_on(
    intake: Intake, settings: HubSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (MEGABYTE, MEGABYTE))
    run = partial(subprocess.run, preexec_fn=limit)
    with monkeypatch.context() as patch:
        patch.setattr(taking.subprocess, "run", run)
        with pytest.raises(BackupError, match="File too large"):
            take(wanted(settings, intake.store), "hub")
    with pytest.raises(BackupError, match="no copy"):
        take(wanted(settings, intake.store, refuse), "hub")
    assert settings.backups is not None
    assert list(settings.backups.glob("[!.]*")) == []
    take(wanted(settings, intake.store), "hub")
    assert len(list(settings.backups.glob("[!.]*"))) == 1
    assert list(settings.backups.glob(".unfinished*")) == []


def refuse(_: Path) -> None:
    raise BackupError("no copy")


def test_a_copier_that_is_killed_or_left_alone_makes_none(
    intake: Intake,
    settings: HubSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(taking.sys, "executable", "/bin/false")
        with pytest.raises(BackupError, match="the copier ended"):
            take(wanted(settings, intake.store), "hub")

    def leave() -> None:
        raise CopierError("whoever wanted the copy is gone")

    with pytest.raises(CopierError):
        copy(settings.database, tmp_path / "copy", leave)
    done = subprocess.run(
        [sys.executable, "-I", "-S", copier.__file__, "/nowhere", str(tmp_path / "c")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "/nowhere: No such file or directory")


def test_what_a_killed_hub_left_half_is_gone_with_the_next_backup(
    intake: Intake, settings: HubSettings
) -> None:
    intake.store.close()
    assert settings.backups is not None
    places = map(str, (settings.database, settings.backups))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *places], cwd=ROOT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert len(list(settings.backups.glob(".unfinished-*/board.duckdb"))) == 1
    assert Folder(settings.backups, 7).all() == []
    store = Store(settings.database)
    made = take(wanted(settings, store), "hub")
    store.close()
    assert not list(settings.backups.glob(".unfinished-*"))
    assert Folder(settings.backups, 7).all() == [made]
    assert made.moment.holdings.messages == 300

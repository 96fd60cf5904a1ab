"""A store of an earlier schema becomes what this program makes of the same messages."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import duckdb
import pytest
from msgspec.structs import replace

from sql import room
from sql.migration import schema_of
from sql.store import Store
from sql.version import SCHEMA
from streams.backups import folder as folders
from streams.backups.copier import digest_of
from streams.backups.folder import name_at, store_in
from streams.backups.manifest import Kept
from streams.events import DESK_TOPIC
from streams.hub import backup, migrate, placing, restore, takeover
from streams.hub.restore import Outlook
from streams.landing import recount
from streams.landing.positions import Memory
from streams.landing.recount import Recounted
from tests.support.backups import NOW, backed_up, manifest
from tests.support.earlier import OLDEST, earlier, rows, shape
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from streams.hub.settings import HubSettings

SAMPLES = Path(__file__).parents[2] / "samples" / "desk_entry.jsonl"
LINKED = 9
FULL = SimpleNamespace(free=9)


@pytest.fixture(scope="module")
def present(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What this program makes of some messages, in one file."""
    path = tmp_path_factory.mktemp("present") / "board.duckdb"
    intake = Intake(Store(path))
    traffic = intake.traffic(seed=11, size=400)
    while records := tuple(islice(traffic, 200)):
        intake.take(*records)
    at = START + timedelta(days=11)
    said = map(json.loads, SAMPLES.read_text(encoding="utf-8").splitlines())
    intake.take(*((DESK_TOPIC, entry, at) for entry in said))
    intake.take(("cgc.disputes", {"no": "dispute"}, at))
    intake.writer.count()
    intake.store.settle()
    intake.store.close()
    return path


@pytest.fixture
def settings(tmp_path: Path) -> HubSettings:
    return backed_up(tmp_path / "home")


@pytest.fixture
def uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is counted anew: that takes long, and has a test of its own."""
    monkeypatch.setattr(takeover, "recount", lambda *_: Recounted())


def changed(settings: HubSettings, text: str) -> None:
    """Change a store behind the back of its program."""
    with duckdb.connect(settings.database) as store:
        store.execute(text)


def left(settings: HubSettings) -> set[str]:
    return {path.name for path in settings.home.iterdir()}


@pytest.mark.parametrize("schema", [OLDEST, LINKED])
def test_it_holds_what_was_logged_and_what_this_program_counts_of_it(
    present: Path,
    settings: HubSettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    schema: int,
) -> None:
    """Also where the old program had another verdict on some moves."""
    monkeypatch.setattr(recount, "MESSAGES_A_PART", 170)
    earlier(settings.database, schema, present)
    if schema == LINKED:
        changed(settings, "update move_log set verdict = 'x' where offset_no % 3 = 0")
    assert migrate.main([], settings) == backup.DONE
    said = capsys.readouterr().out
    assert "goes on where the last one stopped" in said
    assert ("moves got another verdict" in said) == (schema == LINKED)
    (aside,) = left(settings) - {settings.database.name}
    assert aside.startswith(f"board.duckdb.aside-schema{schema}-")
    made, fresh = rows(settings.database), rows(present)
    (note,) = made.pop("alarms")
    assert f"from schema {schema} to {SCHEMA} by" in note
    assert fresh.pop("alarms") == []
    assert made == fresh
    assert shape(settings.database) == shape(present)
    assert migrate.main([], settings) == backup.NOT_DONE


@pytest.mark.usefixtures("uncounted")
def test_a_chain_that_somebody_broke_is_not_made_anew(
    present: Path,
    settings: HubSettings,
    capsys: pytest.CaptureFixture[str],
) -> None:
    earlier(settings.database, LINKED, present)
    changed(settings, "update desk_log set actor = 'another' where offset_no = 2")
    before = digest_of(settings.database)
    assert migrate.main([], settings) == backup.REFUSED
    assert "is not what its link was made of" in capsys.readouterr().err
    assert digest_of(settings.database) == before
    assert left(settings) == {settings.database.name}


@pytest.mark.usefixtures("uncounted")
@pytest.mark.parametrize(
    ("where", "name", "schema"),
    [
        (migrate, "copied", str(OLDEST)),
        (takeover, "rules_of", str(OLDEST)),
        (placing, "sync", SCHEMA),
    ],
)
def test_whatever_ends_it_the_old_store_is_there_or_the_new_one(
    settings: HubSettings,
    monkeypatch: pytest.MonkeyPatch,
    where: object,
    name: str,
    schema: str,
) -> None:
    earlier(settings.database)
    before = digest_of(settings.database)

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(where, name, ended)
    with pytest.raises(KeyboardInterrupt):
        migrate.main([], settings)
    assert schema_of(settings.database)[0] == schema
    old = {settings.database, *settings.home.glob("board.duckdb.aside-*")}
    assert before in map(digest_of, old)
    assert not list(settings.home.glob(".board*"))


def test_what_a_killed_one_left_half_is_cleared_away(settings: HubSettings) -> None:
    for name in ("", ".wal"):
        (settings.home / f".board.duckdb.migrating{name}").write_text("half")
    with placing.beside(settings.database, "migrating") as new:
        assert not left(settings)
        new.write_text("whole")
    assert not left(settings)


def test_what_is_in_the_way_is_said_and_nothing_is_changed(
    settings: HubSettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refused(*words: str) -> str:
        assert migrate.main(words, settings) == backup.REFUSED
        return capsys.readouterr().err

    assert "no store is at" in refused()
    earlier(settings.database)
    before = digest_of(settings.database)
    assert migrate.main(["--check"], settings) == backup.DONE
    out = capsys.readouterr().out
    assert f"goes from schema {OLDEST} to {SCHEMA}" in out
    assert f"1 min at about {migrate.MESSAGES_A_S:,} messages a second" in out
    assert "have to be free" in out
    with monkeypatch.context() as patch:
        patch.setattr(room.shutil, "disk_usage", lambda _: FULL)
        assert "MB are needed" in refused()
        assert "MB are needed" in refused("--check")
    half = settings.home / ".board.duckdb.migrating"
    half.write_bytes(bytes(4 * settings.database.stat().st_size))
    with monkeypatch.context() as patch:
        patch.setattr(room.shutil, "disk_usage", lambda _: FULL)
        assert migrate.main(["--check"], settings) == backup.DONE
        assert "0 MB have to be free" in capsys.readouterr().out
    with monkeypatch.context() as patch:
        patch.setattr(placing, "said_by_hub", lambda _: b"{}")
        assert "stop it first" in refused()
    assert digest_of(settings.database) == before
    changed(settings, "update store_meta set value = '99' where name = 'schema'")
    assert "newer version (schema 99" in refused()


@pytest.mark.usefixtures("uncounted")
def test_a_backup_of_an_earlier_schema_is_taken_over_on_the_way(
    settings: HubSettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = backup.folder_of(settings).place_of(name_at(NOW))
    place.mkdir()
    earlier(store_in(place))
    kept = Kept("cgc.desk", "id", 3, 0, 17)

    def said(schema: str) -> None:
        size, sha256 = digest_of(store_in(place))
        moment = replace(manifest().moment, schema=schema, partitions=(kept,))
        made = replace(manifest(), size=size, sha256=sha256, moment=moment)
        folders.write(place, made)

    asked: list[Memory] = []
    monkeypatch.setattr(
        restore, "_asked", lambda memory, _: asked.append(memory) or Outlook(7, (), ())
    )
    said(str(OLDEST))
    assert backup.main(["--check", place.name], settings) == backup.REFUSED
    assert "restore takes an earlier one over" in capsys.readouterr().err
    assert restore.main([place.name], settings) == backup.DONE
    assert f"is taken over from schema {OLDEST}" in capsys.readouterr().out
    assert asked == [Memory({("cgc.desk", "id"): 3}, {(3, "cgc.desk", 0): 17})]
    assert schema_of(settings.database)[0] == SCHEMA
    said("99")
    assert restore.main([place.name], settings) == backup.REFUSED
    assert "newer version (schema 99" in capsys.readouterr().err

"""Lists go into a backup and back out of it; the key of parties is kept elsewhere."""

from __future__ import annotations

import shutil
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from sql.store import Store
from streams.backups.lists import in_safe, list_in
from streams.hub import backup, restore
from streams.hub.restore import Outlook
from streams.hub.settings import settings_from
from streams.privacy.parties import PartyKey
from tests.support.backups import backed_up
from tests.support.intake import Intake

if TYPE_CHECKING:
    from pathlib import Path

    from streams.backups.manifest import Manifest
    from streams.hub.settings import HubSettings

KEY, OTHER = b"k" * 32, b"o" * 32
USERS = b"k0231,secret of somebody\n"
MARK = PartyKey(KEY).fingerprint


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HubSettings:
    """A store, its lists and its key, and a folder that keeps keys."""
    safe, listed = tmp_path / "safe", tmp_path / "listed"
    for one in (safe, listed):
        one.mkdir()
    made = backed_up(
        tmp_path / "home",
        CGC_USERS=str(listed / "users.csv"),
        CGC_SYSTEMS=str(listed / "systems.csv"),
        CGC_BACKUP_KEYS_DIR=str(safe),
    )
    closed(listed / "users.csv", USERS)
    closed(made.party_key_file, KEY + b"\n")
    closed(made.changed_passwords, b"{}")
    intake = Intake(Store(made.database))
    intake.take(*islice(intake.traffic(seed=7, size=40), 40))
    intake.store.close()
    # That a copy opens takes a process of its own, and is looked at elsewhere.
    monkeypatch.setattr(backup, "check_opened", lambda _: None)
    monkeypatch.setattr(restore, "_asked", lambda *_: Outlook(0, (), ()))
    return made


def closed(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


def newest(settings: HubSettings) -> tuple[Manifest, Path]:
    made = backup.folder_of(settings).all()[0]
    return made, backup.folder_of(settings).place_of(made.name)


def test_a_disk_that_is_lost_comes_back_with_its_lists_and_its_key(
    settings: HubSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert backup.main([], settings) == backup.DONE
    made, place = newest(settings)
    assert [one.setting for one in made.lists] == ["CGC_USERS", "passwords.json"]
    (lacks,) = made.without
    assert lacks.startswith("CGC_SYSTEMS: ")
    assert made.party_key == MARK
    kept = [one for one in place.rglob("*") if one.is_file()]
    assert {one.stat().st_mode & 0o777 for one in kept} == {0o600}
    assert not [one for one in kept if KEY in one.read_bytes()]
    assert f"needs party key {MARK}" in capsys.readouterr().out
    # All but the backups and the safe is gone.
    shutil.rmtree(settings.home)
    users = settings.lists["CGC_USERS"]
    users.unlink()
    assert restore.main([made.name], settings) == backup.REFUSED
    told = capsys.readouterr().err
    assert f"needs the party key {MARK}" in told
    assert "is not there" in told
    key = in_safe(settings.backup_keys or place, MARK)
    assert f"cp -p {key} {settings.party_key_file}; " in told
    shutil.copy2(key, settings.party_key_file)
    assert restore.main([made.name], settings) == backup.DONE
    assert f"{users} is back as of the backup" in capsys.readouterr().out
    assert users.read_bytes() == USERS
    assert users.stat().st_mode & 0o777 == 0o600
    assert settings.changed_passwords.read_bytes() == b"{}"


def test_lists_of_now_stay_and_another_key_is_refused_until_a_person_says_so(
    settings: HubSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    backup.main([], settings)
    made, place = newest(settings)
    users = settings.lists["CGC_USERS"]
    closed(users, b"nobody")
    closed(settings.party_key_file, OTHER)
    before = settings.database.read_bytes()
    away = replace(settings, backup_keys=None)
    assert restore.main([made.name], away) == backup.REFUSED
    told = capsys.readouterr().err
    assert f"is the key {PartyKey(OTHER).fingerprint}" in told
    assert "CGC_BACKUP_KEYS_DIR names no safe" in told
    assert settings.database.read_bytes() == before
    assert restore.main([made.name, "--without-key"], away) == backup.DONE
    kept = list_in(place, "CGC_USERS")
    assert f"is another than then and stays; that of then is {kept}" in (
        capsys.readouterr().out
    )
    assert users.read_bytes() == b"nobody"
    kept.write_bytes(b"changed in the backup")
    assert restore.main([made.name, "--without-key"], away) == backup.REFUSED
    assert f"the checksum of {kept}" in capsys.readouterr().err


def test_what_ends_a_restore_before_the_store_is_in_place_leaves_no_word_of_it(
    settings: HubSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the next one has all of it to do, and does it."""
    backup.main([], settings)
    made, _ = newest(settings)
    settings.lists["CGC_USERS"].unlink()
    held: list[bytes] = []

    def killed(new: Path, _: Path) -> None:
        held.append(new.read_bytes())
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(restore, "put_in_place", killed)
        with pytest.raises(KeyboardInterrupt):
            restore.main([made.name], settings)
    assert "restored" not in alarms_of(settings.database)
    # Whatever takes the store's name says already that it was restored.
    copy = settings.home / "copy.duckdb"
    copy.write_bytes(held[0])
    assert "restored" in alarms_of(copy)
    assert restore.main([made.name], settings) == backup.DONE
    assert alarms_of(settings.database).count("restored") == 1


def alarms_of(path: Path) -> list[str]:
    store = Store(path)
    try:
        return store.query("alarms", row_limit=9)["alarm"].to_pylist()
    finally:
        store.close()


def test_a_key_is_never_kept_beside_what_it_protects(
    settings: HubSettings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"CGC_BACKUPS": str(tmp_path), "CGC_BACKUP_KEYS_DIR": str(tmp_path / "in")}
    with pytest.raises(ValueError, match="lies in CGC_BACKUPS"):
        settings_from(given)
    assert backup.main([], replace(settings, backup_keys=None)) == backup.DONE
    assert "is in no backup" in capsys.readouterr().out
    away = replace(settings, backup_keys=tmp_path / "not mounted")
    assert backup.main([], away) == backup.DONE
    assert "is no folder that is there" in newest(settings)[0].without[-1]

"""A hub takes backups beside its commits, and says what is amiss with them."""

from __future__ import annotations

import shutil
import threading
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from streams.backups import taking
from streams.broker.watch import Watch
from streams.clock import SHANGHAI, now
from streams.entries.operations import BackUp
from streams.hub import alarms, backups, desk
from streams.hub.backups import NIGHTLY, Backups
from streams.hub.desk import FAILED, OFF, STALE, TAKEN, Reach, back_up
from streams.hub.gauge import Gauge
from streams.hub.settings import settings_from
from streams.hub.tidying import Nights
from streams.status import BackupStatus
from tests.support.backups import NOW, backed_up, manifest
from tests.support.intake import Intake
from tests.support.ready import ready_file
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streams.hub.settings import HubSettings

BESIDE = ("fuller", "lacks")
NIGHT = datetime(2026, 11, 29, 2, 30, tzinfo=SHANGHAI)
DAY = NIGHT + timedelta(hours=10)


@pytest.fixture
def settings(tmp_path: Path) -> HubSettings:
    return backed_up(tmp_path / "home")


@pytest.fixture
def intake(settings: HubSettings) -> Iterator[Intake]:
    made = Intake(ready_file(settings.database))
    yield made
    made.store.close()


@pytest.fixture
def taker(intake: Intake, settings: HubSettings) -> Iterator[Backups]:
    made = Backups(settings, intake.store)
    made.start()
    yield made
    made.stop()


def status_of(taker: Backups) -> BackupStatus:
    assert taker.status is not None
    return taker.status


def step(taker: Backups, at: datetime = DAY, *, is_tidied: bool = True) -> None:
    taker.step(at, is_behind=False, is_tidied=is_tidied)


def test_commits_go_on_while_a_backup_is_taken_which_is_one_for_all_who_asked(
    taker: Backups, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    names, rest = [], intake.traffic(seed=7, size=3_000)
    copied, is_written = taking.copied, threading.Event()

    def slow(source: Path, target: Path) -> taking.Copied:
        is_written.wait()
        return copied(source, target)

    monkeypatch.setattr(taking, "copied", slow)

    def ask() -> None:
        names.append(taker.ask("somebody").name)

    asking = [threading.Thread(target=ask, daemon=True) for _ in range(2)]
    asking[0].start()

    def commit() -> bool:
        intake.take(*islice(rest, 20))
        step(taker)
        if taker.is_copying:
            is_written.set()
        return len(names) > 0

    wait_for(commit, "the first backup")
    asking[1].start()
    wait_for(lambda: commit() and len(names) > 1, "the second backup")
    wait_for(lambda: status_of(taker).count == len(set(names)), "it to be told")
    assert status_of(taker).failed == ""
    assert status_of(taker).size
    assert not taker.is_copying


def test_a_night_is_backed_up_once(
    taker: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []
    monkeypatch.setattr(
        backups, "take", lambda wanted, by: taken.append(by) or write(wanted.folder)
    )
    step(taker, NIGHT, is_tidied=False)
    step(taker, DAY)
    step(taker, NIGHT)
    wait_for(lambda: status_of(taker).count == 1, "the backup of the night")
    step(taker, NIGHT + timedelta(hours=2))
    monkeypatch.setattr(backups, "take", by_hand)
    with pytest.raises(backups.BackupError, match="none by hand"):
        taker.ask("somebody")
    assert taken == [NIGHTLY]
    wait_for(lambda: "none by hand" in status_of(taker).failed, "what failed")


def by_hand(*_: object) -> None:
    raise backups.BackupError("none by hand")


def write(folder: backups.Folder) -> object:
    made = replace(manifest(), made_at=backups.now())
    place = folder.place_of(made.name)
    place.mkdir()
    backups.folders.write(place, made)
    return made


def test_a_night_begins_when_it_is_tidied_up_or_ends_and_is_tried_again() -> None:
    nights = Nights()
    assert not nights.is_due(DAY, is_tidied=True)
    assert not nights.is_due(NIGHT, is_tidied=False)
    assert nights.is_due(NIGHT + timedelta(hours=2), is_tidied=False)
    assert nights.is_due(NIGHT, is_tidied=True)
    nights.tried(NIGHT)
    assert not nights.is_due(NIGHT + timedelta(minutes=59), is_tidied=True)
    assert nights.is_due(NIGHT + timedelta(minutes=60), is_tidied=True)


def test_a_folder_that_goes_and_comes_back_is_told_and_no_more(
    taker: Backups, settings: HubSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "LOOK_S", 0.02)
    assert settings.backups is not None
    wait_for(lambda: status_of(taker).is_known, "the first look")
    shutil.rmtree(settings.backups)
    taker._wishes.put(None)  # noqa: SLF001 - has it look now
    wait_for(lambda: "is no folder that is there" in status_of(taker).failed, "that")
    settings.backups.mkdir()
    wait_for(lambda: not status_of(taker).failed, "the end of it")


def test_a_desk_entry_says_what_became_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "now", lambda: NOW)
    asked = BackUp(
        entry_id="backup-1",
        actor="somebody",
        acting_center="421300000000",
        entered_at=NOW,
        synthetic=True,
    )

    class Taker:
        is_on = True

        def ask(self, asked_by: str) -> object:
            if asked_by != asked.actor:
                raise AssertionError(asked_by)
            return manifest()

    class Failing(Taker):
        def ask(self, asked_by: str) -> object:
            raise OSError(28, "No space left on device", asked_by)

    def result(taker: object, at: datetime = NOW) -> tuple[str, str | None]:
        outcome = back_up(asked, at, Reach({}, None, taker))  # type: ignore[arg-type]
        return outcome.result, outcome.detail

    assert result(None)[0] == OFF
    assert result(Taker()) == (TAKEN, manifest().name)
    assert result(Taker(), NOW - timedelta(hours=1))[0] == STALE
    assert result(Failing()) == (
        FAILED,
        "[Errno 28] No space left on device: 'somebody'",
    )


SOUND = BackupStatus(name="board-1", made_at=NOW, is_known=True, count=1)


@pytest.mark.parametrize(
    ("status", "hours", "said"),
    [
        (None, 99, {}),
        (BackupStatus(), 0, {}),
        (SOUND, 36, {}),
        (SOUND, 36.1, {"backup_late": "board-1, is older than 36 hours"}),
        (BackupStatus(is_known=True), 0, {"backup_late": "there is no backup yet"}),
        (replace(SOUND, failed="full"), 0, {"backup_failed": "could be taken: full;"}),
        (replace(SOUND, fuller="board-0"), 0, {"backup_fuller": "restore board-0"}),
        (replace(SOUND, lacks="CGC_USERS: x"), 0, {"backup_lacks": "CGC_USERS: x"}),
    ],
)
def test_what_is_amiss_is_an_alarm_with_its_remedy(
    status: BackupStatus | None, hours: float, said: dict[str, str]
) -> None:
    found = alarms.backups(status, NOW + timedelta(hours=hours))
    assert set(found) == {f"backup_{why}" for why in ("failed", "late", *BESIDE)}
    told = {code: each[0].detail for code, each in found.items() if each}
    assert told.keys() == said.keys()
    for code, words in said.items():
        assert words in told[code]
        assert "python -m streams" in told[code]


def test_a_store_with_less_than_a_backup_is_told(
    settings: HubSettings, intake: Intake
) -> None:
    assert settings.backups is not None
    made = manifest(events=5)
    place = settings.backups / made.name
    place.mkdir()
    backups.folders.write(place, made)
    taker = Backups(settings, intake.store)
    taker.start()
    wait_for(lambda: status_of(taker).fuller == made.name, "the fuller backup")
    intake.take(*islice(intake.traffic(seed=9, size=50), 50))
    taker._wishes.put(None)  # noqa: SLF001 - has it look now
    wait_for(lambda: not status_of(taker).fuller, "the store to hold more")
    taker.stop()


def test_metrics_have_the_age_and_what_it_took_once_there_is_one(
    settings: HubSettings,
) -> None:
    gauge = Gauge(settings, Watch(settings.connection))
    sample = gauge.metrics.registry.get_sample_value
    gauge.backup = BackupStatus()
    assert sample("cgc_backup_age_seconds") is None
    made_at = now() - timedelta(hours=2)
    gauge.backup = replace(SOUND, made_at=made_at, took_s=9.5, held_s=0.1, size=77)
    age_s = sample("cgc_backup_age_seconds")
    assert age_s is not None
    assert age_s >= 7_200
    names = ("cgc_backup_seconds", "cgc_backup_held_seconds", "cgc_backup_bytes")
    assert [sample(name) for name in names] == [9.5, 0.1, 77]
    assert gauge.health().status == "connecting"


def test_a_hub_without_a_folder_takes_none(intake: Intake) -> None:
    taker = Backups(settings_from({}), intake.store)
    taker.start()
    step(taker, NIGHT)
    assert taker.status is None
    assert not any(alarms.backups(taker.status, NOW).values())
    assert taker._wishes.empty()  # noqa: SLF001 - nobody would ever take it up

"""A stopped store is copied, its copies are listed, looked at and put back, or why not
is said.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from itertools import islice
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from sql.store import Store
from streams.backups import manifest as manifests
from streams.backups.folder import store_in
from streams.broker.cluster import ClusterFacts, SourceError, TopicFacts
from streams.broker.source import Span
from streams.broker.watch import Watch
from streams.hub import backup, restore, verify
from streams.hub.gauge import Gauge
from streams.hub.restore import Outlook, outlook_of
from streams.hub.retention import GRACE, Retention
from streams.landing.positions import AheadError, Hole, Memory
from tests.streams.hub.test_retention import CAUGHT_UP, KIND, ROUND
from tests.support.backups import backed_up
from tests.support.intake import START, Intake
from tests.support.processes import ROOT
from tests.support.ready import ready_file

if TYPE_CHECKING:
    from pathlib import Path

    from streams.backups.manifest import Manifest
    from streams.hub.settings import HubSettings

TOPIC = "cgc.disputes"
OVER = START + timedelta(days=30) + GRACE + timedelta(seconds=1)
SPOILT = "delete from move_log where verdict = 'accepted'"
NOTHING = Outlook(7, (), ())
HOLDING = """
import pathlib, sys
from sql.store import Store
store = Store(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def settings(tmp_path: Path) -> HubSettings:
    return backed_up(tmp_path / "home")


def taken(settings: HubSettings, alerts: int = 3) -> Manifest:
    """The backup of a store, which is closed."""
    intake = Intake(ready_file(settings.database))
    intake.take(*islice(intake.traffic(seed=11, size=400), 400))
    with intake.together():
        for number in range(alerts):
            intake.event(KIND, 900 + number)
    intake.store.close()
    assert backup.main([], settings) == backup.DONE
    return listed(settings)[0]


def listed(settings: HubSettings) -> list[Manifest]:
    return backup.folder_of(settings).all()


def place_of(settings: HubSettings, made: Manifest) -> Path:
    return backup.folder_of(settings).place_of(made.name)


def test_a_stopped_store_is_copied_listed_and_recounted(
    settings: HubSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    made = taken(settings)
    assert backup.main(["--check", made.name, "--sample", "1/4"], settings) == 0
    assert listed(settings)[0].verified_of == 4
    assert backup.main(["--check", str(place_of(settings, made))], settings) == 0
    assert "403" in capsys.readouterr().out
    assert backup.list_all([], settings) == 0
    out = capsys.readouterr().out
    assert made.name in out
    assert "recounted" in out
    assert "is on the disk of the store: lost with it" in out
    assert manifests.read(place_of(settings, made)).sha256 == made.sha256


def test_what_a_recount_finds_makes_a_backup_a_faulty_one(
    settings: HubSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(settings)
    store = Store(settings.database)
    store._connection.execute(SPOILT)  # noqa: SLF001 - no door lets anybody do that
    store.close()
    assert backup.main([], settings) == backup.DONE
    newest = listed(settings)[0]
    assert backup.main(["--check", newest.name], settings) == backup.NOT_DONE
    assert listed(settings)[0].fault
    assert restore.main([newest.name], settings) == backup.REFUSED
    assert "was found faulty" in capsys.readouterr().err


def test_no_folder_no_store_and_no_backup_are_said(
    settings: HubSettings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*words: str, of: HubSettings = settings) -> str:
        does = restore.main if words[:1] == ("restore",) else backup.main
        assert does(words[does is restore.main :], of) == backup.REFUSED
        return capsys.readouterr().err

    assert "no store is at" in refused()
    assert "CGC_BACKUPS names no folder" in refused(of=replace(settings, backups=None))
    away = replace(settings, backups=tmp_path / "away")
    assert "is no folder that is there" in refused(of=away)
    assert "is no backup" in refused("--check", "board-20261129T000000.000Z")
    assert "is no backup" in refused("restore", str(tmp_path))


def test_a_backup_that_is_damaged_is_refused(
    settings: HubSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    made = taken(settings)
    place = place_of(settings, made)
    with store_in(place).open("r+b") as file:
        file.seek(made.size // 2)
        file.write(b"\x55")
    assert restore.main([made.name], settings) == backup.REFUSED
    assert "the checksum of" in capsys.readouterr().err
    assert backup.main(["--check", made.name], settings) == backup.REFUSED


def test_a_store_that_somebody_holds_stays(
    settings: HubSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    made = taken(settings)
    command = [sys.executable, "-c", HOLDING, str(settings.database)]
    with Popen(command, stdin=PIPE, stdout=PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert restore.main([made.name], settings) == backup.REFUSED
        holder.communicate()
    assert "a hub holds" in capsys.readouterr().err


def test_a_restored_store_is_the_one_that_was_copied_and_the_other_is_kept(
    settings: HubSettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = taken(settings)
    store = Store(settings.database)
    with store.transaction() as transaction:
        transaction.run("put_alarm", raised_at=START, alarm="later", detail="later")
    store.close()
    monkeypatch.setattr(restore, "_asked", lambda *_: NOTHING)
    assert restore.main([made.name], settings) == backup.DONE
    assert "reads 7 records of Kafka" in capsys.readouterr().out
    assert alarms_in(settings.database) == ["restored"]
    (aside,) = settings.home.glob("board.duckdb.aside-*Z")
    assert alarms_in(aside) == ["later"]
    assert settings.database.stat().st_mode & 0o777 == 0o600
    assert verify.main([], settings) == 0
    for path in settings.home.iterdir():
        path.unlink()
    assert restore.main([str(place_of(settings, made))], settings) == backup.DONE
    assert verify.main([], settings) == 0


def alarms_in(path: Path) -> list[str]:
    store = Store(path)
    try:
        return store.query("alarms", row_limit=9)["alarm"].to_pylist()
    finally:
        store.close()


def test_a_hole_is_refused_by_name_until_it_is_accepted(
    settings: HubSettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = taken(settings)
    before = settings.database.stat().st_ino
    hole = Outlook(3, (Hole(TOPIC, 1, 5, 12),), ("cgc.incidents was recreated",))
    monkeypatch.setattr(restore, "_asked", lambda *_: hole)
    assert restore.main([made.name], settings) == backup.REFUSED
    said = capsys.readouterr().err
    assert "cgc.disputes[1] lacks 7 records, offsets 5 to 11" in said
    assert "--with-hole" in said
    assert settings.database.stat().st_ino == before
    assert restore.main([made.name, "--with-hole"], settings) == backup.DONE
    said = capsys.readouterr().out
    assert "cgc.disputes[1] lacks 7 records" in said
    assert "cgc.incidents was recreated" in said
    assert settings.database.stat().st_ino != before


def test_kafka_has_to_answer_for_every_partition(
    settings: HubSettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = taken(settings)

    def silent(*_: object) -> ClusterFacts:
        raise SourceError("no answer from Kafka")

    monkeypatch.setattr(restore, "describe", silent)
    assert restore.main([made.name], settings) == backup.REFUSED
    assert "no answer from Kafka" in capsys.readouterr().err
    led = TopicFacts(TOPIC, "a", (0,), "CreateTime", leaderless=(1,))
    with pytest.raises(
        manifests.BackupError, match=r"no broker leads cgc.disputes\[1\]"
    ):
        outlook_of(Memory({}, {}), ClusterFacts("c", (led,)), {(TOPIC, 0): Span(0, 9)})


def test_what_kafka_still_has_is_weighed_as_the_hub_will() -> None:
    memory = Memory(
        {(TOPIC, "a"): 1, ("cgc.incidents", "b"): 2},
        {(1, TOPIC, 0): 5, (1, TOPIC, 1): 5, (2, "cgc.incidents", 0): 3},
    )

    def weighed(topic_id: str, *spans: Span) -> Outlook:
        facts = TopicFacts(TOPIC, topic_id, tuple(range(len(spans))), "CreateTime")
        places = {(TOPIC, number): span for number, span in enumerate(spans)}
        return outlook_of(memory, ClusterFacts("c", (facts,)), places)

    whole = weighed("a", Span(2, 9), Span(5, 9))
    assert (whole.records, whole.holes) == (8, ())
    assert whole.told == (
        "cgc.incidents is not on this cluster: nothing of it is read",
    )
    torn = weighed("a", Span(2, 9), Span(7, 9))
    assert (torn.records, torn.holes) == (6, (Hole(TOPIC, 1, 5, 7),))
    anew = weighed("c", Span(0, 9), Span(0, 1))
    assert "cgc.disputes was recreated since the backup" in anew.told[0]
    assert (anew.records, anew.holes) == (10, ())
    with pytest.raises(AheadError):
        weighed("a", Span(0, 4), Span(0, 9))


def test_what_was_deleted_after_a_backup_is_deleted_again(
    settings: HubSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = taken(settings, alerts=4)
    monkeypatch.setattr(restore, "_asked", lambda *_: NOTHING)
    counts = [deleted_in(settings)]
    assert restore.main([made.name], settings) == backup.DONE
    counts.append(deleted_in(settings))
    assert counts[0] == counts[1]
    assert counts[0][0] >= 4


def deleted_in(settings: HubSettings) -> tuple[int, int]:
    """How much a hub that is started deletes, and what is left to delete after."""
    store = Store(settings.database)
    gauge = Gauge(settings, Watch(settings.connection))
    keeping = Retention(store, gauge)
    keeping.seen(CAUGHT_UP, OVER)
    before = sum(row["items"] for row in totals(store))
    for _ in range(ROUND):
        keeping.step(OVER)
    after = sum(row["items"] for row in totals(store))
    store.close()
    return after - before, before


def totals(store: Store) -> list[dict[str, int]]:
    rows: list[dict[str, int]] = store.query(
        "deletion_totals", until_at=OVER + timedelta(days=1)
    ).to_pylist()
    return rows

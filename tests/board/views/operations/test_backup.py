"""The line on backups says when, how large and how sure, and warns when one is due."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from board.look.texts import texts
from board.picture.snapshot import Snapshot
from board.reads.health import HubAlarm, HubBackup, HubHealth
from board.views.common.contents import Figure
from board.views.common.figures import epoch_ms
from board.views.operations import pipeline, refused
from board.views.operations.backup import backup
from streams.hub import alarms
from streams.status import BackupStatus
from tests.board.conftest import NOW

ZH, EN = texts("zh"), texts("en")
TAKEN = HubBackup(made_at=NOW, size=1_300_000_000, took_s=12.4, count=7)


def said(found: HubBackup | None, *codes: str) -> Figure:
    standing = tuple(HubAlarm(code) for code in codes)
    return backup(HubHealth(backup=found, alarms=standing), EN)


def test_a_hub_without_backups_says_so_and_nobody_is_warned() -> None:
    assert (said(None).value, said(None).level) == ("Off", "")
    none = said(HubBackup())
    assert (none.value, none.level) == ("None yet", "warn")


def test_the_newest_says_its_age_its_size_and_how_it_was_checked() -> None:
    figure = said(TAKEN)
    assert (figure.value, figure.form, figure.level) == (epoch_ms(NOW), "age", "")
    assert figure.note == "1300 MB in 12 s, checked by opening, 7 kept"
    recounted = said(replace(TAKEN, verified_at=NOW, count=1))
    assert recounted.note == "1300 MB in 12 s, recounted"


def test_what_is_amiss_warns() -> None:
    same = said(replace(TAKEN, is_same_disk=True))
    assert same.level == "warn"
    assert same.note.endswith("on the disk of the store")
    assert said(TAKEN, "backup_late").level == "warn"
    assert said(TAKEN, "gap").level == ""


def test_it_stands_on_the_page(snapshot: Snapshot) -> None:
    shown = replace(snapshot, health=HubHealth(backup=TAKEN))
    assert "最近备份" in [one.name for one in pipeline.summary(shown, ZH).figures]


@pytest.mark.parametrize(
    ("status", "ending"),
    [
        (BackupStatus(is_known=True), "python -m streams backup"),
        (
            BackupStatus(
                name="board-20261120T180000.000Z",
                made_at=NOW - timedelta(days=3),
                is_known=True,
            ),
            "board-20261120T180000.000Z, python -m streams backup",
        ),
        (
            BackupStatus(fuller="board-20261120T180000.000Z"),
            "python -m streams restore board-20261120T180000.000Z",
        ),
    ],
)
def test_an_alarm_names_in_chinese_what_helps(
    snapshot: Snapshot, status: BackupStatus, ending: str
) -> None:
    (alarm,) = [one for each in alarms.backups(status, NOW).values() for one in each]
    told = (HubAlarm(alarm.alarm, alarm.detail, NOW),)
    shown = replace(snapshot, health=HubHealth(alarms=told))
    table = refused.alarms(shown, ZH).tables[0]
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    detail = next(row["detail"] for row in rows if row["raw"] == alarm.detail)
    assert "备份" in detail or "恢复" in detail
    assert detail.endswith(f" · {ending}")

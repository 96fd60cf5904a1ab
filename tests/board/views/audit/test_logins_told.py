"""What an auditor sees of logins, from entries in a real store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from board.views.audit.asking import WHATS
from streams.entries.looking import LoggedIn, SystemRead
from streams.events import DESK_TOPIC
from tests.board.views.audit.test_audit import (
    CITY,
    COUNTY,
    DAY,
    MINUTE,
    NOW,
    Audit,
    _message,
    look,
)
from tests.support.doors import Shut, maker_of
from tests.support.intake import Intake

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from streams.entries.entry import DeskEntry

CENTER = f"{COUNTY:012d}"


def login(number: int, actor: str, done: Any, **given: Any) -> LoggedIn:
    center = given.pop("center", COUNTY)
    return LoggedIn(
        entry_id=f"login-{number}",
        actor=actor,
        acting_center=f"{center:012d}",
        entered_at=DAY,
        synthetic=True,
        done=done,
        **given,
    )


ENTRIES: tuple[DeskEntry, ...] = (
    login(1, "k0231", "logged_in", role="staff", how="sso"),
    look(2, COUNTY, "dispute-1", actor="k0231"),
    look(3, COUNTY, "dispute-1"),
    login(4, "k0232", "login_locked", role="leader", agency="police"),
    login(5, "board", "login_refused", tries=12, center=CITY),
    login(6, "k0231", "logged_out", role="staff"),
    login(7, "admin1", "login_closed", role="administrator", whose="k0231"),
    SystemRead(
        entry_id="system-8",
        actor="system-police-110",
        acting_center=f"{COUNTY:012d}",
        entered_at=DAY,
        synthetic=True,
        resource="changes",
        requests=60,
        rows=214,
        since=DAY,
        agency="police",
    ),
)


@pytest.fixture(scope="module")
def audit() -> Audit:
    intake = Intake()
    with intake.together():
        intake.event("dispute")
        for number, entry in enumerate(ENTRIES):
            intake.take((DESK_TOPIC, _message(entry), DAY + number * MINUTE))
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return Audit(intake, maker.snapshot)


def test_the_list_names_who_was_logged_in(audit: Audit) -> None:
    told = [(row["by"], row["what"], row["reason"]) for row in audit.rows()]
    assert told == [
        ("其他系统 · police-110", "其他系统读取", "共60次，214行"),
        ("管理员 · admin1", "结束他人登录", "登录名k0231"),
        ("工作人员 · k0231", "退出", None),
        ("不存在的登录名或令牌", "登录被拒绝", "共12次"),
        ("领导 · k0232", "登录被锁定", None),
        ("工作人员", "打开事项", None),
        ("工作人员 · k0231", "打开事项", None),
        ("工作人员 · k0231", "登录", "统一身份认证"),
    ]


def test_each_sort_of_them_is_counted_and_can_be_chosen(audit: Audit) -> None:
    found = audit.part("whats").table("audit_whats").records()
    counts = {row["key"]: row["entries"] for row in found}
    assert counts == {
        "opened_item": 2,
        "logged_in": 1,
        "logged_out": 1,
        "login_refused": 1,
        "login_locked": 1,
        "login_closed": 1,
        "system_read": 1,
    }
    [locked] = audit.rows(what="login_locked")
    [read] = audit.rows(what="system_read")
    assert (read["page"], read["agency"]) == ("读取接口：变化", "公安")
    assert (locked["center"], locked["agency"]) == ("随县综治中心", "公安")


def test_every_entry_of_the_contract_has_a_known_name(snapshot: Snapshot) -> None:
    intake = Intake()
    lines = Path("tests/samples/desk_entry.jsonl").read_text(encoding="utf-8")
    entries = [json.loads(line) for line in lines.splitlines()]
    with intake.together():
        for number, entry in enumerate(entries):
            named = entry | {"entry_id": f"sample-{number}", "acting_center": CENTER}
            intake.take((DESK_TOPIC, named, DAY + number * MINUTE))
    found = Audit(intake, snapshot).part("whats").table("audit_whats").records()
    counts = {row["key"]: row["entries"] for row in found}
    assert sum(counts.values()) == len(entries)
    assert counts.keys() <= set(WHATS)

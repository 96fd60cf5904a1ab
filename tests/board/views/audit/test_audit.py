"""The audit as an auditor sees it, from entries in a real store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from board.pages.list import AUDIT, PAGES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.items.looks import looks
from streams.entries.duty import SignedOn
from streams.entries.looking import Accessed
from streams.events import DESK_TOPIC
from streams.landing.retention import BEGINNING, delete_slice, rules_in
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

CITY, COUNTY, OTHER = 421300000000, 421321000000, 421303000000
TOWN, VILLAGE = 421321101000, 421321101201
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DAY = START.replace(hour=9) + timedelta(days=1)
"""Nine in the morning of a Tuesday."""
NIGHT, NOW = DAY - 7 * HOUR, DAY + 8 * HOUR
HOSTILE = "x\"'><b>*a*</b>&--"
MANY = 31
BY_NAME = {one.name: one for one in PAGES}


def look(number: int, center: int, item_id: str, **given: Any) -> Accessed:
    said = {
        "role": "staff",
        "actor": "demo-staff",
        "done": "opened_item",
        "kind": "dispute",
        "division_code": f"{VILLAGE:012d}",
        "page": "item",
        "synthetic": True,
        "entered_at": DAY,
    }
    return Accessed(
        **said | given,
        entry_id=f"look-{number}",
        acting_center=f"{center:012d}",
        item_id=item_id,
    )


def entries() -> Iterable[tuple[Any, Any]]:
    """The county opens many at night while nobody sits there, the village its own and
    its source, the town one that it owns not, another county's police one of nobody.
    """
    for number in range(MANY):
        at = NIGHT + number * MINUTE
        yield at, look(number, COUNTY, f"dispute-{number % MANY}", role="leader")
    source = {"done": "opened_source", "reason": "核对", "role": "duty_officer"}
    yield DAY, look(100, VILLAGE, "dispute-1", role="duty_officer")
    yield DAY + MINUTE, look(101, VILLAGE, "dispute-1", **source)
    yield DAY + 2 * MINUTE, look(101, VILLAGE, "dispute-1", **source)
    yield DAY + 3 * MINUTE, look(102, TOWN, "dispute-1")
    yield DAY + 4 * MINUTE, look(103, OTHER, HOSTILE, agency="police", reason=HOSTILE)
    on = SignedOn(
        entry_id="on",
        actor="demo",
        acting_center=f"{CITY:012d}",
        entered_at=NIGHT - HOUR,
        person="演示甲",
        function="officer",
        until=NIGHT + 6 * HOUR,
    )
    yield NIGHT - HOUR, on
    yield NIGHT + 3 * HOUR, look(104, CITY, "dispute-1")


@pytest.fixture(scope="module")
def intake() -> Intake:
    found = Intake()
    with found.together():
        found.event("dispute")
        found.event("dispute", 2)
        for number in (1, 2):
            found.move("dispute", "accept", number)
        for at, entry in sorted(entries(), key=lambda one: one[0]):
            found.take((DESK_TOPIC, _message(entry), at))
    return found


def _message(entry: Any) -> dict[str, Any]:
    said = structs.asdict(entry) | {"entry": entry.__struct_config__.tag}
    given = {name: one for name, one in said.items() if one is not None}
    return {
        name: one.isoformat() if hasattr(one, "isoformat") else one
        for name, one in given.items()
    }


@pytest.fixture(scope="module")
def snapshot(intake: Intake) -> Snapshot:
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return maker.snapshot


class Audit:
    """The page with some choices, by a seat of a center."""

    def __init__(self, intake: Intake, snapshot: Snapshot) -> None:
        self._reads = Reads(intake.store)
        self._snapshot = snapshot

    def picture(
        self, scope: int = CITY, page: str = "audit", **choices: str
    ) -> Picture:
        asked = Picture(
            snapshot=self._snapshot,
            page=page,
            scope=scope,
            language="zh",
            now=NOW,
            choices=choices,
        )
        return answered(BY_NAME[page], asked, self._reads)

    def part(self, name: str, scope: int = CITY, **choices: str) -> Contents:
        made: Contents = AUDIT.parts[f"audit_{name}"](self.picture(scope, **choices))
        return made

    def rows(self, scope: int = CITY, **choices: str) -> list[dict[str, Any]]:
        return list(self.part("list", scope, **choices).table("page").records())


@pytest.fixture(scope="module")
def audit(intake: Intake, snapshot: Snapshot) -> Audit:
    return Audit(intake, snapshot)


def test_the_list_says_who_did_what_newest_first_and_no_titles(audit: Audit) -> None:
    rows = audit.rows()
    assert [row["id"] for row in rows[:4]] == [
        *(HOSTILE, "dispute-1", "dispute-1", "dispute-1"),
    ]
    police, _, source, _ = rows[:4]
    assert (police["center"], police["agency"]) == ("曾都区综治中心", "公安")
    assert (source["what"], source["reason"], source["by"]) == (
        *("打开来源系统", "核对"),
        "值班员",
    )
    assert (source["stream"], source["page"]) == ("矛盾纠纷", "事项详情")
    assert source["case_number"].count("-") == 2
    told = audit.part("list")
    assert (told.figure("here").value, told.figure("last").value) == (1, 2)
    assert "演示数据" not in repr(rows)


@pytest.mark.parametrize(
    ("choices", "ids"),
    [
        ({"what": "opened_source"}, ["dispute-1"]),
        ({"what": "sign_on"}, [""]),
        ({"item": HOSTILE}, [HOSTILE]),
        ({"center": str(TOWN), "by": "staff"}, ["dispute-1"]),
        ({"center": str(TOWN), "by": "leader"}, []),
        ({"item": "' or 1=1 --"}, []),
    ],
)
def test_the_address_filters(
    audit: Audit, choices: dict[str, str], ids: list[str]
) -> None:
    assert [row["id"] for row in audit.rows(**choices)] == ids


def test_what_an_address_asks_in_vain_is_the_usual(audit: Audit) -> None:
    wild = {"span": "x", "what": "'", "by": "root", "center": "-1", "no": "²"}
    assert audit.rows(**wild) == audit.rows()


def test_a_range_is_told_of_its_own_centers_only(audit: Audit) -> None:
    assert {row["center"] for row in audit.rows(COUNTY, no="2")} == {"随县综治中心"}
    centers = audit.part("centers", COUNTY).table("audit_centers").values("code")
    assert set(centers) == {str(COUNTY), str(TOWN), str(VILLAGE)}
    assert audit.part("whats", TOWN).table("audit_whats").rows == (
        *(("opened_item", "打开事项", 2), ("opened_source", "打开来源系统", 1)),
    )


def test_unusual_openings_are_told_by_seat(audit: Audit) -> None:
    told = audit.part("unusual")
    (many,) = told.table("many").records()
    assert (many["center"], many["by"], many["items"]) == ("随县综治中心", "领导", MANY)
    (alone,) = told.table("alone").records()
    assert (alone["center"], alone["items"]) == ("随县综治中心", MANY)
    foreign = {
        row["center"]: (row["items"], row["above"])
        for row in told.table("foreign").records()
    }
    assert foreign == {
        "随县综治中心": (2, 2),
        "随州市综治中心": (1, 1),
        "厉山镇综治中心": (1, 1),
    }
    quiet = audit.part("unusual", VILLAGE)
    assert not quiet.tables
    assert quiet.notices["none"].text == "没有异常"


def test_the_head_proves_what_was_written_down(audit: Audit) -> None:
    told = audit.part("chain")
    head = str(told.figure("head").value)
    assert told.figure("entries").value == MANY + 7
    known = audit.part("chain", head=head[:16].upper()).notices["given"]
    assert (known.level, known.text) == ("good", "一致至第38条（2026-11-03 09:04:00）")
    for given, level in (("0" * 16, "bad"), (head[:15], "warn"), ("'--", "warn")):
        assert audit.part("chain", head=given).notices["given"].level == level


def test_what_is_kept_how_long_is_said(audit: Audit) -> None:
    rows = {row["key"]: row for row in audit.part("kept").table("audit_kept").records()}
    assert rows["audit"]["least"] == 183
    assert {key: row["does"] for key, row in rows.items()} == {
        "audit": "不删除",
        "moves": "不删除",
        "camera_alerts": "到期删除详情",
        "rejects": "到期删除详情",
    }


def test_what_was_deleted_is_told_by_day_and_in_all(snapshot: Snapshot) -> None:
    found = Intake()
    assert "还没有" in Audit(found, snapshot).part("deletions").notices["none"].text
    with found.together():
        for number in (1, 2):
            at = START - (28 + number) * 24 * HOUR
            told_at = dict.fromkeys(("occurred_at", "reported_at"), at.isoformat())
            found.event("camera_alert", number, at=at, **told_at)
        at = START - 28 * 24 * HOUR
        found.move("camera_alert", "dismiss", 1, at=at, moved_at=at.isoformat())
    for at in (DAY - 24 * HOUR, DAY):
        for rule in rules_in(found.store):
            delete_slice(found.store, rule, BEGINNING, until=at, now=at)
    told = Audit(found, snapshot).part("deletions")
    assert told.notices == {}
    (total,) = told.table("deletion_totals").records()
    assert total["record"] == "未关联案件的视频告警（含设备告警）"
    assert (total["items"], total["messages"], total["notes"]) == (2, 2, 1)
    days = list(told.table("deletions").records())
    assert [(row["items"], row["notes"], row["most"]) for row in days] == [
        (1, 1, 30),
        (1, 0, 30),
    ]
    assert [row["day"] for row in days] == ["2026-11-03", "2026-11-02"]


@pytest.mark.parametrize(
    ("seat", "is_told"),
    [
        (Seat("staff", VILLAGE), True),
        (Seat("leader", CITY), False),
        (Seat("staff", VILLAGE, "police"), False),
    ],
)
def test_who_opened_an_item_is_told_to_its_owner(
    audit: Audit, seat: Seat, *, is_told: bool
) -> None:
    named = {"kind": "dispute", "id": "dispute-1"}
    asked = structs.replace(audit.picture(page="item", **named, looks="1"), seat=seat)
    told = looks(asked)
    assert bool(told.tables) is is_told
    if is_told:
        whats = told.table("looks").values("what")
        assert whats.count("打开来源系统") == 1
        assert len(whats) == 5
    unasked = structs.replace(audit.picture(page="item", **named), seat=seat)
    assert not looks(unasked).tables

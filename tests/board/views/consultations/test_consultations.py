"""会商 as somebody sees them: lists, a document, who comes, decisions, who is told
what, on paper.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from board.exports.asking import asked_document
from board.exports.export import export
from board.exports.files import FORMATS
from board.exports.pages import Wish
from board.pages.list import PAGES
from board.pages.workings import CONSULTATIONS, ITEM, TODO
from board.picture.filters import TITLES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.common.suppression import outside
from tests.board.conftest import NOW
from tests.board.exports.typeset.reading import bare, text_of
from tests.support.city import City
from tests.support.consulted import consulted
from tests.support.doors import Shut, maker_of
from tests.support.joint import joint_case
from tests.support.notified import COUNTY
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from pathlib import Path

    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

CITY, OTHER = 421300000000, 421303000000
BY_NAME = {page.name: page for page in PAGES}
LEADER, COUNTYS = Seat("leader", CITY), Seat("staff", int(COUNTY))
POLICE = Seat("staff", CITY, "police")
Row = dict[str, Any]


class Shown:
    """The pages of one city."""

    def __init__(self, city: City) -> None:
        maker = maker_of(Shut(city.store))
        maker.tick(NOW)
        self.snapshot: Snapshot = maker.snapshot
        self.reads = Reads(city.store)

    def picture(self, seat: Seat, page: str = "consultations", **said: str) -> Picture:
        given = {"role": seat.role, "seat": str(seat.center_code)}
        asked = Picture(
            snapshot=self.snapshot,
            page=page,
            scope=self.snapshot.geography.home(seat.center_code),
            language="zh",
            now=NOW,
            choices={TITLES: "1"} | given | {"agency": seat.agency_code} | said,
            seat=seat,
        )
        return answered(BY_NAME[page], asked, self.reads)


@pytest.fixture(scope="module")
def shown() -> Shown:
    city = City(ready_store())
    city.fill(NOW, per_day=5, days=2)
    joint_case(city, NOW)
    consulted(city, NOW)
    return Shown(city)


def part(name: str, picture: Picture) -> Contents:
    found: Contents = CONSULTATIONS.parts[name](picture)
    return found


def rows_of(contents: Contents) -> list[Row]:
    return list(contents.tables[0].records()) if contents.tables else []


def test_what_is_to_come_comes_first_and_says_what_the_seat_is_in_it(
    shown: Shown,
) -> None:
    own = rows_of(part("consultations", shown.picture(LEADER)))
    theirs = rows_of(part("consultations", shown.picture(COUNTYS)))
    assert [one["state"] for one in own] == [
        *("未召开", "待写纪要", "已取消", "已有纪要"),
    ]
    assert {one["own"] for one in own} == {"本中心召集"}
    assert [one["own"] for one in theirs] == ["参加", "未回执", "未回执", "参加"]
    (wrong,) = rows_of(part("consultations_refused", shown.picture(COUNTYS)))
    assert wrong["reason"] == "含非下级、非同级中心或非驻点部门"
    left = outside(part("consultations", shown.picture(LEADER)))
    assert left.tables == ()


def test_who_has_not_answered_in_time_is_named(shown: Shown) -> None:
    contents = part(
        "consultation_invited", shown.picture(LEADER, consultation="meeting-1")
    )
    missing = contents.notices["missing"]
    assert (missing.level, missing.values["n"].value) == ("bad", 1)
    assert missing.values["names"].value == "曾都区综治中心"
    by_unit = {one["unit"]: one for one in rows_of(contents)}
    assert by_unit["随州市综治中心 · 公安"]["said"] == "演示数据：同一时间参加防汛调度"
    other = part(
        "consultation_invited", shown.picture(COUNTYS, consultation="meeting-1")
    )
    assert {one["said"] for one in rows_of(other)} == {""}


def test_decisions_stand_as_they_are_and_auditors_read_none(shown: Shown) -> None:
    named = {"consultation": "meeting-3"}
    contents = part("consultation_decisions", shown.picture(LEADER, **named))
    states = [(one["state"], one["is_late"]) for one in rows_of(contents)]
    assert states == [("办理中", 1), ("已完成", 0), ("未生成任务", 0), ("办理中", 0)]
    assert contents.notices["untold"].level == "warn"
    auditor = shown.picture(Seat("auditor", CITY), **named)
    assert part("consultation_decisions", auditor).tables == ()
    said = part("consultation_letter", auditor).notices
    assert not [key for key in said if key.startswith(("point", "decided"))]


def test_an_agency_reads_no_title_on_the_agenda(shown: Shown) -> None:
    def columns(seat: Seat) -> set[str]:
        picture = shown.picture(seat, consultation="meeting-1")
        letter = part("consultation_letter", picture)
        return {one.key for one in letter.tables[0].columns}

    assert "title" in columns(LEADER)
    assert columns(LEADER) - columns(POLICE) == {"title"}
    assert columns(LEADER) - columns(Seat("staff", OTHER)) == {"title"}


def test_todo_and_the_page_of_an_item_say_it(shown: Shown) -> None:
    reasons = TODO.parts["reasons"](shown.picture(LEADER, "todo"))
    counted = {one["reason"]: one["count"] for one in rows_of(reasons)}
    assert counted["to_consult"] == 2
    assert reasons.notices["consultation_minutes"].values["n"].value == 1
    item = {"kind": "incident", "id": "returned-case"}
    on_item = ITEM.parts["item_consultations"](shown.picture(LEADER, "item", **item))
    assert [one["key"] for one in rows_of(on_item)] == ["meeting-1", "meeting-2"]


def test_call_and_minutes_are_papers(shown: Shown, tmp_path: Path) -> None:
    def paper(consultation: str) -> str:
        wish = Wish(
            page="consultations",
            scope=CITY,
            language="zh",
            address="/consultations",
            seat=LEADER,
            made_at=NOW + timedelta(seconds=1),
            reason="会商",
            edition="0123456789abcdef",
            row_cap=10_000,
        )
        choices = shown.picture(LEADER, consultation=consultation).choices
        made = asked_document(
            wish,
            BY_NAME["consultations"],
            choices,
            known=shown.snapshot,
            reads=shown.reads,
        )
        path = tmp_path / f"{consultation}.pdf"
        FORMATS["pdf"].write(export(made), path)
        return bare(text_of(path))

    call, minutes = paper("meeting-1"), paper("meeting-3")
    assert "会商研判通知" in call
    assert "退回已锁定" in call
    assert "上报事项" not in call
    assert "个案会商纪要" in minutes
    assert "由属地牵头化解" in minutes
    assert "排水沟争执" not in minutes
    assert "决定4" in minutes

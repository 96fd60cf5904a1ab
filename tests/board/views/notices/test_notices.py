"""通知 as somebody sees them: lists, a document, progress, who is told what, paper."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from board.exports.asking import asked_document
from board.exports.export import export
from board.exports.files import FORMATS
from board.exports.pages import Wish
from board.look.texts import texts
from board.pages.list import PAGES
from board.pages.workings import HANDOVER, NOTICES, TODO
from board.picture.filters import TITLES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.common.suppression import outside
from board.views.situation.header import header
from tests.board.conftest import NOW
from tests.board.exports.typeset.reading import bare, text_of
from tests.support.city import City
from tests.support.doors import Shut, maker_of
from tests.support.notified import COUNTY, TOWN, notified
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from pathlib import Path

    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

CITY = 421300000000
OTHER = 421303000000
BY_NAME = {page.name: page for page in PAGES}
LEADER = Seat("leader", CITY)
COUNTYS, TOWNS = Seat("staff", int(COUNTY)), Seat("duty_officer", int(TOWN))
Row = dict[str, Any]


class Shown:
    """The pages of one city."""

    def __init__(self, city: City) -> None:
        maker = maker_of(Shut(city.store))
        maker.tick(NOW)
        self.snapshot: Snapshot = maker.snapshot
        self.reads = Reads(city.store)

    def picture(self, seat: Seat, page: str = "notices", **choices: str) -> Picture:
        given = {"role": seat.role, "seat": str(seat.center_code)}
        asked = Picture(
            snapshot=self.snapshot,
            page=page,
            scope=self.snapshot.geography.home(seat.center_code),
            language="zh",
            now=NOW,
            choices={TITLES: "1"} | given | {"agency": seat.agency_code} | choices,
            seat=seat,
        )
        return answered(BY_NAME[page], asked, self.reads)


@pytest.fixture(scope="module")
def shown() -> Shown:
    city = City(ready_store())
    city.fill(NOW, per_day=5, days=2)
    notified(city, NOW)
    return Shown(city)


def rows(contents: Contents, table: str) -> list[Row]:
    return list(contents.table(table).records())


def part(name: str, picture: Picture) -> Contents:
    found: Contents = NOTICES.parts[name](picture)
    return found


def test_a_list_says_what_is_owed_or_how_far_it_is(shown: Shown) -> None:
    got = part("notices", shown.picture(TOWNS))
    first, *_ = rows(got, "notices")
    assert (first["key"], first["state"]) == ("notice-2", "已读未签收")
    assert (first["sort"], first["level_sort"]) == ("紧急通知", "bad")
    assert got.figure("notices.owed").value == 1
    sent = part("notices", shown.picture(LEADER, box="sent"))
    by_key = {row["key"]: row for row in rows(sent, "notices")}
    assert by_key["notice-3"]["state"] == "已撤回"
    assert (by_key["notice-1"]["state"], by_key["notice-1"]["overdue"]) == (
        "3 家未办",
        3,
    )
    assert by_key["notice-0"]["signed_count"] is None
    below = part("notices", shown.picture(LEADER, box="below"))
    assert [row["key"] for row in rows(below, "notices")] == ["notice-1-down"]
    none = part("notices", shown.picture(COUNTYS, notice_sort="urgent", box="sent"))
    assert none.notices.keys() == {"none"}
    (lost,) = rows(
        part("notices_refused", shown.picture(COUNTYS, box="sent")), "notices_refused"
    )
    assert lost["reason"] == "含非下级中心：曾都区综治中心"


def test_a_notice_reads_as_it_was_written_and_says_what_was_done(shown: Shown) -> None:
    letter = part("notice_letter", shown.picture(COUNTYS, notice="notice-1"))
    told = [one.text for one in letter.notices.values()]
    said = [
        one.values["said"].value
        for one in letter.notices.values()
        if "said" in one.values
    ]
    assert said[1] == "没有的填 0。"
    assert str(said[0]).startswith("演示数据：请排查辖区学校周边")
    assert "排查场所数 31 处" in str(said[2])
    assert "演示数据：已复核，更正一处" in str(said[2])
    assert any("已转发下级" in one for one in told)
    assert [row["told"] for row in rows(letter, "notice_terms")] == [31, 5]
    gone = part("notice_letter", shown.picture(LEADER, notice="notice-3"))
    assert gone.notices["withdrawn"].level == "bad"
    assert part("notice_progress", shown.picture(COUNTYS, notice="notice-1")) == (
        part("notice_progress", shown.picture(TOWNS))
    )


def test_the_sender_sees_who_is_missing_and_what_it_adds_up_to(shown: Shown) -> None:
    picture = shown.picture(LEADER, notice="notice-1")
    progress = part("notice_progress", picture)
    names = str(progress.notices["missing"].values["names"].value)
    assert names.startswith("随州市综治中心 · 公安、广水市综治中心")
    every = rows(progress, "notice_sums")[0]
    assert (every["county"], every["n1"], every["n2"]) == ("合计", 34, 6)
    assert "2/5" in progress.table("notice_sums").title
    by_center = {row["center"]: row for row in rows(progress, "notice_addressees")}
    assert by_center["随县综治中心"]["state"] == "已反馈"
    assert by_center["曾都区综治中心"]["state"] == "逾期反馈"
    assert by_center["随县综治中心"]["n1"] == 31
    whats = [row["what"] for row in rows(part("notice_steps", picture), "notice_steps")]
    assert sorted(whats) == ["通知催办", *["通知反馈"] * 3]


def test_agencies_have_what_they_were_sent_auditors_no_answers_nobody_outside(
    shown: Shown,
) -> None:
    police = Seat("staff", CITY, "police")
    got = part("notices", shown.picture(police, box="sent"))
    assert [row["key"] for row in rows(got, "notices")] == ["notice-1"]
    auditor = shown.picture(Seat("auditor", CITY), notice="notice-1")
    columns = part("notice_progress", auditor).table("notice_addressees").columns
    assert "answer" not in {one.key for one in columns}
    assert rows(part("notice_letter", auditor), "notice_terms")
    picture = structs.replace(shown.picture(LEADER, notice="notice-1"), seat=Seat())
    for name in NOTICES.parts:
        left = outside(part(name, picture))
        assert not left.tables
        assert left.notices.keys() <= {"withheld"}


def test_it_waits_is_handed_over_and_stands_on_the_wall_without_a_word_of_it(
    shown: Shown,
) -> None:
    waits: Contents = TODO.parts["reasons"](shown.picture(TOWNS, "todo"))
    assert waits.notices["notice_sign"].values["n"].value == 1
    agency: Contents = TODO.parts["reasons"](
        shown.picture(Seat("staff", CITY, "police"), "todo")
    )
    assert agency.notices["notice_answer"].level == "bad"
    handed: Contents = HANDOVER.parts["handover_notices"](
        shown.picture(COUNTYS, "handover")
    )
    (down,) = rows(handed, "handover_notices")
    assert down["state"] == "下级 18/19 家未办"
    words = texts("zh")
    for page, n in (("wall", 1), ("duty", 0)):
        told = header(shown.snapshot, page=page, scope=CITY, words=words, now=NOW)
        urgent = told.notices["urgent"]
        assert (urgent.values["n"].value if urgent.text else 0) == n
        assert "urgent" not in outside(told).notices


def test_the_paper_is_signed_and_later_says_what_was_answered(
    shown: Shown, tmp_path: Path
) -> None:
    def paper(seat: Seat, notice: str) -> str:
        wish = Wish(
            page="notices",
            scope=shown.snapshot.geography.home(seat.center_code),
            language="zh",
            address="/notices",
            seat=seat,
            made_at=NOW + timedelta(seconds=1),
            reason="通知",
            edition="0123456789abcdef",
            row_cap=10_000,
        )
        choices = shown.picture(seat, notice=notice).choices
        made = asked_document(
            wish,
            BY_NAME["notices"],
            choices,
            known=shown.snapshot,
            reads=shown.reads,
        )
        path = tmp_path / f"{notice}.pdf"
        FORMATS["pdf"].write(export(made), path)
        return bare(text_of(path))

    waiting = paper(TOWNS, "notice-2")
    assert "今晚各级中心须有人在岗" in waiting
    assert "紧急通知" in waiting
    assert "签收意见" in waiting
    assert "需报数字" not in waiting
    answered_one = paper(COUNTYS, "notice-1")
    assert "需报数字" in answered_one
    assert "已复核，更正一处" in answered_one

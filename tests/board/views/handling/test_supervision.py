"""The page 督办 as somebody sees it, from messages in a real store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from board.pages.list import PAGES, SUPERVISION
from board.picture.filters import TITLES
from board.reads.item_rows import WholeItem
from board.reads.reads import Reads
from board.reads.rounds import rows_of
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.viewer.whose import sees_item
from board.views.common.suppression import outside
from board.views.handling.supervision import LEDGER, OWNERS, SUPERVISED, said
from board.views.items.page import held
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from datetime import datetime

    from board.picture.snapshot import Snapshot

CITY, COUNTY, OTHER_COUNTY, VILLAGE = (
    *(421300000000, 421321000000, 421303000000),
    421321101201,
)
PAGE = next(one for one in PAGES if one.name == "supervision")
DAY = timedelta(days=1)
NOW = START + 5 * DAY
READER = {TITLES: "1"}
WRITTEN = "排水沟走向争执"
COUNTS = "supervision_counts"
ASKER = "seat-of-the-asker"


@pytest.fixture(scope="module")
def intake() -> Intake:
    """A late yellow card, a red card in time, a reply that came late; two on the ledger
    with titles of their own, of which one is asked to be struck off.
    """
    found = Intake()
    with found.together():
        for number in range(1, 6):
            found.event("dispute", number, title=WRITTEN)
            for name in ("accept", "handle"):
                found.move("dispute", name, number, acting_center=code(VILLAGE))
        supervise(found, 1, "yellow_card", NOW - DAY)
        supervise(found, 2, "red_card", NOW + DAY)
        supervise(found, 3, "yellow_card", START + DAY)
        found.move(
            "dispute", "reply", 3, acting_center=code(VILLAGE), at=START + 2 * DAY
        )
        found.event("dispute", 6, title=WRITTEN)
        found.move("dispute", "accept", 6, acting_center=code(VILLAGE))
        supervise(found, 6, "red_card", NOW, move_id="supervise-6")
        lifted = {"acting_center": code(COUNTY), "role": "leader"}
        found.move("dispute", "unsupervise", 6, **lifted, at=START + 2 * DAY)
        for number, days in ((4, 2), (5, 3)):
            found.move(
                "dispute",
                "put_on_ledger",
                number,
                acting_center=code(VILLAGE),
                note=WRITTEN,
                at=START + days * DAY,
            )
        asked = {"acting_center": code(VILLAGE), "actor": ASKER, "at": START + 4 * DAY}
        found.move("dispute", "ask_strike_off", 4, **asked)
        asked_jointly(found, 1, "court", OTHER_COUNTY)
        asked_jointly(found, 2, "police", COUNTY)
        found.move(
            "dispute",
            "task_return",
            acting_center=code(OTHER_COUNTY),
            acting_agency="court",
            role="agency_staff",
            task_id="court",
        )
    return found


def asked_jointly(intake: Intake, number: int, agency: str, center: int) -> None:
    intake.move(
        "dispute",
        "join",
        number,
        acting_center=code(VILLAGE),
        to_center=code(center),
        to_agency=agency,
        task_id=agency,
    )


def code(center: int) -> str:
    return f"{center:012d}"


def supervise(
    intake: Intake, number: int, level: str, due: datetime, **given: str
) -> None:
    intake.move(
        "dispute",
        "supervise",
        number,
        acting_center=code(COUNTY),
        role="leader",
        grade=level,
        due_at=due.isoformat(),
        at=START,
        **given,
    )


@pytest.fixture(scope="module")
def snapshot(intake: Intake) -> Snapshot:
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return maker.snapshot


class Shown:
    """The page of a seat."""

    def __init__(self, intake: Intake, snapshot: Snapshot) -> None:
        self._reads, self._snapshot = Reads(intake.store), snapshot

    def picture(self, scope: int = CITY, *, now: datetime = NOW, **given: str) -> Any:
        picture = Picture(
            snapshot=self._snapshot,
            page="supervision",
            scope=scope,
            language="zh",
            now=now,
            choices={"role": "staff", "seat": str(scope)} | given,
        )
        return answered(PAGE, picture, self._reads)

    def rows(
        self, part: str, table: str, scope: int = CITY, **given: Any
    ) -> list[dict[str, Any]]:
        contents = SUPERVISION.parts[part](self.picture(scope, **given))
        return list(contents.table(table).records())


@pytest.fixture(scope="module")
def shown(intake: Intake, snapshot: Snapshot) -> Shown:
    return Shown(intake, snapshot)


@pytest.mark.parametrize("center", [CITY, COUNTY, OTHER_COUNTY, VILLAGE])
@pytest.mark.parametrize(
    ("agency", "tasks"), [("", ()), ("court", (1,)), ("police", (2,)), ("women", ())]
)
def test_a_seat_has_those_on_its_list_whose_page_it_may_open(
    intake: Intake, shown: Shown, center: int, agency: str, tasks: tuple[int, ...]
) -> None:
    rows = shown.rows(SUPERVISED, "page", center, agency=agency)
    seat = Seat("staff", center, agency)
    geography = shown.picture().snapshot.geography
    found = [
        intake.store.query("item", kind="dispute", id=f"dispute-{number}")
        for number in (1, 2, 3)
    ]
    items = [one for table in found for one in rows_of(table, WholeItem)]
    assert {row["id"] for row in rows} == {
        one.item_id for one in items if sees_item(seat, held(one), geography)
    }
    if agency:
        assert {row["id"] for row in rows} == {f"dispute-{n}" for n in tasks}


def test_a_card_counts_what_it_lists(shown: Shown) -> None:
    grades = {row["code"]: row for row in shown.rows(COUNTS, "by_grade")}
    assert {code: row["items"] for code, row in grades.items()} == {
        "listed": 0,
        "red_card": 1,
        "yellow_card": 2,
        "supervised": 0,
    }
    assert (grades["yellow_card"]["late"], grades["red_card"]["late"]) == (1, 0)
    for part, name in (("by_grade", "grade"), ("by_reply", "reply")):
        for row in shown.rows(COUNTS, part):
            found = shown.rows(SUPERVISED, "page", **{name: row["code"]})
            assert len(found) == row["items"]


def test_a_row_says_how_it_is_with_its_reply(shown: Shown) -> None:
    late, in_time, replied = shown.rows(SUPERVISED, "page")
    assert (late["grade"], late["level"], late["left"]) == (
        *("yellow_card", "overdue"),
        DAY.total_seconds(),
    )
    assert (in_time["level"], in_time["reply"]) == ("", "期限内待回复")
    assert (replied["reply"], replied["left"]) == ("逾期后回复", None)
    assert (late["number"], late["supervising"]) == ("", "随县综治中心")


def test_an_overdue_reply_was_not_overdue_before(shown: Shown) -> None:
    before = {"now": NOW - 2 * DAY}
    states = [row["level"] for row in shown.rows(SUPERVISED, "page", **before)]
    assert "overdue" not in states


def test_owners_are_counted_and_one_is_chosen(shown: Shown) -> None:
    every, own = shown.rows(OWNERS, "owners")
    assert (every["owner"], every["items"], every["late"]) == ("all", 3, 2)
    assert (own["owner"], own["is_late"], own["replied"]) == (str(VILLAGE), 1, 1)
    assert len(shown.rows(SUPERVISED, "page", owner=str(VILLAGE))) == 3
    assert shown.rows(SUPERVISED, "page", owner=str(OTHER_COUNTY)) == []


def test_what_has_ended_is_listed_with_its_letter(shown: Shown) -> None:
    """The reply of the third was accepted: its supervision was lifted."""
    (row,) = shown.rows(SUPERVISED, "page", COUNTY, which="ended", **READER)
    assert (row["id"], row["ending"], row["title"]) == (
        "dispute-6",
        "已解除",
        WRITTEN,
    )
    assert row["move"] == "supervise-6"
    ended = shown.picture(which="ended", period="days30", reply="overdue")
    assert said(ended) == {"which": "已解除或办结", "period": "近30天"}
    last_year = {"which": "ended", "period": "2025-12"}
    assert shown.rows(SUPERVISED, "page", **last_year) == []


def test_what_is_unknown_is_not_chosen(shown: Shown) -> None:
    picture = shown.picture(grade="none", reply="'; drop", owner="0x1")
    assert said(picture) == {}
    assert said(shown.picture(grade="red_card")) == {"grade": "红牌督办"}
    assert len(shown.rows(SUPERVISED, "page", grade="none", owner="no")) == 3


def test_the_ledger_says_since_when_for_how_long_and_why(shown: Shown) -> None:
    row, _ = shown.rows(LEDGER, "page", **READER)
    assert (row["on_it"], row["reason"]) == (3 * DAY.total_seconds(), WRITTEN)


def test_the_ledger_says_who_asked_to_strike_off(shown: Shown) -> None:
    row, _ = shown.rows(LEDGER, "page", **READER)
    asked_at = (START + 4 * DAY).timestamp() * 1000
    assert (row["review"], row["review_at"]) == (f"{ASKER} 已申请", asked_at)
    asked, unasked = shown.rows(LEDGER, "page")
    assert asked["review"] == "已申请"
    assert (unasked["review"], unasked["review_at"]) == ("未申请", None)


def test_only_a_reader_of_titles_reads_what_was_written(shown: Shown) -> None:
    for part in (SUPERVISED, LEDGER):
        assert WRITTEN in str(shown.rows(part, "page", **READER))
        assert WRITTEN not in str(shown.rows(part, "page"))


def test_no_sibling_sees_an_item_and_outside_nobody_does(shown: Shown) -> None:
    for part in (SUPERVISED, LEDGER):
        assert shown.rows(part, "page", OTHER_COUNTY) == []
        contents = SUPERVISION.parts[part](shown.picture(COUNTY))
        assert outside(contents).tables == ()

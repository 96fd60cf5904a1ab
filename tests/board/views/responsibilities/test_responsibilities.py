"""责任清单 as somebody sees it: found by a word, followed, suggested in a form."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from board.look.texts import texts
from board.pages.workings import ITEM, RESPONSIBILITIES
from board.reads.responsibility_rows import Course
from board.viewer.seat import Seat
from board.views.common.suppression import sums_of
from board.views.handling.drafting import Mover, seen_of
from board.views.handling.offers import Bench
from board.views.indicators.page import sheet_of
from board.views.responsibilities.suggested import suggested, tasks_beside
from board.views.responsibilities.told import told
from sql.reference.contacts import by_place
from streams.handling.fold import apply
from tests.board.conftest import NOW
from tests.support.asked import Asked
from tests.support.city import City
from tests.support.handed import handed
from tests.support.ready import ready_store, shipped_rules

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.views.common.contents import Contents

CITY, COUNTY, VILLAGE = 421300000000, 421321000000, 421321101201
STAFF = Seat("staff", CITY)
FIGHT = "handed-12-1"
"""A fight that police leads by the list, and that went elsewhere."""


@pytest.fixture(scope="module")
def asked() -> Asked:
    city = City(ready_store())
    handed(city, NOW)
    fresh = city.event(
        NOW - timedelta(hours=1),
        kind="incident",
        item_id="fresh",
        category="0107",
        severity="04",
        division_code=VILLAGE,
    )
    city.write(fresh, at=NOW - timedelta(hours=1))
    city.move(fresh, "accept", at=NOW - timedelta(minutes=50))
    return Asked(city, NOW)


def shown(asked: Asked, seat: Seat = STAFF, **choices: str) -> Picture:
    picture = asked.picture("responsibilities", seat)
    given = dict(picture.choices) | {"kind": "", **choices}
    return asked.answered(structs.replace(picture, choices=given, answers=None))


def part(picture: Picture, name: str) -> Contents:
    made: Contents = RESPONSIBILITIES.parts[name](picture)
    return made


def leads(picture: Picture) -> dict[str, str]:
    found = part(picture, "responsible_list").table("responsible_list")
    return {str(row["what"]): str(row["lead"]) for row in found.records()}


def test_who_answers_is_found_by_a_word_a_stream_or_an_agency(asked: Asked) -> None:
    found = leads(shown(asked, find="校园 安全"))
    assert found["校园安全防范"] == found["校园安全事故"] == "教育"
    assert leads(shown(asked, find="噪声"))["噪声扰民"] == "公安"
    of_gas = leads(shown(asked, agency_of="gas"))
    assert of_gas == {"燃气泄漏": "燃气"}
    assert len(leads(shown(asked, kind="risk_lead"))) == 8
    nothing = part(shown(asked, find="没有这样的事"), "responsible_list")
    assert not nothing.tables[0].rows
    assert "没有含这些字" in nothing.notices["none"].text
    assert "without" not in nothing.notices


def test_numbers_open_exactly_the_hand_overs_that_they_count(asked: Asked) -> None:
    counted = shown(asked, show="followed", period="days30")
    rows = list(
        part(counted, "responsible_categories")
        .table("responsible_categories")
        .records()
    )
    fight = next(row for row in rows if row["category"] == "打架斗殴")
    assert fight["followed"] < 0.5
    assert fight["is_late"] == 1
    said = part(counted, "responsible_categories").notices["doubted"].text
    assert "打架斗殴" in said
    for key in ("handed", "other"):
        query = dict(one.split("=") for one in str(fight[f"to_{key}"]).split("&"))
        page = part(shown(asked, **query), "responsible_handed").table("page")
        assert len(page.rows) == min(int(fight[key]), 25)
        assert {row["category"] for row in page.records()} == {"打架斗殴"}
    agencies = part(counted, "responsible_agencies").table("responsible_agencies")
    for one in ("handed", "lead", "co", "other", "unlisted"):
        assert sum(agencies.values(one)) == sum(row[one] for row in rows)  # type: ignore[arg-type, misc] # counts
    assert not sums_of(part(counted, "responsible_handed")).tables


def test_it_is_the_rate_that_the_page_of_indicators_has(asked: Asked) -> None:
    page = shown(asked, show="followed", period="days30")
    (here,) = part(page, "responsible_categories").figures
    given = {"indicator": here.indicator, "period": "days30"}
    picture = asked.picture("indicators", STAFF)
    picture = structs.replace(picture, choices=given, answers=None)
    sheet = sheet_of(asked.answered(picture))
    there = sheet.value(sheet.picked)
    assert here.indicator == sheet.picked.indicator == "listed_rate"
    assert here.value == there.value is not None
    assert (here.numerator, here.denominator) == (there.numerator, there.denominator)


def test_few_hand_overs_have_no_rate(asked: Asked) -> None:
    joined = shown(asked, show="followed", period="days30", way="join")
    found = part(joined, "responsible_categories").table("responsible_categories")
    rates = {row["handed"]: row["followed"] for row in found.records()}
    assert rates.keys() == {12}
    nothing = shown(asked, show="followed", period="days30", kind="risk_lead")
    assert "nothing" in part(nothing, "responsible_categories").notices


def bench(asked: Asked, item: str, seat: Seat = STAFF) -> Bench:
    row = asked.picture("item", seat, item).answered["item"].to_pylist()[0]
    mover = Mover("a", seat.role, seat.center_code, seat.agency_code)
    return Bench(seen_of(row, None), mover, shipped_rules(), NOW)


def test_a_form_is_filled_in_with_whom_the_list_names_and_nobody_twice(
    asked: Asked,
) -> None:
    found = suggested("join", [bench(asked, "fresh")])
    assert found
    assert found.row
    assert found.row.lead == found.filled["to_agency"] == "police"
    assert found.unasked == ("police", "justice", "health")
    assert found.filled["to_center"] == CITY
    other = suggested("join", [bench(asked, "handed-18-1")])
    assert other
    assert other.row
    assert other.unasked == tuple(
        one for one in other.row.agencies if one != other.row.agencies[-1]
    )


def test_of_several_only_what_is_the_same_is_suggested(asked: Asked) -> None:
    both = [bench(asked, "fresh"), bench(asked, FIGHT)]
    same = suggested("assign", both)
    assert same
    assert same.row
    assert same.row.lead == "police"
    mixed = suggested("assign", [bench(asked, "fresh"), bench(asked, "handed-18-1")])
    assert mixed is None or mixed.row is None


def test_where_it_should_be_settled_names_the_move_to_whom_may_make_it(
    asked: Asked,
) -> None:
    found = suggested("delegate", [bench(asked, "fresh")])
    assert found
    assert found.leading
    assert (found.leading.expected, found.leading.owned) == ("village", "city")
    assert found.leading.move == "delegate"
    assert found.leading.is_open
    assert found.filled["to_center"] == found.leading.center
    assert found.leading.center == VILLAGE
    auditor = suggested("join", [bench(asked, "fresh", Seat("auditor", CITY))])
    assert auditor
    assert auditor.leading
    assert not auditor.leading.is_open


def test_tasks_beside_one_another_are_all_accepted(asked: Asked) -> None:
    found = bench(asked, "fresh")
    first = found.draft("join", to_agency="police", objective="演示数据")
    moves = (first, *tasks_beside(first, ("justice", "health")))
    state = found.seen.state
    for move in moves:
        state, verdict = apply(state, move, NOW, found.rules)
        assert verdict.refusal is None
    assert [one.agency for one in state.tasks] == ["police", "justice", "health"]
    assert len({one.task_id for one in state.tasks}) == 3


def rows_told(asked: Asked, courses: tuple[Course, ...]) -> list[dict[str, Any]]:
    seen = bench(asked, "fresh")
    found = suggested("join", [seen])
    assert found
    geography = asked.snapshot.geography
    contents = told(found, seen, courses, geography, texts("zh"))
    assert "第 12 条" in contents.notices["ground"].text
    assert "治安管理处罚法" in contents.notices["ground"].text
    return list(contents.table("suggested").records())


def test_who_is_suggested_has_his_seat_his_telephone_and_how_he_did(
    asked: Asked,
) -> None:
    many = Course("police", 20, 18, 12, 7200.0, 5)
    few = Course("justice", 4, 4, 9, 60.0, 1)
    police, justice, health = rows_told(asked, (many, few))
    assert (police["role"], justice["role"]) == ("牵头", "配合")
    assert police["seat"] == "常驻"
    assert police["call_phone"] == by_place()[CITY, "police"][0].phone
    assert (police["signed"], police["took"], police["open_now"]) == (0.9, 7200.0, 5)
    assert (justice["signed"], justice["signed_denominator"]) == (None, 4)
    assert justice["took"] is None
    assert health["open_now"] == 0


@pytest.mark.parametrize("seat", [STAFF, Seat("staff", CITY, "petition")])
def test_everybody_who_sees_an_item_sees_who_answers_for_it(
    asked: Asked, seat: Seat
) -> None:
    contents: Contents = ITEM.parts["responsible"](asked.picture("item", seat, FIGHT))
    assert contents.figure("listed_lead").value == "公安"
    assert contents.figure("listed_co").value == "司法局、卫健"
    assert "第 12 条" in contents.notices["ground"].text
    assert "可“" not in contents.notices["tier"].text

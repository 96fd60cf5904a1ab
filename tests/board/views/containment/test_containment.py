"""The page 化解 from messages in a real store, beside the page 指标."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from board.look.definitions import definitions
from board.pages.list import CONTAINMENT, INDICATORS, PAGES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.views.common.contents import Contents
from board.views.containment.asking import FLOWS, RATES, chosen
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

CITY, COUNTY, TOWN = 421300000000, 421321000000, 421321101000
VILLAGE, OTHER_TOWN = 421321101201, 421303001000
NOW = START + timedelta(days=5)
BY_NAME = {page.name: page for page in PAGES}
SETTLED = (
    *[("04", VILLAGE)] * 9,
    *[("04", TOWN)] * 3,
    *[("04", COUNTY)] * 2,
    *[("03", VILLAGE), ("03", TOWN), ("01", COUNTY)],
)
"""Level and acting center of each case: few but of villages."""


def handled(intake: Intake, number: int, level: str, center: int) -> None:
    intake.event("dispute", number, level=level)
    for name in ("accept", "handle", "feedback", "close"):
        intake.move("dispute", name, number, acting_center=f"{center:012d}")


@pytest.fixture(scope="module")
def intake() -> Intake:
    found = Intake()
    with found.together():
        for number, (level, center) in enumerate(SETTLED):
            handled(found, number, level, center)
    return found


@pytest.fixture(scope="module")
def snapshot(intake: Intake) -> Snapshot:
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return maker.snapshot


class Shown:
    """What pages say at one moment."""

    def __init__(self, intake: Intake, snapshot: Snapshot) -> None:
        self._reads, self._snapshot = Reads(intake.store), snapshot

    def picture(self, page: str, scope: int = CITY, **given: str) -> Picture:
        asked = Picture(
            snapshot=self._snapshot,
            page=page,
            scope=scope,
            language="zh",
            now=NOW,
            choices=given,
        )
        return answered(BY_NAME[page], asked, self._reads)

    def part(self, name: str, scope: int = CITY, **given: str) -> Contents:
        made = CONTAINMENT.parts[name](self.picture("containment", scope, **given))
        assert isinstance(made, Contents)
        return made


@pytest.fixture(scope="module")
def shown(intake: Intake, snapshot: Snapshot) -> Shown:
    return Shown(intake, snapshot)


@pytest.mark.parametrize("scope", [CITY, TOWN, VILLAGE, OTHER_TOWN])
def test_the_rates_are_those_of_the_page_of_indicators(
    shown: Shown, scope: int
) -> None:
    rates = shown.part("contained_rates", scope)
    other = shown.picture("indicators", scope)
    for name in RATES:
        picture = structs.replace(other, choices={"indicator": name})
        there = INDICATORS.parts["definition"](picture).figure(name)
        here = rates.figure(name)
        assert (here.value, here.numerator, here.denominator) == (
            *(there.value, there.numerator),
            there.denominator,
        )
        assert here.formula == there.formula


def test_a_base_of_few_says_its_counts_and_no_rate(shown: Shown) -> None:
    rates = shown.part("contained_rates")
    village, town = (rates.figure(name) for name in RATES[:2])
    assert (village.value, village.denominator) == (pytest.approx(9 / 14), 14)
    assert (town.value, town.numerator, town.denominator) == (None, 2, 2)
    assert definitions()[RATES[0]].minimum_n == 10


def test_rates_differ_by_points(shown: Shown) -> None:
    compared = shown.part("contained_rates").table("contained_compared")
    forms = {column.key: column.form for column in compared.columns}
    assert (forms["over"], forms["changed"]) == ("share", "points")


@pytest.mark.parametrize("flow", FLOWS)
def test_as_many_cases_are_listed_as_a_flow_counts(shown: Shown, flow: str) -> None:
    flows = list(shown.part("contained_flows").table("contained_flows").records())
    steps = list(shown.part("contained_steps").table("contained_steps").records())
    counts = {row["flow"]: int(row["closed"] or 0) for row in flows}
    wanted = {
        key: count
        for key, count in counts.items()
        if (flow in key if "." in flow else key in PASSED_UP)
    }
    listed = shown.part("contained_cases", flow=flow)
    assert len(listed.table("page").rows) == sum(wanted.values())
    assert sum(int(row["total"] or 0) for row in steps) == sum(counts.values())


PASSED_UP = {"village.town", "village.county"}


def test_a_case_that_was_passed_up_says_by_which_move(shown: Shown) -> None:
    cases = shown.part("contained_cases", flow="village.county").table("page")
    assert [row["is_counted"] for row in cases.records()] == [0, 0]
    assert cases.values("tiers") == ["村 → 县"] * 2
    assert all(row["move"] and row["unit"] for row in cases.records())
    assert all(row["raised_at"] for row in cases.records())


def test_towns_without_a_rate_come_last(shown: Shown) -> None:
    rows = list(
        shown.part("contained_towns", COUNTY).table("contained_towns").records()
    )
    assert (rows[0]["code"], rows[0]["up"]) == (str(TOWN), 5)
    assert all(row["both"] is None for row in rows[1:])
    beside = shown.part("contained_towns", VILLAGE).table("contained_towns")
    assert beside.values("code") == [row["code"] for row in rows]


def test_what_is_asked_for_and_is_not_there_is_the_usual(shown: Shown) -> None:
    given = {"period": "<b>", "kind": "x", "flow": "village.moon", "no": "-3"}
    choice = chosen(shown.picture("containment", **given))
    assert (choice.kind, choice.flow, choice.page_no) == ("", "", 1)


def test_where_nothing_was_closed_every_part_says_so(shown: Shown) -> None:
    cases = shown.part("contained_cases", OTHER_TOWN)
    assert cases.table("page").rows == ()
    assert shown.part("contained_flows", OTHER_TOWN).tables[0].rows == ()
    assert {one.value for one in shown.part("contained_rates", OTHER_TOWN).figures} == {
        None
    }

"""Two years by month say what their messages say, and of days not kept nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from board.look.clock import day_of
from board.look.definitions import definitions
from board.look.formats import spoken
from board.pages.list import INDICATORS, PAGES
from board.picture.indicators import years_of
from board.picture.periods import Span, two_years
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.views.common.heard import Heard
from board.views.indicators.page import sheet_of
from tests.board.conftest import NOW
from tests.support import years
from tests.support.city import City
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from board.look.definitions import Definition
    from board.picture.snapshot import Snapshot
    from board.reads.rows import Division
    from board.views.common.contents import Contents
    from tests.support.years import Happened

CITY, COUNTY, VILLAGE = 421300000000, 421321000000, 421321101201
PAGE = next(one for one in PAGES if one.name == "indicators")
TODAY = day_of(NOW)
GUARD = 10
Told = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def own() -> City:
    return City(ready_store(), seed=4)


@pytest.fixture(scope="module")
def cases(own: City) -> list[Happened]:
    return years.two_years(own, NOW, per_day=2)


@pytest.fixture
def asked(own: City, cases: list[Happened], snapshot: Snapshot) -> Any:
    assert cases

    def ask(scope: int = CITY, **choices: str) -> Picture:
        picture = Picture(
            snapshot=snapshot,
            page="indicators",
            scope=scope,
            language="zh",
            now=NOW,
            choices=choices,
        )
        return answered(PAGE, picture, Reads(own.store))

    return ask


def made(picture: Picture) -> Contents:
    return INDICATORS.parts["years"](picture)


def told(picture: Picture) -> Told:
    return {one["month"]: one for one in made(picture).table("yearly").records()}


def spans(month: int) -> tuple[set[date], set[date]]:
    """The days that count of a month this year and last."""
    this = years.days_of_month(TODAY.year, month, TODAY)
    return this, {one.replace(year=one.year - 1) for one in this}


@pytest.mark.parametrize(
    ("monthly", "count"),
    [("received", years.received_on), ("closed", years.closed_on)],
)
def test_a_month_is_what_the_messages_say(
    asked: Any, cases: list[Happened], monthly: str, count: Any
) -> None:
    found = told(asked(monthly=monthly))
    for month in range(1, TODAY.month + 1):
        now, then = (count(cases, days) for days in spans(month))
        row = found[f"{month}月"]
        assert (row["now"], row["then"]) == (now, then)
        assert (row["counted"], row["base"]) == (now, then)
        is_enough = min(now, then) >= 10
        assert row["changed"] == ((now - then) / then if is_enough else None)
    assert any(one["changed"] is not None for one in found.values())
    assert {one["better"] for one in found.values()} == {"none"}


@pytest.mark.parametrize(
    ("scope", "monthly", "picked"),
    [
        (CITY, "timely_rate", "timely_rate"),
        (COUNTY, "settle_rate", "handling_time_p50"),
        (VILLAGE, "timely_rate", "open"),
    ],
)
def test_a_rate_is_that_of_the_read_by_period(
    asked: Any, own: City, scope: int, monthly: str, picked: str
) -> None:
    picture = asked(scope, monthly=monthly, indicator=picked)
    sheet, found = sheet_of(picture), told(picture)
    months, one = years_of(sheet.choice, NOW), definitions()[monthly]
    division = sheet.geography.divisions[sheet.place(one, scope)]
    for this, last in zip(months.shown[:3], months.earlier[:3], strict=True):
        row = found[f"{this.first.month}月"]
        for key, span in (("now", this), ("then", last)):
            over, base = counted(own, one, span, division)
            told_of = (row[f"{key}_numerator"], row[f"{key}_denominator"])
            assert told_of == (over, base)
            assert row[key] == (over / base if base >= GUARD else None)
        is_known = row["now"] is not None and row["then"] is not None
        assert (row["changed"] is not None) == is_known


def counted(
    own: City, one: Definition, span: Span, division: Division
) -> tuple[int, int]:
    """By the read of whole periods, of which there is one for every town."""
    only, kind = one.only
    rows = [
        row
        for row in own.store.query(
            one.statement, from_day=span.first, until_day=span.until, now_at=NOW
        ).to_pylist()
        if row["axis"] == one.axis
        and division.low <= row["division_code"] < division.high
        and (not only or row[only] == kind)
    ]
    over, base = (
        sum(row[column] for row in rows) for column in (one.numerator, one.denominator)
    )
    return over, base


def test_both_years_so_far_are_their_months_together(
    asked: Any, cases: list[Happened]
) -> None:
    contents = made(asked())
    found = {one.key: one.value for one in contents.figures}
    this = {one for month in range(1, 13) for one in spans(month)[0]}
    last = {one.replace(year=one.year - 1) for one in this}
    now, then = (years.received_on(cases, days) for days in (this, last))
    assert (found["yearly_now"], found["yearly_then"]) == (now, then)
    assert found["yearly_changed"] == (now - then) / then
    assert "unkept" not in contents.notices


def test_the_month_under_way_says_how_many_days_count(asked: Any) -> None:
    picture = asked()
    contents = made(picture)
    said = spoken(contents.notices["running"], picture.words, NOW)
    assert said == f"3月未完，两年都只计前 {TODAY.day - 1} 天。"
    found = told(picture)
    covered = [found[f"{month}月"]["covered"] for month in (1, 3, 4)]
    assert covered == ["全月", f"1日至{TODAY.day - 1}日", "尚无过完的日子"]
    assert found["4月"]["now"] is None
    assert found["4月"]["changed"] is None


def test_months_before_all_that_is_kept_are_no_zeros(
    asked: Any, cases: list[Happened]
) -> None:
    """Nor is the month in the midst of which it begins."""
    picture = asked(period="2025-06")
    first = day_of(min(one.received_at for one in cases))
    assert (first.year, first.day) != (2024, 1)
    found = told(picture)
    for month in range(1, 13):
        row = found[f"{month}月"]
        assert row["now"] is not None
        assert (row["then"] is None) == (month <= first.month)
        assert row["changed"] is None or month > first.month
    contents = made(picture)
    assert "unkept" in contents.notices
    assert {one.key: one.value for one in contents.figures}["yearly_then"] is None
    trend = INDICATORS.parts["trend"](picture).table("trend").records()
    assert [one["last_year"] for one in trend if one["month"] == "2025-03"] == [None]


@pytest.mark.parametrize(
    ("first", "until", "is_held"),
    [
        (date(2026, 1, 5), date(2026, 1, 9), True),
        (date(2026, 1, 4), date(2026, 1, 9), False),
        (date(2026, 1, 10), date(2026, 1, 20), False),
        (date(2026, 1, 10), date(2026, 1, 21), True),
    ],
)
def test_days_are_held_from_the_first_on_where_anything_came(
    first: date, until: date, *, is_held: bool
) -> None:
    heard = Heard((date(2026, 1, 20), date(2026, 1, 5)))
    assert heard.holds(Span(first, until)) is is_held
    assert not Heard(()).holds(Span(first, until))


def test_on_the_first_day_of_a_year_nothing_is_over() -> None:
    months = two_years(2024, date(2024, 1, 1))
    assert {one.days for one in months.shown} == {0}
    leap = two_years(2024, date(2024, 3, 1))
    assert leap.shown[1] == Span(date(2024, 2, 1), date(2024, 3, 1))
    assert leap.earlier[1] == Span(date(2023, 2, 1), date(2023, 3, 1))


def test_the_choice_stands_in_the_address_and_costs_one_question_at_most(
    asked: Any,
) -> None:
    usual = asked()
    assert INDICATORS.says(usual)["monthly"] == "受理量"
    assert INDICATORS.says(asked(monthly="nonsense")) == INDICATORS.says(usual)
    assert INDICATORS.says(asked(monthly="closed"))["monthly"] == "办结量"
    of = {
        indicator: set(INDICATORS.asks(asked(indicator=indicator)))
        for indicator in ("closed", "open")
    }
    assert of["closed"] == of["open"] > {"indicators_by_day"}

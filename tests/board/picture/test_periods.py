"""Periods: whole days, the days that are over, and what they are compared with."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.picture.periods import (
    MONTHS,
    Span,
    a_year_before,
    month_name,
    months_to,
    names,
    period,
)

TODAY = date(2026, 11, 28)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


def span(first: str, until: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(until))


def test_the_present_month_goes_on_to_tonight_and_compares_what_is_over() -> None:
    found = period("2026-11", TODAY)
    assert found.shown == span("2026-11-01", "2026-11-29")
    assert found.over == span("2026-11-01", "2026-11-28")
    assert found.before == span("2026-10-01", "2026-10-28")
    assert found.year == span("2025-11-01", "2025-11-28")


def test_a_month_that_is_over_compares_whole_months() -> None:
    found = period("2026-03", TODAY)
    assert found.shown == found.over == span("2026-03-01", "2026-04-01")
    assert found.before == span("2026-02-01", "2026-03-01")
    assert found.year == span("2025-03-01", "2025-04-01")


def test_the_last_days_and_the_year() -> None:
    days, year = period("days30", TODAY), period("year", TODAY)
    assert days.shown == span("2026-10-30", "2026-11-29")
    assert days.before == span("2026-09-30", "2026-10-29")
    assert year.over == span("2026-01-01", "2026-11-28")
    assert year.before == year.year == span("2025-01-01", "2025-11-28")


def test_on_the_first_of_a_month_nothing_is_over_yet() -> None:
    found = period("2026-12", date(2026, 12, 1))
    assert found.shown.days == 1
    assert found.over.days == found.before.days == found.year.days == 0


@pytest.mark.parametrize("name", ["", "2026-13", "2099-01", "x", "2026-12", "20260101"])
def test_what_there_is_not_is_the_present_month(name: str) -> None:
    assert period(name, TODAY).shown == period("2026-11", TODAY).shown


def test_a_leap_day_has_the_28th_a_year_ago() -> None:
    leap = date(2028, 2, 29)
    assert a_year_before(Span(leap, leap + timedelta(1))) == span(
        "2027-02-28", "2027-03-01"
    )
    whole = a_year_before(span("2028-02-01", "2028-03-01"))
    assert whole == span("2027-02-01", "2027-03-01")
    assert period("2028-02", date(2028, 2, 29)).year == span("2027-02-01", "2027-03-01")


@given(DAYS)
def test_thirteen_months_end_with_the_present_one(today: date) -> None:
    months = months_to(today)
    assert len(months) == MONTHS
    assert all(one.until == two.first for one, two in itertools.pairwise(months))
    assert months[-1].first <= today < months[-1].until
    assert names(today)[0] == month_name(today)


@given(DAYS, st.data())
def test_no_period_compares_days_that_are_not_over(
    today: date, data: st.DataObject
) -> None:
    found = period(data.draw(st.sampled_from(names(today))), today)
    assert found.over.first == found.shown.first
    assert found.over.until <= today
    assert found.shown.until <= today + timedelta(1)
    assert found.before.days <= found.over.days
    assert found.before.until <= found.over.first or not found.over.days
    assert abs(found.year.days - found.over.days) <= 1

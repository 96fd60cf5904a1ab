"""Which days a brief is of: days, weeks from Monday on and months, as in Shanghai."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from board.picture.briefs import Issue, end_of, issue
from board.picture.periods import Span

NOW = datetime(2026, 11, 28, 17, tzinfo=UTC)
"""One in the morning of Sunday the 29th in Shanghai."""


def of(sort: str = "", on: str = "") -> Issue:
    return issue({"brief": sort, "on": on}, NOW)


def span(first: str, until: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(until))


@pytest.mark.parametrize(
    ("sort", "whole", "before", "year"),
    [
        (
            "day",
            span("2026-11-28", "2026-11-29"),
            span("2026-11-27", "2026-11-28"),
            span("2025-11-28", "2025-11-29"),
        ),
        (
            "week",
            span("2026-11-16", "2026-11-23"),
            span("2026-11-09", "2026-11-16"),
            span("2025-11-16", "2025-11-23"),
        ),
        (
            "month",
            span("2026-10-01", "2026-11-01"),
            span("2026-09-01", "2026-10-01"),
            span("2025-10-01", "2025-11-01"),
        ),
    ],
)
def test_the_last_one_that_is_over_is_the_usual(
    sort: str, whole: Span, before: Span, year: Span
) -> None:
    found = of(sort)
    assert found.is_over
    assert found.whole == found.period.shown == found.period.over == whole
    assert (found.period.before, found.period.year) == (before, year)


def test_an_unfinished_one_compares_as_many_days() -> None:
    found = of("week", "2026-11-29")
    assert not found.is_over
    assert found.period.shown == span("2026-11-23", "2026-11-30")
    assert found.period.over == span("2026-11-23", "2026-11-29")
    assert found.period.before == span("2026-11-16", "2026-11-22")
    assert end_of(found.period.shown, NOW) == NOW
    assert end_of(found.period.over, NOW) == datetime(2026, 11, 28, 16, tzinfo=UTC)


def test_the_first_day_of_one_compares_nothing() -> None:
    assert of("day", "2026-11-29").period.over.days == 0


def test_february_is_compared_with_as_many_days_of_january() -> None:
    found = of("month", "2026-02-10")
    assert found.period.before == span("2026-01-01", "2026-01-29")


@pytest.mark.parametrize("on", ["", "2026-11-30", "9999-12-31", "x", "2026-13-01"])
def test_what_is_no_day_or_still_to_come_is_the_usual(on: str) -> None:
    assert of("day", on) == of("day")
    assert of("hour", on) == of("day")


def test_a_day_of_long_ago_has_a_year_before_it() -> None:
    assert of("month", "0001-01-01").period.year.first.year == 2001

"""Which days a brief is of: a day, a week from Monday on, a month, as in Shanghai."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from board.look.clock import DAY, SHANGHAI, day_of
from board.picture.periods import (
    Months,
    Period,
    Span,
    next_month,
    period_of,
    two_years,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Sort: TypeAlias = Literal["day", "week", "month"]
EARLIEST = date(2002, 1, 1)
WEEK, TREND = timedelta(days=7), timedelta(days=30)


class Issue(Struct, frozen=True):
    """One brief by its days: of what `sort`, the `whole` period, its days as they are
    compared (`period`); `is_over` once none of its days is to come.
    """

    sort: Sort
    whole: Span
    period: Period
    is_over: bool

    @property
    def last(self) -> date:
        return self.whole.until - DAY


def issue(given: Mapping[str, str], now: datetime) -> Issue:
    """The one that an address names by its sort and a day; the last one that is over
    where the day is none, or still to come.
    """
    today = day_of(now)
    sort = next((one for one in SORTS if one == given.get("brief")), SORTS[0])
    on = _day(given.get("on", ""))
    usual = whole_of(sort, today).first - DAY
    return issue_of(sort, usual if on is None or on > today else on, today)


def issue_of(sort: Sort, on: date, today: date) -> Issue:
    """The brief of the period that contains a day."""
    whole = whole_of(sort, on)
    earlier = Span(whole_of(sort, whole.first - DAY).first, whole.first)
    period = period_of(f"{sort} {whole.first}", whole, earlier, today)
    return Issue(sort, whole, period, is_over=whole.until <= today)


def whole_of(sort: Sort, on: date) -> Span:
    """All days of the period of a sort that contains a day."""
    return WHOLES[sort](on)


def _whole_day(on: date) -> Span:
    return Span(on, on + DAY)


def _whole_week(on: date) -> Span:
    monday = on - timedelta(days=on.weekday())
    return Span(monday, monday + WEEK)


def _whole_month(on: date) -> Span:
    first = on.replace(day=1)
    return Span(first, next_month(first))


WHOLES: Mapping[Sort, Callable[[date], Span]] = {
    "day": _whole_day,
    "week": _whole_week,
    "month": _whole_month,
}
SORTS: tuple[Sort, ...] = tuple(WHOLES)
"""The sorts of briefs: 日报, 周报, 月报; the first is the usual."""


def end_of(span: Span, now: datetime) -> datetime:
    """The instant at which these days end; the present where that is to come."""
    return min(now, datetime.combine(span.until, time(), SHANGHAI))


def days_of_trend(found: Issue) -> Span:
    """Thirty days up to the last that is over of a brief's."""
    until = found.period.over.until
    return Span(until - TREND, until)


def months_of_years(found: Issue) -> Months:
    """The months of a brief's year up to its end, and those of the year before."""
    return two_years(found.whole.first.year, found.period.over.until)


def days_drawn(found: Issue) -> Span:
    """All days that a brief draws."""
    months, trend = months_of_years(found), days_of_trend(found)
    first = min(trend.first, *(one.first for one in months.earlier))
    return Span(first, trend.until)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return max(found, EARLIEST)

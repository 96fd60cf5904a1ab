"""Periods of whole days that indicators are counted over, as an address names them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from board.look.clock import DAY, date_a_year_before

MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
MONTHS = 13
"""From a month to the same month a year later."""
LAST_DAYS, YEAR = "days30", "year"
DAYS = 30


# A name of our own, because msgspec looks the type up when it decodes.
Day = date


class Span(Struct, frozen=True):
    """Days from `first` up to, and without, `until`; none where they are the same."""

    first: Day
    until: Day

    @property
    def days(self) -> int:
        return (self.until - self.first).days

    @property
    def name(self) -> str:
        return f"{self.first} {self.until}"


class Period(Struct, frozen=True):
    """`shown` goes on to the end of today at most, `over` are those of its days that
    are over: only they are compared with `before`, as many days of the period before,
    and with `year`, the same dates a year ago.
    """

    name: str
    shown: Span
    over: Span
    before: Span
    year: Span


def names(today: date) -> tuple[str, ...]:
    """What an address may say, the usual first: months, newest first; the others."""
    months = [month_name(one.first) for one in months_to(today)]
    return (*reversed(months), LAST_DAYS, YEAR)


def period(name: str, today: date) -> Period:
    """The period of that name; of any other the present month."""
    first, end, earlier = _bounds(name, today)
    last_before = first if name != YEAR else date_a_year_before(end)
    return period_of(name, Span(first, end), Span(earlier, last_before), today)


def period_of(name: str, whole: Span, earlier: Span, today: date) -> Period:
    """The days of a period, of which some may be to come, beside those before it."""
    over = within(whole, max(whole.first, today))
    return Period(
        name=name,
        shown=within(whole, today + DAY),
        over=over,
        before=within(earlier, earlier.first + (over.until - over.first)),
        year=a_year_before(over),
    )


def _bounds(name: str, today: date) -> tuple[date, date, date]:
    """Its first day, the day after its last, the first day of the one before."""
    if name == LAST_DAYS:
        first = today + DAY - timedelta(days=DAYS)
        return first, today + DAY, first - timedelta(days=DAYS)
    if name == YEAR:
        first = today.replace(month=1, day=1)
        return first, first.replace(year=first.year + 1), date_a_year_before(first)
    month = _month(name, today)
    return month, next_month(month), _month_before(month)


def _month(name: str, today: date) -> date:
    if not MONTH.fullmatch(name):
        return today.replace(day=1)
    found = date.fromisoformat(f"{name}-01")
    return found if found <= today else today.replace(day=1)


def month_name(day: date) -> str:
    return f"{day:%Y-%m}"


def next_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _month_before(month: date) -> date:
    return (month - DAY).replace(day=1)


def months_to(last: date) -> tuple[Span, ...]:
    """Thirteen whole months, oldest first; that of the day `last` is the last."""
    found = [last.replace(day=1)]
    while len(found) < MONTHS:
        found.append(_month_before(found[-1]))
    return tuple(Span(one, next_month(one)) for one in reversed(found))


def months_of(year: int) -> tuple[Span, ...]:
    """The twelve months of a year."""
    firsts = (date(year, month, 1) for month in range(1, 13))
    return tuple(Span(one, next_month(one)) for one in firsts)


def within(span: Span, until: date) -> Span:
    """Those of its days that come before a day."""
    return Span(span.first, max(span.first, min(span.until, until)))


def a_year_before(span: Span) -> Span:
    """The same dates a year ago: of a 29 February the 28th."""
    if not span.days:
        return Span(date_a_year_before(span.first), date_a_year_before(span.first))
    last = date_a_year_before(span.until - DAY)
    return Span(date_a_year_before(span.first), last + DAY)


class Months(Struct, frozen=True):
    """Months up to the day that they are known to, and the same a year before."""

    shown: tuple[Span, ...]
    earlier: tuple[Span, ...]


def two_years(year: int, until: date) -> Months:
    """The months of a year, each up to a day, and as many days of those of the year
    before; of a month of which no day is over, all of it a year before.
    """
    whole = months_of(year)
    shown = tuple(within(one, until) for one in whole)
    pairs = zip(shown, whole, strict=True)
    return Months(shown, tuple(a_year_before(s if s.days else w) for s, w in pairs))

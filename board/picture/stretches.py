"""Periods of a statistical table: also of a day, a week, a quarter, of chosen days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from board.look.clock import DAY
from board.picture.filters import RANGE, TODAY, WEEK, span_of
from board.picture.periods import (
    LAST_DAYS,
    YEAR,
    Period,
    Span,
    next_month,
    period,
    period_of,
)
from board.picture.periods import names as period_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

QUARTER = re.compile(r"(20[0-9]{2})-Q([1-4])")
QUARTERS = 5
MONTHS_OF_QUARTER = 3
SHORT = frozenset({TODAY, WEEK, RANGE})


def names(today: date) -> tuple[str, ...]:
    """What an address may say, the usual first: the present month."""
    month, *others = (
        one for one in period_names(today) if one not in (LAST_DAYS, YEAR)
    )
    spans = (TODAY, WEEK, LAST_DAYS, YEAR, RANGE)
    return (month, *spans, *_quarters(today), *others)


def _quarters(today: date) -> Iterator[str]:
    """The present one and those before it."""
    place = today.year * 4 + (today.month - 1) // MONTHS_OF_QUARTER
    for back in range(QUARTERS):
        year, number = divmod(place - back, 4)
        yield f"{year}-Q{number + 1}"


def stretch(name: str, given: Mapping[str, str], today: date) -> Period:
    """The period of that name, which `given` may name the days of."""
    if found := QUARTER.fullmatch(name):
        first = date(int(found[1]), MONTHS_OF_QUARTER * int(found[2]) - 2, 1)
        whole = Span(first, _quarter_after(first))
        return period_of(name, whole, Span(_quarter_before(first), first), today)
    if name not in SHORT:
        return period(name, today)
    asked = span_of(name, given, today)
    # Nothing is known of days to come.
    whole = Span(min(asked.first, today), asked.until)
    before = whole.first - timedelta(days=whole.days)
    return period_of(name, whole, Span(before, whole.first), today)


def _quarter_after(first: date) -> date:
    for _ in range(MONTHS_OF_QUARTER):
        first = next_month(first)
    return first


def _quarter_before(first: date) -> date:
    for _ in range(MONTHS_OF_QUARTER):
        first = (first - DAY).replace(day=1)
    return first

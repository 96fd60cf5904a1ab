"""The demo calendar: business days, the moon's days, market days.

A day is a number: days since 1970-01-01 in Shanghai; a moment is milliseconds UTC.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import cache

from streams.clock import SHANGHAI

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
OFFSET_MS = 8 * HOUR_MS
EPOCH_DAY = date(1970, 1, 1)
DAYS_A_YEAR = 365.25
MONTHS_A_YEAR = 12

_NEW_MOON = datetime(2000, 1, 6, 18, 14, tzinfo=UTC)
_SYNODIC_DAYS = 29.530588
_MARKET_DIGITS = ((1, 4, 7), (2, 5, 8), (3, 6, 9))
MARKET_DAY_SHARE = 0.3
"""Of ten days, three are a town's market days."""


def day_of(moment_ms: int) -> int:
    return (moment_ms + OFFSET_MS) // DAY_MS


def day_start(day: int) -> int:
    return day * DAY_MS - OFFSET_MS


@cache
def date_of(day: int) -> date:
    return EPOCH_DAY + timedelta(days=day)


def number_of(date_: date) -> int:
    return (date_ - EPOCH_DAY).days


def hour_of_day(moment_ms: int) -> int:
    return (moment_ms + OFFSET_MS) % DAY_MS // HOUR_MS


def moment(seconds: int) -> datetime:
    """Whole seconds since 1970 as a moment in Shanghai."""
    return datetime.fromtimestamp(seconds, SHANGHAI)


def months_before(moment_ms: int, months: int) -> int:
    """The same time of day so many months earlier; a month's last day where it is
    shorter.
    """
    then = moment(moment_ms // SECOND_MS)
    years, month = divmod(
        then.year * MONTHS_A_YEAR + then.month - 1 - months, MONTHS_A_YEAR
    )
    last = monthrange(years, month + 1)[1]
    earlier = then.replace(year=years, month=month + 1, day=min(then.day, last))
    return int(earlier.timestamp()) * SECOND_MS


@cache
def lunar_day(day: int) -> int:
    """The moon's day of the month, 1 to 30: good to a day, as a demo needs it."""
    noon = datetime.fromtimestamp((day_start(day) + DAY_MS // 2) / SECOND_MS, UTC)
    age = (noon - _NEW_MOON) / timedelta(days=1) % _SYNODIC_DAYS
    return int(age) + 1


def is_market_day(town_number: int, day: int) -> bool:
    """Whether a town holds its market (集日): 1-4-7, 2-5-8 or 3-6-9 by the moon."""
    digits = _MARKET_DIGITS[town_number % len(_MARKET_DIGITS)]
    return lunar_day(day) % 10 in digits

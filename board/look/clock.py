"""Time as the city reads it: Asia/Shanghai, whatever the machine thinks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
AnyDate = TypeVar("AnyDate", bound=date)


def now() -> datetime:
    return datetime.now(UTC)


def to_the_minute(moment: datetime) -> datetime:
    """The minute in which it lies, as the city's clocks say it."""
    return moment.astimezone(SHANGHAI).replace(second=0, microsecond=0)


def day_start(moment: datetime) -> datetime:
    """Midnight in Shanghai of the business day that `moment` lies in."""
    local = moment.astimezone(SHANGHAI)
    return datetime.combine(local.date(), time(), SHANGHAI)


def day_of(moment: datetime) -> date:
    """The business day that `moment` lies in."""
    return moment.astimezone(SHANGHAI).date()


def year_before(moment: datetime) -> datetime:
    """The same date and time in Shanghai a year ago."""
    return date_a_year_before(moment.astimezone(SHANGHAI))


def date_a_year_before(day: AnyDate) -> AnyDate:
    """The same date a year ago; of 29 February the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


@lru_cache(maxsize=256)
def hour_key(moment: datetime) -> str:
    """The hour in Shanghai, as the keys of hourly counts have it. Every scope that is
    shown asks for the same few hours.
    """
    return moment.astimezone(SHANGHAI).isoformat(timespec="hours")[:-6]

"""Time as the city reads it: Asia/Shanghai, whatever the machine thinks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)


def now() -> datetime:
    return datetime.now(UTC)


def day_start(moment: datetime) -> datetime:
    """Midnight in Shanghai of the business day that `moment` lies in."""
    local = moment.astimezone(SHANGHAI)
    return datetime.combine(local.date(), time(), SHANGHAI)


def year_before(moment: datetime) -> datetime:
    """The same date and time in Shanghai a year ago; of 29 February the 28th."""
    local = moment.astimezone(SHANGHAI)
    is_leap_day = (local.month, local.day) == (2, 29)
    return local.replace(year=local.year - 1, day=28 if is_leap_day else local.day)


def hour_key(moment: datetime) -> str:
    """The hour in Shanghai, as the keys of hourly counts have it."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H")

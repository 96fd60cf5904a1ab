"""Time as the city reads it: Asia/Shanghai, whatever the machine thinks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
YEAR = timedelta(days=365)


def now() -> datetime:
    return datetime.now(UTC)


def day_start(moment: datetime) -> datetime:
    """Midnight in Shanghai of the business day that `moment` lies in."""
    local = moment.astimezone(SHANGHAI)
    return datetime.combine(local.date(), time(), SHANGHAI)


def hour_key(moment: datetime) -> str:
    """The hour in Shanghai, as the keys of hourly counts have it."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H")

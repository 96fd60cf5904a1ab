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


def clock_text(moment: datetime | None) -> str:
    return moment.astimezone(SHANGHAI).strftime("%H:%M:%S") if moment else "—"


def stamp_text(moment: datetime | None, now: datetime) -> str:
    """Month, day and time, as lists show it; with the year where it is not now's."""
    if moment is None:
        return "—"
    local = moment.astimezone(SHANGHAI)
    is_of_now = local.year == now.astimezone(SHANGHAI).year
    return local.strftime("%m-%d %H:%M:%S" if is_of_now else "%Y-%m-%d %H:%M")


def hour_key(moment: datetime) -> str:
    """The hour in Shanghai, as the keys of hourly counts have it."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H")

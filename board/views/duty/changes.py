"""When one shift follows the other: what is proposed, and no more."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from board.look.clock import DAY, SHANGHAI

CHANGES = (time(8), time(20))
SOON = timedelta(hours=1)
NEARLY_A_SHIFT = timedelta(hours=11)


def last_change(now: datetime) -> datetime:
    """The last change of shifts in Shanghai."""
    return max(one for one in _around(now) if one <= now)


def next_change(now: datetime) -> datetime:
    """The next one for which it is not nearly time yet."""
    return min(one for one in _around(now) if one > now + SOON)


def next_end(now: datetime) -> datetime:
    """When the next shift ends; one that has just begun is that one."""
    return next_change(now + NEARLY_A_SHIFT - SOON)


def _around(now: datetime) -> list[datetime]:
    today = now.astimezone(SHANGHAI).date()
    days = (today - DAY, today, today + DAY)
    return [datetime.combine(day, at, SHANGHAI) for day in days for at in CHANGES]

"""Moments as whole microseconds since 1970, and the business day in Shanghai."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from chinese_calendar import is_workday

SHANGHAI = timezone(timedelta(hours=8))
SECOND = 1_000_000
DAY = 86_400 * SECOND
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parsed(text: str) -> int:
    """A moment as a message writes it; ValueError without an offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no offset")
    return microseconds(moment)


def microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def business_day(at: int) -> date:
    return (EPOCH + timedelta(microseconds=at)).astimezone(SHANGHAI).date()


def workdays_after(at: int, count: int) -> int:
    """The same clock time on the `count`th workday after the day of `at`."""
    day = business_day(at)
    days = 0
    while count:
        days += 1
        count -= _is_workday(day + timedelta(days=days))
    return at + days * DAY


def _is_workday(day: date) -> bool:
    """Years that are not published yet are Monday to Friday."""
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return day.isoweekday() < 6

"""A light second year of cases (演示数据): what two years by month stand on."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from board.look.clock import DAY, day_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from streams.events import Event
    from tests.support.city import City

KINDS = ("incident", "dispute")
DAYS = 730
STEPS = ("accept", "handle", "close")
SLOPE = 0.3
"""By so much fewer come at the end than at the beginning."""
AT_ONCE = 2_000


class Happened(NamedTuple):
    """A case, when it came, and when it was closed if it was."""

    event: Event
    received_at: datetime
    closed_at: datetime | None


def two_years(
    city: City, now: datetime, *, per_day: int, skipping: int = 0, seed: int = 5
) -> list[Happened]:
    """Cases of two years, without so many of the last days; what became of them,
    for whoever counts it anew.
    """
    dice = random.Random(seed)
    found = [
        one
        for back in range(DAYS, skipping, -1)
        for one in _of_day(city, now - timedelta(days=back), per_day, back, dice)
    ]
    for start in range(0, len(found), AT_ONCE):
        part = found[start : start + AT_ONCE]
        said = [one for case in part for one in _said(city, case)]
        city.send(*said, written_at=max(at for _, at in said))
    return found


def _of_day(
    city: City, day: datetime, per_day: int, back: int, dice: random.Random
) -> Iterator[Happened]:
    usual = per_day * (1 - SLOPE * (1 - back / DAYS))
    for _ in range(round(usual * dice.uniform(0.7, 1.3))):
        at = day - timedelta(minutes=dice.randrange(600))
        took = timedelta(hours=dice.choice((2, 20, 70, 400)))
        closed = at + took if dice.random() < 0.9 else None
        yield Happened(city.event(at, kind=dice.choice(KINDS)), at, closed)


def _said(city: City, case: Happened) -> Iterator[tuple[object, datetime]]:
    yield case.event, case.received_at
    if case.closed_at is None:
        return
    took = case.closed_at - case.received_at
    for place, move in enumerate(STEPS, 1):
        more = {"outcome": "mediated"} if move == "close" else {}
        at = case.received_at + took * place / len(STEPS)
        yield city.moved(case.event, move, at, **more), at


def days_of_month(year: int, month: int, until: date) -> set[date]:
    """The days of a month that come before another."""
    day, found = until.replace(year=year, month=month, day=1), set()
    while (day.year, day.month) == (year, month) and day < until:
        found.add(day)
        day += DAY
    return found


def received_on(cases: list[Happened], days: set[date]) -> int:
    """How many came on some days, by the calendar of Shanghai."""
    return sum(day_of(one.received_at) in days for one in cases)


def closed_on(cases: list[Happened], days: set[date]) -> int:
    return sum(
        one.closed_at is not None and day_of(one.closed_at) in days for one in cases
    )

"""Weeks of campaigns, channels and leads with deadlines (演示数据)."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec import structs

from board.look.clock import day_of
from board.look.codes import campaigns, listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from streams.events import Event
    from tests.support.city import City

WEEKS = 5
PER_DAY = 6
HELD_ON = frozenset({4, 14, 24})
ENDS = ("confirm", "accept", "handle", "close")
SCHOOL, EXPLOSIVES = "0406", "0404"


def campaign_weeks(city: City, now: datetime, seed: int = 3) -> None:
    """What came up to `now`, in one batch: three of four leads and disputes ended."""
    dice = random.Random(seed)
    city.send(*_messages(city, now, dice), written_at=now)


def _messages(
    city: City, now: datetime, dice: random.Random
) -> Iterator[tuple[Any, datetime]]:
    for event, at in _events(city, now, dice):
        yield event, at
        if dice.random() < 0.75:
            yield from _ended(city, event, at, now)
    for days, category in ((40, SCHOOL), (12, EXPLOSIVES)):
        at = now - timedelta(days=days)
        yield city.event(at, kind="incident", category=category, severity="03"), at


def _ended(
    city: City, event: Event, at: datetime, now: datetime
) -> Iterator[tuple[Any, datetime]]:
    steps = ENDS if hasattr(event, "rectify_by") else ENDS[1:]
    for place, move in enumerate(steps):
        moved_at = min(at + timedelta(hours=20 * place + 1), now)
        yield city.moved(event, move, moved_at, **_outcome(move)), moved_at


def _outcome(move: str) -> dict[str, str]:
    return {"outcome": "mediated"} if move == "close" else {}


def _events(
    city: City, now: datetime, dice: random.Random
) -> Iterator[tuple[Event, datetime]]:
    for back in range(7 * WEEKS):
        day = now - timedelta(days=back, hours=2)
        for _ in range(PER_DAY * (3 if day_of(day).day in HELD_ON else 1)):
            at = day - timedelta(minutes=dice.randrange(300))
            kind = dice.choice(("incident", "dispute", "dispute", "risk_lead"))
            yield _marked(city.event(at, kind=kind), kind, at, dice), at


def _marked(event: Event, kind: str, at: datetime, dice: random.Random) -> Event:
    if at.minute % 4 == 0:
        event = structs.replace(event, tags=("enterprise",))
    if kind == "dispute":
        held = "fourth_day_talks" if day_of(at).day in HELD_ON else ""
        channel = held or dice.choice(listed("channel"))
        return structs.replace(event, channel=channel)
    marks: dict[str, Any] = {"campaign": dice.choice(campaigns()[:4])}
    if kind == "risk_lead":
        marks["rectify_by"] = day_of(at) + timedelta(days=dice.randrange(2, 20))
        marks["score"] = dice.randrange(100)
    return structs.replace(event, **marks)

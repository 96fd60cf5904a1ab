"""A surge that is planted, a 预警函 about it, and one that was answered (演示数据)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from board.look.clock import DAY, day_start
from streams.entries.letters import Warned, WarningAnswered
from tests.support.city import CITY_CENTER

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.city import City

TOWN, VILLAGE = "421321101000", "421321101201"
COUNTY = "421321000000"
KIND, CATEGORY = "dispute", "17"
A_DAY = 6


def surge(
    city: City,
    now: datetime,
    *,
    days: int = 4,
    a_day: int = A_DAY,
    category: str = CATEGORY,
) -> None:
    """So many disputes a day more in one village, on the days right before today."""
    found = []
    for back in range(1, days + 1):
        start = day_start(now) - back * DAY
        for number in range(a_day):
            at = start + timedelta(hours=9, minutes=30 * number)
            given = {"kind": KIND, "category": category, "division_code": VILLAGE}
            found.append((city.event(at, severity="04", **given), at))
    city.send(*found, written_at=now)


def letter(entry_id: str, at: datetime, **fields: Any) -> Warned:
    """A 预警函 of the city's center to a town about a week."""
    last = at.date() - DAY
    usual = {
        "actor": "demo",
        "role": "leader",
        "acting_center": CITY_CENTER,
        "to_center": TOWN,
        "division_code": TOWN,
        "kind": KIND,
        "category": CATEGORY,
        "first_day": last - 6 * DAY,
        "last_day": last,
        "value": 26,
        "usual": 2.125,
        "windows": 8,
        "yellow": 10,
        "orange": 12,
        "red": 13,
        "level": "red",
        "since_day": last,
        "text": "演示数据：请核查邻里纠纷高发的原因和重点村，逐户排查，组织调解。",
        "reply_by": at + 3 * DAY,
        "as_of": at,
        "synthetic": True,
    }
    return Warned(entry_id=entry_id, entered_at=at, **(usual | fields))


def answer(entry_id: str, at: datetime, warning: str, **fields: Any) -> WarningAnswered:
    """What the town answers to one."""
    usual = {
        "actor": "demo",
        "role": "staff",
        "acting_center": TOWN,
        "text": "演示数据：主要集中在两个村，起因是排水沟改道。",
        "measures": "演示数据：已会同司法所逐户调解，每日一报。",
        "synthetic": True,
    }
    return WarningAnswered(
        entry_id=entry_id, entered_at=at, warning=warning, **(usual | fields)
    )


def warned(city: City, now: datetime) -> None:
    """A surge of four days, a letter that waits, one overdue, one answered."""
    surge(city, now)
    days = (20, 9, 1)
    for number, back in enumerate(days, 1):
        at = now - back * DAY
        more = {"level": "yellow", "category": None} if number == 1 else {}
        city.enter(letter(f"warning-{number}", at, **more), at)
    at = now - 19 * DAY
    city.enter(answer("warning-reply-1", at, "warning-1"), at)

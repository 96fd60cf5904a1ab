"""Items that are followed, and reminders of them (演示数据), as a board sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from streams.entries.following import (
    Followed,
    Reminded,
    ReminderEnded,
    ReminderMoved,
    Unfollowed,
)
from tests.support.city import CITY_CENTER

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.city import City

COUNTY = "421321000000"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DUE = "演示数据：问消防火因认定"


def follow(entry_id: str, at: datetime, **fields: Any) -> Followed:
    """The county's officer follows a grave fire."""
    return Followed(entry_id=entry_id, entered_at=at, **_said(fields))


def unfollow(entry_id: str, at: datetime, **fields: Any) -> Unfollowed:
    return Unfollowed(entry_id=entry_id, entered_at=at, **_said(fields))


def remind(entry_id: str, at: datetime, due_at: datetime, **fields: Any) -> Reminded:
    """It is to be looked at again then."""
    said = _said(fields)
    return Reminded(entry_id=entry_id, entered_at=at, due_at=due_at, **said)


def moved(
    entry_id: str, at: datetime, reminder: str, due_at: datetime, **fields: Any
) -> ReminderMoved:
    return ReminderMoved(
        entry_id=entry_id,
        entered_at=at,
        reminder=reminder,
        due_at=due_at,
        **_said(fields),
    )


def ended(entry_id: str, at: datetime, reminder: str, **fields: Any) -> ReminderEnded:
    said = {"ending": "done"} | _said(fields)
    return ReminderEnded(entry_id=entry_id, entered_at=at, reminder=reminder, **said)


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "actor": "demo-duty_officer",
        "role": "duty_officer",
        "acting_center": COUNTY,
        "kind": "incident",
        "item_id": "grave-0",
        "whose": "seat",
        "synthetic": True,
    } | fields


def followed(city: City, now: datetime) -> None:
    """The city's officer follows three grave fires of a county, one of which is due to
    be looked at again and one tonight; its leader one.
    """
    seat = {"acting_center": CITY_CENTER}
    leader = seat | {"role": "leader", "actor": "demo-leader"}
    entries: list[Any] = [
        follow("follow-0", now - 5 * HOUR, **seat),
        follow("follow-1", now - 4 * HOUR, item_id="grave-1", **seat),
        follow("follow-3", now - 2 * MINUTE, item_id="grave-3", **seat),
        follow("follow-2", now - 3 * HOUR, item_id="grave-2", **leader),
        remind("remind-0", now - 4 * HOUR, now - 20 * MINUTE, note=DUE, **seat),
        remind("remind-1", now - HOUR, now + 6 * HOUR, item_id="grave-1", **seat),
    ]
    for one in sorted(entries, key=lambda entry: entry.entered_at):
        city.enter(one, one.entered_at)

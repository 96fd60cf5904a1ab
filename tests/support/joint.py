"""A joint case (演示数据) for whoever looks at the page of one item."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import structs

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.city import City

KIND, JOINT_CASE = "dispute", "joint-case"
MOVES = ("accept", "assign", "sign", "join", "close", "claim", "supervise", "note")


def joint_case(city: City, now: datetime) -> None:
    """A dispute that was handed over and joined, with a changed version and a refused
    move.
    """
    at = now - timedelta(hours=len(MOVES) + 2)
    title = "演示数据：" + "两家因宅基地排水沟走向发生争执" * 3
    event = city.event(at, kind=KIND, item_id=JOINT_CASE, category="04", title=title)
    city.write(event, at=at)
    for place, move in enumerate(MOVES, 1):
        city.move(event, move, at=at + timedelta(hours=place))
    newer = structs.replace(event, version=2, title="演示数据：排水沟争执")
    city.write(newer, at=now - timedelta(hours=1))

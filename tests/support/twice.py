"""One matter that two sources told of (演示数据)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import structs

if TYPE_CHECKING:
    from datetime import datetime

    from streams.events import Event
    from tests.support.city import City

VILLAGE = 421303001001
HERE = (113.3701, 31.7102)
FIRST, AGAIN = "twice-grid", "twice-12345"
METRES_NORTH = 0.0005


def told_twice(city: City, now: datetime) -> tuple[Event, Event]:
    """A blocked road that the grid told of, and an hour later somebody at 12345."""
    usual = {"kind": "incident", "category": "0203", "severity": "04"}
    usual |= {"division_code": VILLAGE}
    first, again = now - timedelta(hours=3), now - timedelta(hours=2)
    told = structs.replace(
        city.event(first, item_id=FIRST, title="演示数据：学院路口道路拥堵", **usual),
        longitude=HERE[0],
        latitude=HERE[1],
    )
    repeated = structs.replace(
        city.event(again, item_id=AGAIN, title="演示数据：学院路口堵车", **usual),
        longitude=HERE[0],
        latitude=HERE[1] + METRES_NORTH,
        source="hotline_12345",
        source_ref="12345-演示",
        received_through="12345",
    )
    city.write(told, at=first)
    city.write(repeated, at=again)
    return told, repeated

"""Openings of items (演示数据), for whoever looks at the audit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from board.look.clock import day_start
from streams.entries.looking import Accessed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from streams.entries.looking import Done
    from tests.support.city import City

CITY, COUNTY, TOWN = 421300000000, 421321000000, 421321101000
MINUTE = timedelta(minutes=1)
EAGER, FEW = 34, 3
"""More items within an hour than anybody handles, and as many as an officer does."""


def looks_of(city: City, now: datetime) -> None:
    """A leader of a county goes through a list at night, the city's officer looks at a
    few items and at what their sources say of them, a town's police at one.
    """
    listed = city.store.query("item_list", low=0, high=10**12, row_limit=EAGER)
    night = day_start(now) - timedelta(hours=22)
    for at, entry in _entries(listed.to_pylist(), night, now):
        city.enter(entry, at=at)


def _entries(
    items: list[dict[str, Any]], night: datetime, now: datetime
) -> Iterator[tuple[datetime, Accessed]]:
    for number, item in enumerate(items):
        at = night + number * MINUTE
        yield at, look(item, COUNTY, "leader", at)
    for number, item in enumerate(items[:FEW]):
        at = now - (FEW - number) * 2 * MINUTE
        yield at, look(item, CITY, "duty_officer", at)
        said = {"done": "opened_source", "reason": "核对报警人陈述"}
        yield at + MINUTE, look(item, CITY, "duty_officer", at + MINUTE, **said)
    yield now, look(items[0], TOWN, "staff", now, agency="police")


def look(
    item: dict[str, Any],
    center: int,
    role: str,
    at: datetime,
    done: Done = "opened_item",
    **given: Any,
) -> Accessed:
    """One opening of an item by a seat."""
    return Accessed(
        entry_id=f"look-{done}-{center}-{item['item_id']}",
        actor=f"demo-{role}",
        role=role,
        acting_center=f"{center:012d}",
        entered_at=at,
        synthetic=True,
        done=done,
        kind=item["kind"],
        item_id=item["item_id"],
        page="item",
        division_code=f"{item['division_code']:012d}",
        **given,
    )

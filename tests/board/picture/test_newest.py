"""A list of the newest does not lose the grave to the ordinary."""

from __future__ import annotations

from datetime import timedelta

from board.picture.newest import newest
from board.reads.rounds import rows_of
from board.reads.rows import Event, Item
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ready import ready_store

CITY = 421300000000


def item(minute: int, severity: str) -> Item:
    at = NOW + timedelta(minutes=minute)
    name = f"{severity}-{minute}"
    return Item(1, "incident", name, "", CITY, "0301", severity, "", "", at)


def test_a_grave_item_stays_below_newer_ordinary_ones() -> None:
    items = [item(0, "01"), *(item(minute, "04") for minute in range(1, 20))]
    kept = newest(items, 6)
    assert [one.item_id for one in kept] == [
        *(f"04-{minute}" for minute in range(19, 14, -1)),
        "01-0",
    ]


def test_grave_items_leave_room_for_what_is_new() -> None:
    items = [item(minute, "02") for minute in range(10)]
    items += [item(minute, "04") for minute in range(10, 20)]
    severities = [one.severity for one in newest(items, 6)]
    assert severities == ["04"] * 4 + ["02"] * 2


def test_no_burst_of_ordinary_messages_keeps_a_grave_one_from_the_board() -> None:
    city = City(ready_store())
    grave = city.event(NOW, kind="incident", severity="01", item_id="grave")
    city.write(grave, at=NOW)
    later = NOW + timedelta(minutes=1)
    burst = [city.event(later, kind="incident", severity="04") for _ in range(20)]
    city.write(*burst, at=later)
    found = rows_of(city.store.query("events_since", batch_no=0, row_limit=5), Event)
    assert [one.item_id for one in found][-1] == "grave"
    assert len(found) == 6

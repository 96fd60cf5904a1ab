"""What the map may show: the grave before the ordinary, one place once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from board.reads.rounds import rows_of
from board.reads.rows import Place
from streams.events import Event
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ready import ready_store

VILLAGE = 421321101201


@pytest.fixture
def city() -> City:
    return City(ready_store())


def places(city: City, limit: int) -> tuple[Place, ...]:
    return rows_of(city.store.query("open_places", now_at=NOW, row_limit=limit), Place)


def write(city: City, count: int, severity: str, minute: int, **given: object) -> None:
    at = NOW + timedelta(minutes=minute)
    found: list[Event] = [
        city.event(at, kind="incident", severity=severity, **given)
        for _ in range(count)
    ]
    city.write(*found, at=at)


def test_newer_ordinary_items_never_hide_the_grave(city: City) -> None:
    write(city, 5, "01", 0)
    write(city, 40, "04", 10)
    shown = [one for one in places(city, 10) if one.longitude is not None]
    assert [one.severity for one in shown] == ["01"] * 5 + ["04"] * 5


def test_what_finds_no_room_is_counted_in_its_division(city: City) -> None:
    write(city, 5, "01", 0)
    write(city, 40, "04", 10)
    found = places(city, 10)
    assert sum(one.items for one in found) == 45
    assert sum(one.items for one in found if one.longitude is None) == 35


def test_of_the_same_severity_the_newest_are_shown(city: City) -> None:
    for minute in range(4):
        write(city, 1, "02", minute)
    shown = [one for one in places(city, 2) if one.longitude is not None]
    assert [one.received_at for one in shown] == [
        NOW + timedelta(minutes=3),
        NOW + timedelta(minutes=2),
    ]


def test_what_stands_at_the_village_seat_is_one_place_for_each_severity(
    city: City,
) -> None:
    at_seat = next(
        row
        for row in city.store.query("categories").to_pylist()
        if row["shown_at_seat"]
    )
    for severity, count in (("04", 3), ("02", 2)):
        found = [
            city.event(
                NOW,
                kind=at_seat["kind"],
                category=at_seat["category"],
                severity=severity,
                division_code=VILLAGE,
            )
            for _ in range(count)
        ]
        city.write(*found, at=NOW)
    assert [(one.severity, one.items) for one in places(city, 9)] == [
        ("02", 2),
        ("04", 3),
    ]

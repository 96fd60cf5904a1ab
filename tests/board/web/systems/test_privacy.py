"""Other systems are told what the screen says at the same seat, and no more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from board.logins.systems import System, systems_in
from board.reads.reads import Reads
from board.viewer.whose import Held, sees_item
from board.views.items.page import Whose, held_at
from board.views.systems.answers import Item
from streams.events import Event
from tests.support.city import City
from tests.support.ready import ready_store
from tests.support.systems import Reading, at


def stored(city: City, **given: Any) -> Event:
    event = city.event(at(3), **given)
    city.write(event, at=at(3))
    return event


@pytest.mark.parametrize("category", ["15", "16", "17"])
def test_a_dispute_among_kin_is_nowhere_but_at_the_seat(
    tmp_path: Path, category: str
) -> None:
    city = City(ready_store(), 1)
    board = Reading(tmp_path, city)
    event = stored(city, kind="dispute", category=category)
    plain = stored(city, kind="dispute", category="08")
    (village,) = (
        one
        for one in Reads(city.store).divisions()
        if one.division_code == int(event.division_code)
    )
    told = board.json(f"/items/dispute/{event.id}")
    assert told["position"] == {
        "longitude": village.longitude,
        "latitude": village.latitude,
        "is_at_seat": True,
    }
    assert str(event.longitude) not in str(told)
    other = board.json(f"/items/dispute/{plain.id}")["position"]
    assert (other["longitude"], other["is_at_seat"]) == (plain.longitude, False)
    fields = set(Item.__struct_fields__)
    assert not fields & {"longitude", "latitude", "description", "party_hash"}


def test_what_people_wrote_is_for_who_was_granted_it(tmp_path: Path) -> None:
    city = City(ready_store(), 2)
    board = Reading(tmp_path, city)
    event = stored(
        city, kind="dispute", division_code=421321101201, title="演示数据：一句话"
    )
    city.move(event, "accept", at=at(3, 5), note="又一句话")
    for address in (f"/items/dispute/{event.id}", "/items", "/changes"):
        assert "一句话" in board.answer(address, "city").text
        assert event.id in board.answer(address, "county").text
        assert "一句话" not in board.answer(address, "county").text


def test_names_and_numbers_were_masked_before(tmp_path: Path) -> None:
    city = City(ready_store(), 3)
    board = Reading(tmp_path, city)
    event = stored(city, kind="incident", title="演示数据：电话13812345678")
    text = board.answer(f"/items/incident/{event.id}").text
    assert "138****5678" in text
    assert "13812345678" not in text


def test_the_store_lets_all_through_that_the_rule_shows(tmp_path: Path) -> None:
    """What SQL leaves out before a page is cut, the one rule would not show."""
    city = City(ready_store(), 4)
    board = Reading(tmp_path, city)
    sent: list[tuple[msgspec.Struct, datetime]] = []
    for number in range(40):
        event = city.event(at(3), kind=("incident", "dispute")[number % 2])
        accepted = at(3, number)
        sent += [(event, at(3)), (city.moved(event, "accept", accepted), accepted)]
        if number % 3:
            assigned = at(4, number)
            moved = city.moved(event, "assign", assigned, **asked(number))
            sent.append((moved, assigned))
    city.send(*sent, written_at=at(4, 40))
    geography = board.service.snapshot.geography
    every = rows(city)
    for name, system in systems(board).items():
        told = board.json("/items?limit=500", name)["items"]
        shown = {
            (row["kind"], row["item_id"])
            for row in every
            if sees_item(system.seat, held(row), geography)
        }
        assert {(one["kind"], one["id"]) for one in told} == shown, name
        assert shown


def asked(number: int) -> dict[str, str]:
    """Of two counties one, or an agency there."""
    center = ("421321000000", "421381000000")[number % 5 % 2]
    agency = {"to_agency": "fire"} if number % 4 == 0 else {}
    return {"to_center": center, **agency}


def rows(city: City) -> list[dict[str, Any]]:
    listed = city.store.query("item_list", low=0, high=10**12, row_limit=1000)
    return [
        city.store.query("item", kind=row["kind"], id=row["item_id"]).to_pylist()[0]
        for row in listed.to_pylist()
    ]


def systems(board: Reading) -> dict[str, System]:
    named = systems_in(board.service.settings.home / "systems.csv")
    return {name: named[name] for name in ("city", "county", "fire")}


def held(row: dict[str, Any]) -> Held:
    return held_at(row["division_code"], msgspec.convert(row, Whose))

"""What is near an item, and what may be the same matter (演示数据)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from streams.entries.same import KeptApart
from tests.support.city import City
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
HERE = (113.3701, 31.7102)
VILLAGE, NEXT = 421303001001, 421303001002
HUNDRED_M = 0.0009
Row = dict[str, Any]


def put(city: City, name: str, **given: Any) -> None:
    at = NOW - timedelta(hours=given.pop("hours", 0))
    usual = {"kind": "incident", "category": "0203", "severity": "04"}
    usual |= {"title": "路口拥堵", "division_code": VILLAGE}
    event = city.event(at, item_id=name, **usual | given.pop("of", {}))
    place = {"longitude": HERE[0], "latitude": HERE[1], "source": "grid"}
    city.write(structs.replace(event, **place | given), at=at)


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    """One item, what may be the same matter, and what is a little too different."""
    made = City(ready_store())
    put(made, "asked")
    put(made, "again", hours=2, source="hotline_12345", latitude=HERE[1] + HUNDRED_M)
    put(made, "far", latitude=HERE[1] + 4 * HUNDRED_M)
    put(made, "old", hours=25)
    put(made, "fire", of={"category": "0301"})
    put(made, "lately", of={"category": "0201", "title": "货车剐蹭护栏"})
    put(made, "nowhere", longitude=None, latitude=None, source="hotline_12345")
    elsewhere = {"longitude": None, "latitude": None}
    put(made, "next", **elsewhere, of={"division_code": NEXT})
    return made


def same(city: City, name: str = "asked") -> dict[str, Row]:
    given = {"kind": "incident", "id": name, "now_at": NOW, "row_limit": 50}
    rows = city.store.query("item_same", **given).to_pylist()
    return {row["item_id"]: row for row in rows}


def test_the_same_matter_is_near_soon_and_alike(city: City) -> None:
    found = same(city)
    assert set(found) == {"again", "nowhere"}
    again = found["again"]
    assert again["metres"] == pytest.approx(100, abs=1)
    assert again["seconds_apart"] == 2 * 3600
    assert (again["is_same_category"], again["is_other_source"]) == (True, True)
    distance, time = 15 * (1 - again["metres"] / 200), 30 * (1 - 2 / 24)
    assert again["score"] == pytest.approx(20 + distance + time + 15 + 20)
    assert found["nowhere"]["metres"] is None
    assert set(same(city, "again")) >= {"asked"}


def test_what_is_around_has_its_metres_and_not_itself(city: City) -> None:
    given = {"kind": "incident", "id": "asked", "now_at": NOW, "state": ""}
    given |= {"from_at": NOW - timedelta(days=30), "row_limit": 50}
    rows = city.store.query("item_near", metres=200, **given).to_pylist()
    assert {row["item_id"] for row in rows} == {"again", "old", "fire", "lately"}
    rows = city.store.query("item_near", metres=500, **given).to_pylist()
    assert {row["item_id"]: round(row["metres"] / 100) for row in rows}["far"] == 4


def test_a_pair_that_is_kept_apart_is_not_offered_again_either_way() -> None:
    city = City(ready_store())
    put(city, "asked")
    put(city, "again", hours=2)
    assert set(same(city)) == {"again"}
    for role in ("auditor", "staff"):
        entry = KeptApart(
            entry_id=f"apart-{role}",
            actor="demo",
            role=role,
            acting_center="421303000000",
            entered_at=NOW,
            kind="incident",
            item_id="again",
            other_kind="incident",
            other_id="asked",
        )
        city.enter(entry, NOW)
        left = set() if role == "staff" else {"again"}
        assert set(same(city)) == left
    assert same(city, "again") == {}
    for name, other in (("asked", "again"), ("again", "asked")):
        said = city.store.query("item_apart", kind="incident", id=name).to_pylist()
        [row] = said
        assert (row["entry_id"], row["other_id"]) == ("apart-staff", other)
        assert row["case_number"]

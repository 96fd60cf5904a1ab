"""What may be the same matter, from the smallest case to the limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from tests.support.city import City
from tests.support.ready import ready_store

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
VILLAGE, NEXT, FAR = 421321101001, 421321101002, 421303001001
ASKED: dict[str, Any] = {
    "kind": "dispute",
    "item_id": "new",
    "low": 421321101000,
    "high": 421321102000,
    "from_at": NOW - timedelta(days=7),
    "until_at": NOW + timedelta(days=7),
    "division_code": VILLAGE,
    "category": "17",
    "title": "两户邻居因排水沟走向争吵",
    "party_hash": "",
    "least_percent": 40,
    "row_limit": 5,
}
PARTY = "b" * 32


@pytest.fixture
def city() -> City:
    return City(ready_store())


def put(city: City, name: str, title: str, **changes: Any) -> None:
    at = changes.pop("at", NOW)
    event = city.event(
        at,
        kind=changes.pop("kind", "dispute"),
        item_id=name,
        title=title,
        division_code=changes.pop("division_code", VILLAGE),
        category=changes.pop("category", "17"),
        severity="04",
    )
    city.write(structs.replace(event, **changes), at=NOW)


def found(city: City, **changes: Any) -> list[dict[str, Any]]:
    return city.store.query("likely_duplicates", **(ASKED | changes)).to_pylist()


def ids(city: City, **changes: Any) -> list[str]:
    return [row["item_id"] for row in found(city, **changes)]


def test_the_same_words_are_wholly_alike(city: City) -> None:
    put(city, "a", ASKED["title"])
    [row] = found(city)
    assert (row["item_id"], row["likeness"]) == ("a", 1.0)
    assert (row["is_same_division"], row["is_same_category"]) == (True, True)
    assert row["is_same_party"] is False


def test_likeness_is_twice_what_both_share_by_what_each_has(city: City) -> None:
    # 甲乙, 乙丙, 丙丁 against 甲乙, 乙丙, 丙戊: two of three.
    put(city, "a", "甲乙丙丁")
    [row] = found(city, title="甲乙丙戊")
    assert row["likeness"] == pytest.approx(2 / 3)
    assert ids(city, title="甲乙丙戊", least_percent=67) == []
    assert ids(city, title="甲乙丙戊", least_percent=66) == ["a"]


@pytest.mark.parametrize("title", ["甲", "完全不同的事"])
def test_other_words_are_another_matter(city: City, title: str) -> None:
    put(city, "a", title)
    assert ids(city) == []


def test_the_same_party_is_likely_whatever_the_words(city: City) -> None:
    put(city, "a", "完全不同的事", party_hash=PARTY)
    put(city, "b", "完全不同的事")
    assert ids(city, party_hash=PARTY) == ["a"]
    assert ids(city, party_hash="") == []


def test_place_kind_and_days_are_the_limits(city: City) -> None:
    title = ASKED["title"]
    put(city, "near", title, division_code=NEXT)
    put(city, "far", title, division_code=FAR)
    put(city, "incident", title, kind="incident", category="0107")
    put(city, "old", title, at=NOW - timedelta(days=8))
    put(city, "new", title)
    assert ids(city) == ["near"]


def test_the_likeliest_come_first_and_no_more_than_asked_for(city: City) -> None:
    title = ASKED["title"]
    put(city, "alike", f"{title}不止", party_hash=PARTY)
    put(city, "same", title)
    put(city, "less", f"{title}已多次")
    assert ids(city) == ["same", "alike", "less"]
    assert ids(city, party_hash=PARTY)[0] == "alike"
    assert ids(city, row_limit=1) == ["same"]


def test_an_item_is_what_its_newest_version_says(city: City) -> None:
    put(city, "a", ASKED["title"])
    put(city, "a", "原来是另一件事情", version=2)
    assert ids(city) == []


def test_the_facts_of_named_items_are_those_last_sent(city: City) -> None:
    put(city, "a", "一")
    put(city, "a", "二", version=2)
    put(city, "b", "三")
    rows = city.store.query("items_of_ids", kind="dispute", item_ids="a c").to_pylist()
    assert [(row["item_id"], row["version"], row["title"]) for row in rows] == [
        ("a", 2, "二")
    ]
    assert city.store.query("items_of_ids", kind="x", item_ids="a").num_rows == 0
    assert city.store.query("items_of_ids", kind="dispute", item_ids="").num_rows == 0

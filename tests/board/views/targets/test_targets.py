"""What the page of targets says is what that of indicators says of the same days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest
from msgspec import structs

from board.look.targets import targets
from board.pages.list import INDICATORS, ITEMS, PAGES, TARGETS
from board.picture.maker import PictureMaker
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.common.contents import Contents
from board.views.common.suppression import LEAST, outside
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

CITY, COUNTY, TOWN, VILLAGE = 421300000000, 421321000000, 421321101000, 421321101201
BY_NAME = {page.name: page for page in PAGES}
DAYS, DAY = "days30", timedelta(days=1)
ENTERPRISE = "enterprise_close_rate"
EVERY = 5
"""The list behind every fifth target is asked for: each asks the store anew."""


class Shown:
    """Pages at one moment, as the leader of the city sees them."""

    def __init__(self, city: City, snapshot: Snapshot) -> None:
        self._reads, self._snapshot = Reads(city.store), snapshot

    def picture(self, page: str, scope: int, **given: str) -> Picture:
        asked = Picture(
            snapshot=self._snapshot,
            page=page,
            scope=scope,
            language="zh",
            now=NOW,
            choices={"period": DAYS} | given,
            seat=Seat("leader", CITY),
        )
        return answered(BY_NAME[page], asked, self._reads)

    def part(self, name: str, scope: int, **given: str) -> Contents:
        made = TARGETS.parts[name](self.picture("targets", scope, **given))
        assert isinstance(made, Contents)
        return made

    def rows(self, name: str, scope: int, **given: str) -> list[dict[str, Any]]:
        return list(self.part(name, scope, **given).table(name).records())


@pytest.fixture(scope="module")
def shown(city: City, snapshot: Snapshot) -> Shown:
    return Shown(city, snapshot)


@pytest.mark.parametrize("scope", [CITY, TOWN, VILLAGE])
def test_each_rate_is_the_one_of_the_dictionary(shown: Shown, scope: int) -> None:
    dictionary = INDICATORS.parts["dictionary"](shown.picture("indicators", scope))
    assert isinstance(dictionary, Contents)
    rates = {row["key"]: row for row in dictionary.table("shares").records()}
    rows = shown.rows("target_list", scope)
    assert [row["indicator"] for row in rows] == list(targets())
    for row in rows:
        for key in ("value", "value_numerator", "value_denominator"):
            assert row[key] == rates[row["indicator"]][key]


def test_divisions_side_by_side_say_what_each_says_of_itself(shown: Shown) -> None:
    across = {row["code"]: row for row in shown.rows("target_matrix", CITY)}
    (own, *_) = across.values()
    rows = shown.rows("target_list", int(own["code"]))
    assert {row["indicator"]: row["value"] for row in rows} == {
        one: own[one] for one in targets()
    }
    assert own["missed"] == sum(row["state"] == "missed" for row in rows)
    missed = [row["missed"] for row in across.values()]
    assert missed == sorted(missed, reverse=True)


def test_the_widest_gap_of_the_chosen_target_comes_first(shown: Shown) -> None:
    rows = shown.rows("target_divisions", COUNTY, target="close_rate")
    known = [row["gap"] for row in rows if row["gap"] is not None]
    assert known
    assert known == sorted(known)
    assert all(row["gap"] is None for row in rows[len(known) :])


def test_a_town_stands_among_the_towns_around_it(shown: Shown) -> None:
    for scope in (TOWN, VILLAGE):
        around = [row["code"] for row in shown.rows("target_matrix", scope)]
        assert str(TOWN) in around
        assert len(around) > 1


def test_a_rate_opens_the_items_that_it_stands_on(shown: Shown) -> None:
    rows = [row for row in shown.rows("target_list", COUNTY) if row["to_value"]]
    assert rows
    for row in rows[::EVERY]:
        picture = shown.picture("items", COUNTY, **dict(parse_qsl(row["to_value"])))
        made = ITEMS.parts["counts"](picture)
        assert isinstance(made, Contents)
        assert made.figure("total").value == row["value_denominator"]
        assert made.figure("counted").value == row["value_numerator"]


def test_where_nothing_is_tagged_there_is_no_rate_of_it(
    shown: Shown,
) -> None:
    """It says so, on the list, by division, and beside what the rate means."""
    (row,) = of_enterprises(shown)
    assert (row["value"], row["value_denominator"]) == (None, 0)
    assert (row["said"], row["state"]) == ("无涉企标签", "few")
    chosen = shown.rows("target_divisions", CITY, target=ENTERPRISE)
    assert {one["said"] for one in chosen} == {"无涉企标签"}
    page = shown.picture("indicators", CITY, indicator=ENTERPRISE)
    told = INDICATORS.parts["definition"](page)
    assert isinstance(told, Contents)
    assert told.notices["untagged"].text == "无涉企标签"


def test_what_is_tagged_is_counted_and_opens_exactly_its_items() -> None:
    city = City(ready_store(), seed=9)
    city.run_topics(NOW)
    for number in range(12):
        event = city.event(NOW - DAY, kind="dispute", item_id=f"tagged-{number}")
        city.write(structs.replace(event, tags=("enterprise",)), at=NOW - DAY)
        city.write(city.event(NOW - DAY, kind="dispute"), at=NOW - DAY)
        for move in ("accept", "handle", "close") if number else ():
            city.move(event, move, at=NOW - DAY / 2, outcome="mediated")
    maker = PictureMaker(
        Reads(city.store), ask_health=lambda: None, ask_progress=lambda: None
    )
    maker.tick(NOW)
    shown = Shown(city, maker.snapshot)
    (row,) = of_enterprises(shown)
    assert (row["value_numerator"], row["value_denominator"]) == (11, 12)
    assert (row["said"], row["short"]) == ("✕ 未达标", 1)
    listed = shown.picture("items", CITY, **dict(parse_qsl(row["to_value"])))
    table = ITEMS.parts["items"](listed).table("page")  # type: ignore[union-attr] # contents
    keys = table.values("id")
    assert keys[0] == "tagged-0"
    assert set(keys) == {f"tagged-{number}" for number in range(12)}
    tagged = shown.picture("items", CITY, tag="enterprise", state="open", period="any")
    assert ITEMS.says(tagged)["tag"] == "涉企"
    table = ITEMS.parts["items"](tagged).table("page")  # type: ignore[union-attr] # contents
    assert table.values("id") == ["tagged-0"]


def of_enterprises(shown: Shown) -> list[dict[str, Any]]:
    rows = shown.rows("target_list", CITY)
    return [row for row in rows if row["indicator"] == ENTERPRISE]


def test_a_village_whose_town_is_counted_opens_no_list(shown: Shown) -> None:
    assert not any(row["to_value"] for row in shown.rows("target_list", VILLAGE))


def test_outside_no_rate_tells_a_small_count(shown: Shown) -> None:
    told = outside(shown.part("target_matrix", COUNTY)).table("target_matrix")
    for row in told.records():
        for one in targets():
            over, under = row[f"{one}_numerator"], row[f"{one}_denominator"]
            if row[one] is None:
                continue
            assert isinstance(over, int)
            assert isinstance(under, int)
            assert all(few == 0 or few >= LEAST for few in (over, under, under - over))

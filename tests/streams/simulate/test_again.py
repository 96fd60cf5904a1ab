"""What two sources tell of (演示数据), and how much of it the rule finds."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from msgspec.structs import replace

from streams.clock import from_milliseconds
from streams.simulate.again import LONGEST_MINUTES, TELLERS
from streams.simulate.days import MINUTE_MS
from streams.simulate.tables import HERE, read_volumes
from streams.simulate.truth import Truth
from streams.simulate.world import build_world
from tests.streams.simulate.city import ANCHOR_MS, history_of
from tests.support.city import City
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from streams.simulate.planned import Planned, PlantedRepeat
    from streams.simulate.world import World

SEED, DAYS = 11, 16
LEAST_RIGHT, LEAST_FOUND = 0.7, 0.8
CASES = ("incident", "dispute")


def world(*, tells_again: bool) -> World:
    """A fortnight of cases at the shipped volume."""
    found = (
        replace(one, history_months=0, history_days=DAYS)
        for one in read_volumes(HERE / "volumes.csv")
        if one.kind in CASES
    )
    return build_world(SEED, ANCHOR_MS, found, tells_again=tells_again)


class Told(NamedTuple):
    """First messages by their item, and of which items two tell the same."""

    opened: dict[str, Planned]
    repeats: list[PlantedRepeat]

    def both(self, one: PlantedRepeat) -> tuple[Planned, Planned]:
        return self.opened[one.first_id], self.opened[one.repeat_id]


@pytest.fixture(scope="module")
def told() -> Told:
    truth, opened = Truth(seed=SEED), {}
    for record in history_of(world(tells_again=True)):
        truth.take(record)
        if record.opens:
            opened[record.key.decode()] = record
    found = [one for one in truth.repeats.values() if one.first_id in opened]
    return Told(opened, found)


def test_some_cases_are_told_of_again_by_another_source(told: Told) -> None:
    assert 0.02 < len(told.repeats) / len(told.opened) < 0.05
    for one in told.repeats:
        first, again = told.both(one)
        assert 0 <= again.at_ms - first.at_ms < LONGEST_MINUTES * MINUTE_MS
        said, repeated = json.loads(first.value), json.loads(again.value)
        assert repeated["source"] in set(TELLERS) - {said["source"]}
        assert repeated["source_ref"] != said["source_ref"]
        assert repeated["division_code"] == said["division_code"]
        assert repeated["occurred_at"] == said["occurred_at"]


def test_what_is_told_of_once_is_the_same_with_and_without(told: Told) -> None:
    once = {one for one in history_of(world(tells_again=False)) if one.opens}
    more = set(told.opened.values()) - once
    assert once <= set(told.opened.values())
    assert {one.key.decode() for one in more} >= {one.repeat_id for one in told.repeats}


def test_the_rule_finds_most_of_it_and_offers_little_else(told: Told) -> None:
    """While all is open: what is closed is not offered any more."""
    city = City(ready_store())
    places = enumerate(told.opened.values())
    records = [
        (one.topic, 0, None, place, one.at_ms, 0, b"", one.value, ())
        for place, one in places
    ]
    city.take(records, from_milliseconds(ANCHOR_MS))
    now = from_milliseconds(ANCHOR_MS)
    given = {"now_at": now, "from_at": now - timedelta(days=2 * DAYS)}
    rows = city.store.query("same_pairs", **given).to_pylist()
    offered = {frozenset((one["item_id"], one["other_id"])) for one in rows}
    true = {frozenset((one.first_id, one.repeat_id)) for one in told.repeats}
    assert len(true) > 100
    assert len(offered & true) / len(offered) > LEAST_RIGHT
    assert len(offered & true) / len(true) > LEAST_FOUND

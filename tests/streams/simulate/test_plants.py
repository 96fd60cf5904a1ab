"""What is planted is really there, and the truth tells of it."""

import json
from collections import Counter
from typing import Any

from streams.clock import from_milliseconds
from streams.simulate.days import DAY_MS, HOUR_MS, day_of
from streams.simulate.planned import Planned, PlantedLink, PlantedSurge
from streams.simulate.surges import surges_on
from streams.simulate.truth import Truth
from streams.simulate.world import build_world
from tests.streams.simulate.city import ANCHOR_MS, KINDS, SEED, City, volumes


def _opened(city: City) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (KINDS[record.topic], record.key.decode()): json.loads(record.value)
        for record in city.records
        if record.opens
    }


def _in_surge(record: Planned, surge: PlantedSurge) -> bool:
    if not record.opens or KINDS[record.topic] != surge.kind:
        return False
    event = json.loads(record.value)
    place = event["division_code"][:9] + "000"
    is_there = surge.division_code in (place, event["division_code"])
    is_it = surge.camera_id in (None, event.get("camera_id"))
    is_about = event.get("category", surge.category) == surge.category
    is_then = surge.from_ms <= record.at_ms < surge.until_ms
    return is_there and is_it and is_about and is_then


def test_a_surge_brings_at_least_what_it_says(city: City) -> None:
    surges = city.truth.surges.values()
    over = [surge for surge in surges if surge.until_ms < ANCHOR_MS]
    assert len(over) >= 5
    for surge in over:
        days = day_of(surge.until_ms - 1) - day_of(surge.from_ms) + 1
        seen = sum(_in_surge(record, surge) for record in city.records)
        assert seen >= surge.extra_per_day * days * 0.98
        assert surge.factor > 3


def test_a_surge_runs_when_the_demo_starts(city: City) -> None:
    surges = city.truth.surges.values()
    assert any(surge.from_ms <= ANCHOR_MS < surge.until_ms for surge in surges)


def test_a_camera_floods_every_other_night() -> None:
    world = build_world(SEED, ANCHOR_MS, volumes(camera_days=30))
    today = day_of(ANCHOR_MS)
    floods = [
        surge.truth
        for day in range(today - 28, today)
        for surge in surges_on(world, day)
        if surge.camera
    ]
    assert 7 < len(floods) < 21
    for flood in floods:
        hour = from_milliseconds(flood.from_ms).hour
        assert hour >= 20 or hour <= 2
        assert flood.until_ms - flood.from_ms < 2 * HOUR_MS
        assert 100 <= flood.extra_per_day <= 300


def test_both_items_of_a_link_are_there_and_in_one_place(city: City) -> None:
    opened = _opened(city)
    links = city.truth.links.values()
    assert len(links) > 30
    assert {link.reason for link in links} == {
        "lead_became_incident",
        "same_party",
        "same_place",
    }
    for link in links:
        first = opened[link.from_kind, link.from_id]
        second = opened[link.to_kind, link.to_id]
        assert first["division_code"] == second["division_code"]
        if link.reason == "same_party":
            assert first["party_hash"] == second["party_hash"]


def test_the_truth_counts_items_by_day_and_records_by_topic(city: City) -> None:
    truth = city.truth
    for kind, events in city.openings.items():
        assert sum(truth.items[kind].values()) == len(events)
    topics = Counter(record.topic for record in city.records)
    assert truth.records == topics


def test_the_truth_may_be_told_twice_of_the_same(city: City) -> None:
    planted = [
        record for record in city.records if isinstance(record.planted, PlantedLink)
    ]
    truth = Truth(seed=1)
    for record in (*planted, *planted):
        truth.take(record)
    assert len(truth.links) == len(planted)


def test_links_lie_within_three_weeks(city: City) -> None:
    times = {
        (KINDS[record.topic], record.key.decode()): record.at_ms
        for record in city.records
        if record.opens
    }
    for link in city.truth.links.values():
        lag = times[link.to_kind, link.to_id] - times[link.from_kind, link.from_id]
        assert 0 < lag < 21 * DAY_MS

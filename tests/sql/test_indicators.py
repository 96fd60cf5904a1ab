"""Every read of the indicators says what a recount of the items says."""

from __future__ import annotations

import random
from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Any

import pytest

from sql.store import Store
from tests.sql import recount
from tests.sql.asked import WITHIN_DAYS, Period, ask
from tests.sql.drawn import NOW, START, TIERS, Item, random_items
from tests.sql.recount import MEASURES, SIGNALS, Measure
from tests.sql.state import COMPACTED, DELTAS, WAITING, item, put
from tests.support.ready import ready_store

BUCKET = 2 ** (1 / 8) * 1.000001
"""How far the middle of a bucket may be from what is in it."""
CELL = {"items": MEASURES["items"], "cases": MEASURES["cases"]}
COUNTS = CELL | {"closed": MEASURES["closed"]}
TOLD: dict[str, Measure] = {
    "told": lambda one: int(one["is_case"]),
    "merged": lambda one: int(one["status"] == "merged"),
    "registered": lambda one: int(one["status"] == "registered"),
    "done": lambda one: int(_is_done(one)),
    "done_at_once": lambda one: int(
        _is_done(one) and one["returned_count"] == one["reopened_count"] == 0
    ),
}
TOWN = 421303001000
Groups = dict[Hashable, dict[str, Any]]


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return random_items(seed=7, size=4000)


@pytest.fixture(scope="module")
def store(items: list[Item]) -> Store:
    store = ready_store()
    for start, counted in enumerate((COMPACTED, DELTAS, WAITING)):
        put(store, items[start::3], counted)
    return store


def _periods() -> list[Period]:
    dice, first = random.Random(11), recount.day(START)
    assert first is not None
    starts = [first + timedelta(days=dice.randrange(50)) for _ in range(3)]
    return [
        (first - timedelta(days=30), first + timedelta(days=120)),
        *((day, day + timedelta(days=dice.randint(1, 20))) for day in starts),
    ]


@pytest.fixture(params=_periods(), ids=str)
def period(request: pytest.FixtureRequest) -> Period:
    return request.param  # type: ignore[no-any-return] # pytest gives Any


def _is_done(found: Item) -> bool:
    return found["closed_at"] is not None and found["status"] != "merged"


def grouped(
    rows: list[dict[str, Any]], fields: tuple[str, ...], measures: Any
) -> Groups:
    found = {
        tuple(row[field] for field in fields): {name: row[name] for name in measures}
        for row in rows
    }
    assert len(found) == len(rows)
    return {group: counts for group, counts in found.items() if any(counts.values())}


def counted(placed: list[Item], fields: tuple[str, ...], measures: Any) -> Groups:
    sums = recount.sums(placed, fields, measures)
    return {group: counts for group, counts in sums.items() if any(counts.values())}


def test_every_measure_of_every_town_is_what_the_items_say(
    store: Store, items: list[Item], period: Period
) -> None:
    rows = ask(store, "indicators_by_town", period)
    found = grouped(rows, ("axis", "division_code", "kind"), MEASURES)
    placed = recount.on_axes(items, *period)
    assert found == counted(placed, ("axis", "town", "kind"), MEASURES)
    for row in rows:
        assert row["closed_or_overdue"] == row["closed"] + row["overdue_open"]
        assert row["signed_or_overdue"] == row["signed"] + row["unsigned_overdue"]
        handed = row["assigned"] + row["unassigned_overdue"]
        assert row["assigned_or_overdue"] == handed


def test_every_measure_of_every_day_is_what_the_items_say(
    store: Store, items: list[Item], period: Period
) -> None:
    low, high = 421303001000, 421303002000
    rows = ask(store, "indicators_by_day", period, low=low, high=high)
    found = grouped(rows, ("axis", "business_day", "kind"), MEASURES)
    placed = [
        one for one in recount.on_axes(items, *period) if low <= one["town"] < high
    ]
    assert found == counted(placed, ("axis", "business_day", "kind"), MEASURES)


def test_counts_of_villages_and_categories_are_what_the_items_say(
    store: Store, items: list[Item], period: Period
) -> None:
    placed = recount.on_axes(items, *period)
    fields = ("axis", "division_code", "kind")
    measures = COUNTS | {"on_time": MEASURES["on_time"]}
    found = grouped(ask(store, "counts_by_village", period), fields, measures)
    assert found == counted(placed, fields, measures)
    own = ("kind", "category", "severity")
    found = grouped(
        ask(store, "counts_by_category", period),
        ("axis", "division_code", *own),
        COUNTS,
    )
    assert found == counted(placed, ("axis", "town", *own), COUNTS)


def test_what_came_in_each_day_is_what_the_items_say(
    store: Store, items: list[Item], period: Period
) -> None:
    measures = {"received": MEASURES["items"]}
    placed = [
        one for one in recount.on_axes(items, *period) if one["axis"] == "received"
    ]
    rows = ask(store, "daily_received", period)
    found = grouped(rows, ("business_day", "division_code", "kind"), measures)
    assert found == counted(placed, ("business_day", "town", "kind"), measures)


def test_what_became_of_signals_is_what_the_items_say(
    store: Store, items: list[Item], period: Period
) -> None:
    placed = [
        one
        for one in recount.on_axes(items, *period)
        if one["axis"] == "received" and one["kind"] in {"camera_alert", "risk_lead"}
    ]
    fields = ("kind", "category")
    found = grouped(
        ask(store, "signals_by_town", period), ("division_code", *fields), SIGNALS
    )
    assert found == counted(placed, ("town", *fields), SIGNALS)


def test_repeats_and_what_was_done_at_once_are_what_the_items_say(
    store: Store, items: list[Item], period: Period
) -> None:
    """A matter told twice counts in the base of repeats, and in nothing else."""
    told = [
        one | {"town": one["town_code"] or one["division_code"]}
        for one in items
        if one["is_case"]
        and one["version"] is not None
        and not one["is_device_health"]
        and period[0] <= (recount.day(one["received_at"]) or NOW.date()) < period[1]
    ]
    found = grouped(ask(store, "told_by_town", period), ("division_code", "kind"), TOLD)
    assert found == counted(told, ("town", "kind"), TOLD)


def test_four_cases_told_one_a_repeat_and_one_returned() -> None:
    """By hand: of four two stand closed, one of them at once; one is a repeat."""
    store, at = ready_store(), START + timedelta(days=1)
    ended = {"received_at": at, "closed_at": at + timedelta(days=1)}
    put(
        store,
        [
            item(**ended, status="closed", town_code=TOWN),
            item(**ended, status="visited", returned_count=1, town_code=TOWN),
            item(**ended, status="merged", town_code=TOWN),
            item(received_at=at, status="registered", town_code=TOWN),
        ],
    )
    day = at.date()
    (row,) = ask(store, "told_by_town", (day, day + timedelta(days=2)))
    assert {key: row[key] for key in TOLD} == {
        "told": 4,
        "merged": 1,
        "registered": 1,
        "done": 2,
        "done_at_once": 1,
    }
    behind = ask(
        store,
        "told_items_behind",
        (day, day + timedelta(days=2)),
        numerator="done_at_once",
        base="done",
        kind="",
        row_limit=9,
    )
    assert [one["is_counted"] for one in behind] == [False, True]


def _came_true(found: Item) -> int:
    confirmed_at: datetime | None = found["confirmed_at"]
    limit = found["received_at"] + timedelta(days=WITHIN_DAYS)
    return int(confirmed_at is not None and confirmed_at <= limit)


def test_a_lead_came_true_when_somebody_confirmed_it_in_time(
    store: Store, items: list[Item], period: Period
) -> None:
    measures = {"signals": SIGNALS["signals"], "came_true": _came_true}
    placed = [
        one
        for one in recount.on_axes(items, *period)
        if one["axis"] == "received" and one["kind"] in {"camera_alert", "risk_lead"}
    ]
    found = grouped(
        ask(store, "lead_accuracy_by_town", period),
        ("division_code", "kind", "category"),
        measures,
    )
    assert found == counted(placed, ("town", "kind", "category"), measures)


def _closed_cases(items: list[Item], period: Period) -> list[Item]:
    placed = recount.on_axes(items, *period)
    return [one for one in placed if one["axis"] == "closed" and one["is_case"]]


def test_handling_times_lie_in_their_buckets(
    store: Store, items: list[Item], period: Period
) -> None:
    closed = _closed_cases(items, period)
    rows = ask(store, "durations_by_town", period)
    assert sum(row["cases"] for row in rows) == len(closed)
    for row in ask(store, "duration_percentiles", period):
        spent = [recount.minutes(one) for one in closed if one["kind"] == row["kind"]]
        assert row["cases"] == len(spent)
        for name, share in (("p50_minutes", 0.5), ("p90_minutes", 0.9)):
            true = recount.percentile(spent, share)
            assert true / BUCKET <= row[name] <= true * BUCKET


def _resolved_by(tier: str) -> Measure:
    return lambda one: int(one["resolved_tier"] == tier)


def test_containment_is_what_the_items_say(
    store: Store, items: list[Item], period: Period
) -> None:
    measures = {
        "closed": MEASURES["closed"],
        "contained": lambda one: int(
            TIERS.index(one["resolved_tier"]) <= TIERS.index(one["expected_tier"])
        ),
        **{f"resolved_by_{tier}": _resolved_by(tier) for tier in TIERS},
    }
    fields = ("kind", "severity", "expected_tier", "resolved_tier")
    closed = [
        one
        for one in _closed_cases(items, period)
        if one["expected_tier"] and one["resolved_tier"]
    ]
    rows = ask(store, "containment_by_town", period)
    found = grouped(rows, ("division_code", *fields), measures)
    assert found == counted(closed, ("town", *fields), measures)


def test_faults_and_people_have_every_town_as_their_base(
    store: Store, items: list[Item], period: Period
) -> None:
    faults = [
        one
        for one in items
        if one["is_device_health"]
        and one["version"] is not None
        and period[0] <= (recount.day(one["received_at"]) or NOW.date()) < period[1]
    ]
    rows = ask(store, "device_faults_by_town", period)
    assert sum(row["faults"] for row in rows) == len(faults)
    assert sum(row["cameras"] for row in rows) == 54_000
    received = [
        one for one in recount.on_axes(items, *period) if one["axis"] == "received"
    ]
    rows = ask(store, "received_by_population", period)
    assert sum(row["items"] for row in rows) == len(received)
    assert sum(row["cases"] for row in rows) == sum(one["is_case"] for one in received)
    assert sum(row["population"] for row in rows) == 2_040_000

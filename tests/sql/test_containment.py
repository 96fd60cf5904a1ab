"""The cases of containment are those that it counts, each with its move."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from sql.store import Store
from tests.sql.asked import ask
from tests.sql.drawn import TIERS, random_items
from tests.sql.state import COMPACTED, DELTAS, WAITING, put
from tests.support.intake import START, Intake
from tests.support.ready import ready_store

PERIOD = (date(2026, 2, 1), date(2026, 3, 1))
PAIRS = [(one, other) for one in TIERS for other in TIERS]
COUNTY, VILLAGE = "421321000000", "421321101201"
COUNTY_AT = 421303000000
HOUR = timedelta(hours=1)
RAISED = (
    *(("accept", VILLAGE), ("handle", VILLAGE), ("escalate", VILLAGE)),
    *(("sign", COUNTY), ("handle", COUNTY), ("feedback", COUNTY), ("close", COUNTY)),
)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def store() -> Store:
    store, items = ready_store(), random_items(seed=5, size=2000)
    for start, counted in enumerate((COMPACTED, DELTAS, WAITING)):
        put(store, items[start::3], counted)
    return store


def _cases(store: Store, **given: Any) -> list[Row]:
    usual = {
        "axis": "closed",
        "kind": "",
        "expected_tier": "",
        "resolved_tier": "",
        "only_passed": 0,
        "page_no": 1,
        "row_limit": 10_000,
        "low": 0,
        "high": 10**12,
    }
    return ask(store, "contained_cases", PERIOD, **(usual | given))


def test_the_cases_of_every_pair_of_tiers_add_up_to_its_count(store: Store) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for row in ask(store, "containment_by_town", PERIOD):
        counted[row["expected_tier"], row["resolved_tier"]] += row["closed"]
    listed = {
        pair: len(_cases(store, expected_tier=pair[0], resolved_tier=pair[1]))
        for pair in PAIRS
    }
    assert listed == {pair: counted[pair] for pair in PAIRS}
    assert min(listed.values()) > 0


def test_the_cases_of_a_county_and_of_a_kind_are_those_that_are_counted(
    store: Store,
) -> None:
    counted = [
        row
        for row in ask(store, "containment_by_town", PERIOD)
        if row["kind"] == "dispute"
        and COUNTY_AT <= row["division_code"] < COUNTY_AT + 10**6
    ]
    place = {"low": COUNTY_AT, "high": COUNTY_AT + 10**6, "kind": "dispute"}
    found = _cases(store, **place)
    assert len(found) == sum(row["closed"] for row in counted) > 0
    up = _cases(store, **place, only_passed=1)
    assert len(found) - len(up) == sum(row["contained"] for row in counted)
    assert all(row["is_passed_up"] for row in up)


def test_pages_have_each_case_once_and_the_last_stands_for_those_beyond(
    store: Store,
) -> None:
    every = _cases(store)
    last = -(-len(every) // 100)
    pages = [
        _cases(store, page_no=no, row_limit=100) for no in (*range(1, last + 1), 999)
    ]
    assert [row for page in pages[:-1] for row in page] == every
    assert pages[-1] == pages[-2]
    assert {row["total"] for row in every} == {len(every)}
    passed = [row["is_passed_up"] for row in every]
    assert passed == sorted(passed, reverse=True)


def test_a_case_has_the_first_move_that_brought_it_to_its_tier() -> None:
    intake = Intake()
    intake.event("dispute", 1, level="04")
    for place, (name, center) in enumerate(RAISED):
        at = START + place * HOUR
        given = {"to_center": COUNTY} if name == "escalate" else {}
        intake.move(
            "dispute", name, move_id=f"m{place}", acting_center=center, at=at, **given
        )
    whole = {"from_day": date(2026, 11, 1), "until_day": date(2026, 12, 1)}
    (case,) = _cases(intake.store, **whole)
    assert (case["expected_tier"], case["resolved_tier"]) == ("village", "county")
    assert case["is_passed_up"]
    assert (case["raising_move"], case["raising_center"]) == ("handle", int(COUNTY))
    assert case["raised_at"] == START + RAISED.index(("handle", COUNTY)) * HOUR

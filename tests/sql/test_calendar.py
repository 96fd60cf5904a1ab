"""Workdays and the limits of every profile, as the store works them out."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import chinese_calendar
import pytest

from sql.errors import StoreError
from sql.reference.tables import table
from sql.store import Store
from tests.support.ready import ready_store

PROFILES = sorted({row["profile"] for row in table("deadline_profiles.csv")})
FIRST_DAY, DAY_AFTER = date(2015, 1, 1), date(2041, 1, 1)
KNOWN_UNTIL = date(2026, 12, 31)
UNITS_S = {"days": 86_400.0, "minutes": 60.0}


@pytest.fixture(scope="module")
def store() -> Store:
    return ready_store()


def workdays(store: Store) -> dict[date, dict[str, Any]]:
    rows = store.query("workdays", from_day=FIRST_DAY, until_day=DAY_AFTER)
    return {row["business_day"]: row for row in rows.to_pylist()}


def test_every_published_day_is_what_the_state_council_made_of_it(store: Store) -> None:
    for day, row in workdays(store).items():
        if day <= KNOWN_UNTIL:
            assert row["is_workday"] == chinese_calendar.is_workday(day), day


def test_beyond_the_last_published_year_the_week_decides_and_says_so(
    store: Store,
) -> None:
    assert store.query("calendar_known_until").to_pylist() == [
        {"known_until": KNOWN_UNTIL}
    ]
    for day, row in workdays(store).items():
        assert row["is_published"] == (day <= KNOWN_UNTIL)
        if not row["is_published"]:
            assert row["is_workday"] == (day.weekday() < 5), day


def test_workdays_are_numbered_over_every_single_day(store: Store) -> None:
    rows = workdays(store)
    days = (DAY_AFTER - FIRST_DAY).days
    assert list(rows) == [FIRST_DAY + timedelta(days=n) for n in range(days)]
    counted = itertools.accumulate(int(row["is_workday"]) for row in rows.values())
    assert [row["workday_no"] for row in rows.values()] == list(counted)


def test_a_national_holiday_and_the_weekend_worked_before_it(store: Store) -> None:
    rows = workdays(store)
    rests = [date(2025, 10, day) for day in range(1, 9)]
    assert not any(rows[day]["is_workday"] for day in rests)
    assert rows[date(2025, 9, 28)]["is_workday"]
    before, after = rows[date(2025, 9, 30)], rows[date(2025, 10, 9)]
    assert after["workday_no"] == before["workday_no"] + 1


def expected_limit(profile: str, stage: str, **item: str) -> tuple[Any, Any] | None:
    """What the first rule that fits allows, read from the CSV."""
    rules = [
        row
        for row in table("deadline_profiles.csv")
        if (row["profile"], row["stage"]) == (profile, stage)
    ]
    for row in sorted(rules, key=lambda row: int(row["rule"])):
        if all(row[field] in {"", value} for field, value in item.items()):
            limits = [int(row[unit]) * s for unit, s in UNITS_S.items() if row[unit]]
            return (
                int(row["workdays"]) if row["workdays"] else None,
                limits[0] if limits else None,
            )
    return None


@pytest.mark.parametrize("profile", PROFILES)
def test_the_first_rule_that_fits_gives_the_limit(profile: str) -> None:
    rows = ready_store(deadline_profile=profile).query("deadline_limits").to_pylist()
    found = {
        (row["stage"], row["kind"], row["severity"], row["scale"], row["source"]): (
            row["workdays"],
            row["limit_s"],
        )
        for row in rows
    }
    assert len(found) == len(rows)
    lists = table("code_lists.csv")
    codes = {
        name: [row["code"] for row in lists if row["list"] == name]
        for name in ("deadline_stage", "severity", "scale", "source")
    }
    kinds = {row["kind"] for row in table("severity_map.csv")}
    for stage, kind, severity, scale, source in itertools.product(
        codes["deadline_stage"],
        kinds,
        codes["severity"],
        codes["scale"],
        [*codes["source"], "*"],
    ):
        wanted = expected_limit(
            profile, stage, kind=kind, severity=severity, scale=scale, source=source
        )
        assert found.get((stage, kind, severity, scale, source)) == wanted


def test_an_unknown_profile_is_refused_in_words() -> None:
    with pytest.raises(StoreError, match="DEADLINE_PROFILE=best"):
        Store(None, deadline_profile="best")


def test_a_new_store_notes_its_profile() -> None:
    facts = ready_store(deadline_profile="urgency").query("store_facts").to_pylist()
    assert {"name": "deadline_profile", "value": "urgency"} in facts

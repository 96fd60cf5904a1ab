"""Which brief is the last one registered, by smallest cases; what stands out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.briefs import final
from tests.support.intake import START, Intake

CITY, COUNTY, OTHER = "421300000000", "421321000000", "421303000000"
VILLAGE = "421321101201"
FIRST, BEFORE = date(2026, 11, 2), date(2026, 11, 1)
HOUR = timedelta(hours=1)
LATE = START + timedelta(days=90)
FIGURES = [{"indicator": "received", "value": 43}]
PLACE = {"low": 421321000000, "high": 421322000000}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def intake() -> Intake:
    found = Intake()
    found.take(
        final("a", START, figures=FIGURES),
        final("b", START + HOUR, figures=[]),
        # A message that came again says nothing new.
        final("a", START + 2 * HOUR, figures=FIGURES),
        final("week", START, period="week"),
        final("before", START, first_day=str(BEFORE), figures=FIGURES),
        final("older", START, first_day="2026-10-30", figures=FIGURES),
        final("county", START, division_code=COUNTY, acting_center=COUNTY),
        # A center speaks for no division but those that it sees.
        final("foreign", START + HOUR, division_code=COUNTY, acting_center=OTHER),
        final("above", START, acting_center=COUNTY),
    )
    for number, scale in enumerate(("01", "02", "03", "02"), 1):
        at = START + number * HOUR
        found.event("dispute", number, scale=scale, at=at)
        found.move("dispute", "accept", number, at=at)
    found.event("dispute", 5, scale="03", division_code=OTHER)
    found.move("dispute", "accept", 5)
    for name in ("handle", "close"):
        found.move("dispute", name, 3, at=START + 8 * HOUR)
    return found


def registered(intake: Intake, **given: Any) -> list[Row]:
    usual = {
        "period": "day",
        "division_code": int(CITY),
        "first_day": FIRST,
        "before_day": BEFORE,
        "row_limit": 9,
    }
    return list(intake.store.query("briefs_registered", **usual | given).to_pylist())


def test_the_last_one_of_a_period_holds_and_a_repeat_is_none(intake: Intake) -> None:
    found = registered(intake)
    told = [(one["entry_id"], one["times"]) for one in found]
    assert told == [("b", 2), ("before", 1), ("older", 1)]
    assert [one["figures"] is not None for one in found] == [True, True, False]


def test_those_that_are_named_are_there_however_few_are_asked_for(
    intake: Intake,
) -> None:
    given = {"row_limit": 1, "before_day": date(2026, 10, 30)}
    assert [one["entry_id"] for one in registered(intake, **given)] == ["b", "older"]


def test_a_center_speaks_for_what_it_sees(intake: Intake) -> None:
    (found,) = registered(intake, division_code=int(COUNTY))
    assert (found["entry_id"], found["acting_center"]) == ("county", int(COUNTY))


def test_an_issue_keeps_its_number_and_each_year_begins_anew(intake: Intake) -> None:
    """In the order in which they were first final, whatever their days are."""
    found = {one["entry_id"]: one for one in registered(intake)}
    numbers = {key: (one["year"], one["number"]) for key, one in found.items()}
    assert numbers == {"b": (2026, 1), "before": (2026, 2), "older": (2026, 3)}
    own = Intake()
    own.take(
        final("new", LATE, first_day="2026-10-01"),
        final("early", START, first_day="2026-11-05"),
        final("again", LATE + HOUR, first_day="2026-11-05"),
        final("late", LATE + HOUR, first_day="2026-10-02"),
    )
    numbers = {one["entry_id"]: (one["year"], one["number"]) for one in registered(own)}
    assert numbers == {"again": (2026, 1), "new": (2027, 1), "late": (2027, 2)}
    (county,) = registered(intake, division_code=int(COUNTY))
    assert (county["year"], county["number"]) == (2026, 1)


def test_sorts_are_apart(intake: Intake) -> None:
    assert [one["entry_id"] for one in registered(intake, period="week")] == ["week"]
    assert registered(intake, period="month") == []


def test_what_is_late_for_longest_comes_first_and_what_is_closed_is_not_late(
    intake: Intake,
) -> None:
    found = intake.store.query("longest_overdue", now_at=LATE, row_limit=2, **PLACE)
    rows = found.to_pylist()
    assert [(one["item_id"], one["total"]) for one in rows] == [
        ("dispute-1", 3),
        ("dispute-2", 3),
    ]
    assert rows[0]["due_at"] < rows[1]["due_at"] < LATE


def test_groups_of_people_of_the_days_the_largest_first(intake: Intake) -> None:
    days = {"from_day": FIRST, "until_day": FIRST + timedelta(days=1)}
    given = {"now_at": LATE, "row_limit": 9, **PLACE}
    rows = intake.store.query("largest_groups", **days, **given).to_pylist()
    assert [(one["item_id"], one["scale"], one["status"]) for one in rows] == [
        ("dispute-3", "03", "closed"),
        ("dispute-4", "02", "accepted"),
        ("dispute-2", "02", "accepted"),
    ]
    later = {"from_day": FIRST + timedelta(days=1), "until_day": date(2027, 1, 1)}
    assert intake.store.query("largest_groups", **later, **given).num_rows == 0

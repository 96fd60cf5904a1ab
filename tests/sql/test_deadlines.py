"""Overdue, due soon and escalation follow from state, profile and now alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sql.reference.tables import table
from tests.sql.state import RECEIVED_AT, TOWN, VILLAGE, item
from tests.sql.timed import (
    CLOSE_DUE,
    DAY,
    MICROSECOND,
    SIGN_DUE,
    WEEK_S,
    alert,
    at,
    case,
    due_soon,
    holding,
    overdue,
    unassigned,
    unsigned,
)


def test_a_case_is_on_time_to_the_very_moment_and_overdue_a_microsecond_later() -> None:
    store = holding(case())
    assert at(store, CLOSE_DUE)["overdue"] == 0
    assert overdue(store, CLOSE_DUE) == []
    after = CLOSE_DUE + MICROSECOND
    assert at(store, after)["overdue"] == 1
    [row] = overdue(store, after)
    assert (row["stage"], row["escalation_level"]) == ("close", 1)
    assert row["overdue_s"] == pytest.approx(1e-6)


def test_a_case_is_due_soon_when_less_than_a_quarter_of_its_time_is_left() -> None:
    store = holding(case())
    quarter_left = CLOSE_DUE - timedelta(seconds=WEEK_S / 4)
    assert at(store, quarter_left)["due_soon"] == 0
    assert due_soon(store, quarter_left) == []
    for now in (quarter_left + MICROSECOND, CLOSE_DUE):
        assert at(store, now) == at(store, CLOSE_DUE) | {"due_soon": 1, "overdue": 0}
        assert [row["due_at"] for row in due_soon(store, now)] == [CLOSE_DUE]
    assert at(store, CLOSE_DUE + MICROSECOND)["due_soon"] == 0
    assert due_soon(store, CLOSE_DUE + MICROSECOND) == []


def test_the_level_goes_up_with_the_share_of_the_limit_by_which_it_is_missed() -> None:
    store = holding(case())
    levels = [row for row in table("escalation.csv") if row["stage"] == "close"]
    for row in levels:
        share, level = float(row["overdue_share"]), int(row["level"])
        moment = CLOSE_DUE + timedelta(seconds=share * WEEK_S)
        before = [] if level == 0 else [level - 1]
        assert at(store, moment)["levels"] == before
        assert at(store, moment + MICROSECOND)["levels"] == [level]


@pytest.mark.parametrize(
    ("owner_center", "step", "tier"),
    [
        (0, 0, "village"),
        (0, 1, "town"),
        (TOWN, 1, "county"),
        (TOWN, 2, "city"),
        (TOWN, 3, "city"),
    ],
)
def test_an_overdue_case_goes_up_from_the_center_that_owns_it(
    owner_center: int, step: int, tier: str
) -> None:
    store = holding(case(owner_center=owner_center))
    [share] = [
        float(row["overdue_share"])
        for row in table("escalation.csv")
        if row["stage"] == "close" and row["level"] == str(step + 1)
    ]
    now = CLOSE_DUE + timedelta(seconds=share * WEEK_S) + MICROSECOND
    assert [row["escalated_tier"] for row in overdue(store, now)] == [tier]


def test_what_no_profile_limits_is_never_late() -> None:
    store = holding(item(status="handling"))
    assert at(store, CLOSE_DUE + 400 * DAY)["overdue"] == 0


def test_a_finished_item_has_no_running_clock() -> None:
    store = holding(case(status="closed", closed_at=CLOSE_DUE + DAY))
    assert at(store, CLOSE_DUE + 2 * DAY)["levels"] == []
    assert overdue(store, CLOSE_DUE + 2 * DAY) == []


def test_an_item_with_two_missed_deadlines_is_listed_once_by_the_higher_level() -> None:
    store = holding(unsigned())
    now = SIGN_DUE + 4 * DAY + MICROSECOND
    assert [row["stage"] for row in overdue(store, now)] == ["sign"]
    late = CLOSE_DUE + 8 * DAY
    assert [row["stage"] for row in overdue(store, late)] == ["close"]
    counted = at(store, late)
    assert (counted["overdue"], counted["unsigned_overdue"]) == (1, 1)
    assert counted["levels"] == [3]


def test_of_two_deadlines_missed_alike_the_one_of_closing_is_shown() -> None:
    for one in (unassigned(assign_due_at=CLOSE_DUE), unsigned(sign_due_at=CLOSE_DUE)):
        [row] = overdue(holding(one), CLOSE_DUE + DAY)
        assert (row["stage"], row["due_at"]) == ("close", CLOSE_DUE)


def test_the_most_overdue_comes_first_and_the_next_due_first() -> None:
    dues = [CLOSE_DUE + n * timedelta(hours=1) for n in (2, 0, 1)]
    store = holding(*(case(close_due_at=due) for due in dues))
    late = CLOSE_DUE + 3 * DAY
    assert [row["due_at"] for row in overdue(store, late)] == sorted(dues)
    assert [row["due_at"] for row in due_soon(store, CLOSE_DUE)] == sorted(dues)


def test_lists_keep_to_their_half_open_range() -> None:
    store = holding(case(), case(division_code=VILLAGE + 1))
    now = CLOSE_DUE + DAY
    own = {"low": VILLAGE, "high": VILLAGE + 1}
    assert [row["division_code"] for row in overdue(store, now, **own)] == [VILLAGE]
    found = due_soon(store, CLOSE_DUE, **own)
    assert [row["division_code"] for row in found] == [VILLAGE]


def test_device_faults_and_items_without_facts_have_no_clock() -> None:
    store = holding(
        alert(is_device_health=True), case(version=None), case(supervision="supervised")
    )
    counted = at(store, CLOSE_DUE + DAY)
    assert (len(counted["levels"]), counted["overdue"]) == (1, 1)
    assert (counted["unacknowledged_overdue"], counted["supervised"]) == (0, 1)


def test_a_supervised_item_is_counted_while_it_has_time() -> None:
    store = holding(case(supervision="supervised"), case())
    counted = at(store, RECEIVED_AT)
    assert (counted["supervised"], counted["levels"]) == (1, [None])


def test_what_is_on_the_ledger_is_not_overdue() -> None:
    store = holding(case(status="ledger"), case())
    counted = at(store, CLOSE_DUE + DAY)
    assert (counted["overdue"], counted["on_ledger"]) == (1, 1)
    assert [row["status"] for row in overdue(store, CLOSE_DUE + DAY)] == ["handling"]
    assert due_soon(holding(case(status="ledger")), CLOSE_DUE) == []

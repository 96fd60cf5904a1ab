"""What rests for a while: nothing is stored of its end, it follows from now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import asdict

from sql.statements import statements
from streams.handling.state import Pause
from tests.sql.state import RECEIVED_AT
from tests.sql.timed import (
    CLOSE_DUE,
    DAY,
    MICROSECOND,
    Row,
    alert,
    at,
    case,
    due_soon,
    holding,
    overdue,
    pressing,
    statuses,
)

UNTIL = RECEIVED_AT + 2 * DAY
LIMIT = timedelta(minutes=3)


def pause(hours: int, until_hours: int) -> Row:
    """From so many hours after receipt until so many."""
    from_at, until_at = (RECEIVED_AT + timedelta(hours=h) for h in (hours, until_hours))
    return asdict(Pause(from_at=from_at, until_at=until_at))


def shelved(**given: object) -> Row:
    """A signal that somebody saw and put aside for two days."""
    return alert(
        status="acknowledged",
        acknowledged_at=RECEIVED_AT,
        shelved_until=UNTIL,
        acknowledge_due_at=UNTIL + LIMIT,
        **given,
    )


@pytest.mark.parametrize(
    ("pauses", "status"),
    [
        ([], "handling"),
        ([pause(0, 48)], "handling"),
        ([pause(0, 49)], "suspended"),
        ([pause(0, 1), pause(2, 49)], "suspended"),
        ([pause(0, 1), pause(2, 3)], "handling"),
    ],
)
def test_a_case_is_suspended_until_its_last_pause_ends(
    pauses: list[Row], status: str
) -> None:
    store = holding(case(pauses=pauses))
    assert statuses(store, UNTIL) == [status]
    places = store.query("open_places", now_at=UNTIL, row_limit=10).to_pylist()
    assert {row["status"] for row in places} == {status}


def test_the_moment_at_which_a_pause_ends_is_no_part_of_it() -> None:
    store = holding(case(pauses=[pause(0, 48)]))
    assert statuses(store, UNTIL - MICROSECOND) == ["suspended"]
    assert statuses(store, UNTIL) == ["handling"]


def test_a_suspended_case_is_late_by_the_date_that_its_pause_moved() -> None:
    due_at = CLOSE_DUE + 400 * DAY
    hours = 24 * 400
    store = holding(case(pauses=[pause(0, hours)], close_due_at=due_at))
    assert (at(store, CLOSE_DUE + DAY)["levels"], statuses(store, CLOSE_DUE + DAY)) == (
        [],
        ["suspended"],
    )
    assert due_soon(store, due_at)
    assert [row["status"] for row in overdue(store, due_at + MICROSECOND)] == [
        "handling"
    ]


def test_a_suspended_case_without_a_limit_is_never_late() -> None:
    store = holding(case(pauses=[pause(0, 10_000)], close_due_at=None))
    assert at(store, CLOSE_DUE + 400 * DAY)["levels"] == []


def test_a_case_that_waits_to_be_handed_over_does_not_while_it_is_suspended() -> None:
    waiting = {"status": "accepted", "assigned_at": None, "assign_due_at": RECEIVED_AT}
    store = holding(case(pauses=[pause(0, 48)], **waiting))
    assert pressing(store, UNTIL - MICROSECOND) == set()
    assert pressing(store, UNTIL) == {"unassigned_overdue"}


def test_a_signal_is_shelved_until_its_shelf_ends_and_then_waits_again() -> None:
    store = holding(shelved())
    assert statuses(store, UNTIL - MICROSECOND) == ["shelved"]
    assert statuses(store, UNTIL) == ["raised"]
    assert pressing(store, UNTIL + LIMIT) == set()
    late = UNTIL + LIMIT + MICROSECOND
    assert pressing(store, late) == {"unacknowledged_overdue"}
    assert [row["status"] for row in overdue(store, late)] == ["raised"]


def test_what_was_shelved_goes_up_by_the_time_it_had_since_then() -> None:
    store = holding(shelved())
    moment = UNTIL + LIMIT + 9 * LIMIT
    assert at(store, moment)["levels"] == [1]
    assert at(store, moment + MICROSECOND)["levels"] == [2]


def test_a_signal_that_was_reopened_goes_up_by_the_time_it_had_since_then() -> None:
    store = holding(alert(waits_since=UNTIL, acknowledge_due_at=UNTIL + LIMIT))
    moment = UNTIL + LIMIT + 9 * LIMIT
    assert at(store, moment)["levels"] == [1]
    assert at(store, moment + MICROSECOND)["levels"] == [2]


@pytest.mark.parametrize(
    "name",
    [
        *("open_by_village", "open_by_village_as_of", "open_places"),
        *("deadlines_by_village", "overdue_items", "due_soon_items"),
        *("open_items_behind", "indicators_by_town", "indicators_by_day"),
    ],
)
def test_a_read_of_what_is_open_is_told_the_moment(name: str) -> None:
    assert statements("reads")[name].parameters["now_at"] == "timestamptz"

"""Who was asked and has not answered, what rests until then, and what waits anew."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sql.store import Store
from tests.sql.late import (
    CLOSE_DUE,
    DAY,
    MICROSECOND,
    Row,
    alert,
    asked,
    at,
    case,
    holding,
    overdue,
    resting,
    unsigned,
    waiting,
)
from tests.sql.state import RECEIVED_AT


def status_of(store: Store, now: datetime) -> list[str]:
    found = store.query("open_by_village", now_at=now)
    return [str(one) for one in found.column("status").to_pylist()]


def test_a_suspension_ends_without_anybody_doing_anything() -> None:
    until = CLOSE_DUE + 30 * DAY
    store = holding(case(pauses=resting(until), close_due_at=until + DAY))
    assert status_of(store, until - MICROSECOND) == ["suspended"]
    assert status_of(store, until) == ["handling"]
    assert at(store, until)["overdue"] == 0
    assert at(store, until + DAY + MICROSECOND)["overdue"] == 1


def test_a_shelved_signal_waits_again_and_is_late_by_its_own_clock() -> None:
    until = RECEIVED_AT + DAY
    seen = {"status": "acknowledged", "acknowledged_at": RECEIVED_AT}
    due = {"shelved_until": until, "acknowledge_due_at": until + timedelta(minutes=3)}
    store = holding(alert(**seen, **due))
    assert status_of(store, until - MICROSECOND) == ["shelved"]
    assert at(store, until - MICROSECOND)["unacknowledged_overdue"] == 0
    assert status_of(store, until) == ["raised"]
    late = until + timedelta(minutes=3) + MICROSECOND
    assert at(store, late)["unacknowledged_overdue"] == 1


def test_a_signal_is_late_when_nobody_acknowledges_it() -> None:
    store = holding(alert())
    due = RECEIVED_AT + timedelta(minutes=3)
    assert at(store, due)["unacknowledged_overdue"] == 0
    counted = at(store, due + MICROSECOND)
    assert (counted["unacknowledged_overdue"], counted["overdue"]) == (1, 0)
    assert (counted["unsigned_overdue"], counted["due_soon"]) == (0, 0)
    [row] = overdue(store, due + timedelta(minutes=27))
    assert (row["stage"], row["escalation_level"]) == ("acknowledge", 1)
    [row] = overdue(store, due + timedelta(minutes=27) + MICROSECOND)
    assert row["escalation_level"] == 2


@pytest.mark.parametrize(
    "given",
    [{"shelved_until": CLOSE_DUE + DAY}, {"acknowledged_at": RECEIVED_AT}],
)
def test_a_signal_that_somebody_saw_is_not_late(given: Row) -> None:
    assert at(holding(alert(**given)), CLOSE_DUE)["unacknowledged_overdue"] == 0


def test_a_case_is_late_when_nobody_signs_for_it() -> None:
    store = holding(unsigned())
    due = RECEIVED_AT + timedelta(hours=24)
    assert at(store, due)["unsigned_overdue"] == 0
    assert at(store, due + MICROSECOND)["unsigned_overdue"] == 1
    assert [row["stage"] for row in overdue(store, due + DAY)] == ["sign"]


@pytest.mark.parametrize(
    "given",
    [{"handovers": []}, {"handovers": [asked(ended_at=CLOSE_DUE, ending="signed")]}],
    ids=["nobody was asked", "signed"],
)
def test_only_who_was_asked_and_has_not_signed_is_late(given: Row) -> None:
    store = holding(unsigned(**given))
    assert at(store, RECEIVED_AT + 3 * DAY)["unsigned_overdue"] == 0


def test_the_last_of_several_hand_overs_is_the_one_that_is_late() -> None:
    before = asked(ended_at=RECEIVED_AT + DAY, ending="replaced")
    due = RECEIVED_AT + 9 * DAY
    given = {"handovers": [before, asked()], "sign_due_at": due}
    store = holding(unsigned(**given))
    assert at(store, due)["unsigned_overdue"] == 0
    assert at(store, due + MICROSECOND)["unsigned_overdue"] == 1


def test_a_case_is_late_when_nobody_hands_it_over() -> None:
    store = holding(waiting())
    due = RECEIVED_AT + timedelta(hours=24)
    assert at(store, due)["unassigned_overdue"] == 0
    counted = at(store, due + MICROSECOND)
    assert (counted["unassigned_overdue"], counted["unsigned_overdue"]) == (1, 0)
    assert [row["stage"] for row in overdue(store, due + DAY)] == ["assign"]


@pytest.mark.parametrize(
    "given", [{"status": "handling"}, {"assigned_at": RECEIVED_AT + 2 * DAY}]
)
def test_what_was_handed_over_or_begun_is_not_waiting(given: Row) -> None:
    store = holding(waiting(**given))
    assert at(store, RECEIVED_AT + 3 * DAY)["unassigned_overdue"] == 0

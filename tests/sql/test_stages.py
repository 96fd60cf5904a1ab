"""What is late before closing: acknowledging, handing over, signing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.sql.state import RECEIVED_AT, TOWN, VILLAGE
from tests.sql.timed import (
    ACKNOWLEDGE_DUE,
    ASSIGN_DUE,
    CLOSE_DUE,
    DAY,
    MICROSECOND,
    SIGN_DUE,
    Row,
    alert,
    at,
    handed,
    holding,
    overdue,
    pressing,
    unassigned,
    unsigned,
)

ENDED_AT = RECEIVED_AT + timedelta(hours=30)
STAGES = {
    "acknowledge": (alert, ACKNOWLEDGE_DUE, "unacknowledged_overdue"),
    "assign": (unassigned, ASSIGN_DUE, "unassigned_overdue"),
    "sign": (unsigned, SIGN_DUE, "unsigned_overdue"),
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_on_time_to_the_very_moment_and_late_a_microsecond_later(
    stage: str,
) -> None:
    make, due_at, counted = STAGES[stage]
    store = holding(make())
    assert pressing(store, due_at) == set()
    assert pressing(store, due_at + MICROSECOND) == {counted}
    [row] = overdue(store, due_at + MICROSECOND)
    assert (row["stage"], row["due_at"]) == (stage, due_at)
    assert row["escalation_level"] == 1


@pytest.mark.parametrize(
    ("stage", "share"), [("acknowledge", 9), ("assign", 4), ("sign", 4)]
)
def test_a_stage_goes_up_when_it_is_missed_by_several_times_its_limit(
    stage: str, share: int
) -> None:
    make, due_at, _ = STAGES[stage]
    store = holding(make(owner_center=VILLAGE))
    moment = due_at + share * (due_at - RECEIVED_AT)
    assert at(store, moment)["levels"] == [1]
    assert at(store, moment + MICROSECOND)["levels"] == [2]
    [row] = overdue(store, moment + MICROSECOND)
    assert (row["stage"], row["escalated_tier"]) == (stage, "town")


@pytest.mark.parametrize(
    "given",
    [
        {"shelved_until": CLOSE_DUE + DAY},
        {"status": "acknowledged", "acknowledged_at": RECEIVED_AT},
        {"acknowledged_at": RECEIVED_AT},
    ],
)
def test_a_signal_that_somebody_saw_is_not_late(given: Row) -> None:
    assert pressing(holding(alert(**given)), CLOSE_DUE) == set()


@pytest.mark.parametrize("status", ["registered", "accepted", "assessed"])
def test_a_case_waits_to_be_handed_over_from_the_moment_it_is_registered(
    status: str,
) -> None:
    store = holding(unassigned(status=status))
    assert pressing(store, ASSIGN_DUE + DAY) == {"unassigned_overdue"}


@pytest.mark.parametrize(
    "given",
    [
        {"assigned_at": RECEIVED_AT + timedelta(hours=3)},
        {"status": "handling"},
        {"status": "returned"},
        {"is_case": False},
        {"assign_due_at": None},
    ],
)
def test_what_was_handed_over_or_is_handled_is_not_late_with_it(given: Row) -> None:
    assert pressing(holding(unassigned(**given)), RECEIVED_AT + 3 * DAY) == set()


def test_a_round_that_was_reopened_has_its_own_time_for_handing_over() -> None:
    started_at = RECEIVED_AT + DAY
    due_at = started_at + timedelta(hours=2)
    store = holding(unassigned(round_started_at=started_at, assign_due_at=due_at))
    assert pressing(store, due_at) == set()
    moment = due_at + timedelta(hours=8)
    assert at(store, moment)["levels"] == [1]
    assert at(store, moment + MICROSECOND)["levels"] == [2]


@pytest.mark.parametrize("ending", ["signed", "returned", "replaced"])
def test_what_its_receiver_answered_waits_for_no_signature(ending: str) -> None:
    answered = handed(ended_at=ENDED_AT, ending=ending)
    store = holding(unsigned(handovers=[answered], handover_dues=[SIGN_DUE]))
    assert pressing(store, RECEIVED_AT + 3 * DAY) == set()


def test_what_was_handed_to_nobody_waits_for_no_signature() -> None:
    store = holding(unsigned(handovers=[], handover_dues=[], sign_due_at=None))
    assert pressing(store, RECEIVED_AT + 3 * DAY) == set()


@pytest.mark.parametrize("status", ["assigned", "returned", "handling", "signed"])
def test_whoever_was_asked_to_sign_is_late_whatever_the_status(status: str) -> None:
    store = holding(unsigned(status=status, signed_at=RECEIVED_AT))
    assert pressing(store, SIGN_DUE + DAY) == {"unsigned_overdue"}


def _again(handed_at: datetime) -> Row:
    """Handed over twice: the first time it was returned."""
    first = handed(to_center=TOWN, ended_at=ENDED_AT, ending="returned")
    due_at = handed_at + timedelta(hours=24)
    return unsigned(
        handovers=[first, handed(handed_at=handed_at)],
        handover_dues=[SIGN_DUE, due_at],
        sign_due_at=due_at,
    )


def test_the_newest_hand_over_has_a_clock_of_its_own() -> None:
    handed_at = ENDED_AT
    due_at = handed_at + timedelta(hours=24)
    store = holding(_again(handed_at))
    assert pressing(store, due_at) == set()
    assert pressing(store, due_at + MICROSECOND) == {"unsigned_overdue"}
    moment = due_at + 4 * DAY
    assert at(store, moment)["unsigned_overdue"] == 1
    assert [row["escalation_level"] for row in overdue(store, moment)] == [1]
    later = overdue(store, moment + MICROSECOND)
    assert [row["escalation_level"] for row in later] == [2]

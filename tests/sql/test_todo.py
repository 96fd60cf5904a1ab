"""What waits for a seat, each reason from its smallest case."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from tests.support.intake import START, Intake

VILLAGE, TOWN, COUNTY = 421321101201, 421321101000, 421321000000
HOUR = timedelta(hours=1)


@pytest.fixture
def intake() -> Intake:
    return Intake()


def waits(
    intake: Intake,
    center: int,
    agency: str = "",
    at: datetime = START + HOUR,
    role: str = "",
) -> dict[str, list[str]]:
    """Items by the reason for which they wait, as the list and the counts have them."""
    seat = {"center_code": center, "agency_code": agency, "role": role, "now_at": at}
    rows = intake.store.query(
        "todo_items", reason="", row_limit=100, **seat
    ).to_pylist()
    counts = intake.store.query("todo_counts", **seat).to_pylist()
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["reason"], []).append(row["item_id"])
    assert {row["reason"]: row["things"] for row in counts} == {
        reason: len(items) for reason, items in found.items()
    }
    assert all(row["total"] == len(rows) for row in rows)
    return found


def code(center: int) -> str:
    return f"{center:012d}"


def accepted(intake: Intake, **fields: Any) -> None:
    """A dispute that its village took."""
    intake.event("dispute", 1, **fields)
    intake.move("dispute", "accept", acting_center=code(VILLAGE))


def test_what_nobody_touched_waits_for_the_center_of_its_division(
    intake: Intake,
) -> None:
    intake.event("dispute", 1)
    assert waits(intake, VILLAGE) == {"to_assign": ["dispute-1"]}
    assert waits(intake, TOWN) == {}
    assert waits(intake, VILLAGE, "police") == {}


def test_what_was_accepted_waits_to_be_assigned_until_it_is(intake: Intake) -> None:
    accepted(intake)
    assert waits(intake, VILLAGE) == {"to_assign": ["dispute-1"]}
    intake.move("dispute", "handle", acting_center=code(VILLAGE))
    assert waits(intake, VILLAGE) == {}


def test_the_receiver_is_asked_to_sign(intake: Intake) -> None:
    accepted(intake)
    intake.move(
        "dispute",
        "escalate",
        acting_center=code(VILLAGE),
        to_center=code(TOWN),
    )
    assert waits(intake, TOWN) == {"to_sign": ["dispute-1"]}
    assert waits(intake, VILLAGE) == {}


def test_an_agency_is_asked_by_its_name_alone(intake: Intake) -> None:
    accepted(intake)
    intake.move(
        "dispute",
        "assign",
        acting_center=code(VILLAGE),
        to_center=code(VILLAGE),
        to_agency="police",
    )
    assert waits(intake, VILLAGE, "police") == {"to_sign": ["dispute-1"]}
    assert waits(intake, VILLAGE, "fire") == {}
    assert waits(intake, VILLAGE) == {"to_sign": ["dispute-1"]}


def test_what_came_back_is_told_apart(intake: Intake) -> None:
    accepted(intake)
    intake.move(
        "dispute", "escalate", acting_center=code(VILLAGE), to_center=code(TOWN)
    )
    intake.move("dispute", "return", acting_center=code(TOWN))
    assert waits(intake, VILLAGE) == {"returned": ["dispute-1"]}


def test_a_task_waits_until_it_is_fed_back_and_then_for_its_lead(
    intake: Intake,
) -> None:
    accepted(intake)
    intake.move("dispute", "handle", acting_center=code(VILLAGE))
    intake.move(
        "dispute",
        "join",
        acting_center=code(VILLAGE),
        to_center=code(TOWN),
        to_agency="police",
        task_id="T1",
    )
    assert waits(intake, TOWN, "police") == {"task": ["dispute-1"]}
    assert waits(intake, TOWN, "fire") == {}
    police = {
        "acting_center": code(TOWN),
        "acting_agency": "police",
        "role": "agency_staff",
        "task_id": "T1",
    }
    intake.move("dispute", "task_sign", **police)
    assert waits(intake, TOWN, "police") == {"task": ["dispute-1"]}
    intake.move("dispute", "task_feedback", **police)
    assert waits(intake, TOWN, "police") == {}
    assert waits(intake, VILLAGE) == {"to_review": ["dispute-1"]}


def test_due_today_becomes_overdue(intake: Intake) -> None:
    accepted(intake)
    intake.move("dispute", "handle", acting_center=code(VILLAGE))
    due = intake.item("dispute")["close_due_at"]
    assert waits(intake, VILLAGE, at=due - timedelta(days=1)) == {}
    assert waits(intake, VILLAGE, at=due - HOUR) == {"due_today": ["dispute-1"]}
    assert waits(intake, VILLAGE, at=due + HOUR) == {"overdue": ["dispute-1"]}


def test_supervision_waits_for_a_reply(intake: Intake) -> None:
    accepted(intake)
    intake.move("dispute", "handle", acting_center=code(VILLAGE))
    intake.move("dispute", "supervise", acting_center=code(TOWN), role="leader")
    assert waits(intake, VILLAGE) == {"to_reply": ["dispute-1"]}
    intake.move("dispute", "reply", acting_center=code(VILLAGE))
    assert waits(intake, VILLAGE) == {}


def test_an_instruction_waits_until_something_was_done(intake: Intake) -> None:
    accepted(intake)
    intake.move("dispute", "handle", acting_center=code(VILLAGE))
    later = START + HOUR
    intake.move(
        "dispute", "instruct", acting_center=code(TOWN), role="leader", at=later
    )
    now = later + HOUR
    assert waits(intake, VILLAGE, at=now) == {"instructed": ["dispute-1"]}
    intake.move("dispute", "feedback", acting_center=code(VILLAGE), at=now)
    assert waits(intake, VILLAGE, at=now + HOUR) == {}


def test_an_extension_waits_to_be_decided(intake: Intake) -> None:
    accepted(intake)
    intake.move("dispute", "handle", acting_center=code(VILLAGE))
    intake.move("dispute", "ask_extension", acting_center=code(VILLAGE))
    assert waits(intake, VILLAGE) == {"to_grant": ["dispute-1"]}
    assert waits(intake, VILLAGE, role="duty_officer") == {}


def test_a_strike_off_waits_for_its_owner_and_the_center_above(intake: Intake) -> None:
    accepted(intake)
    for name in ("handle", "put_on_ledger"):
        intake.move("dispute", name, acting_center=code(VILLAGE))
    assert waits(intake, TOWN) == {}
    intake.move("dispute", "ask_strike_off", acting_center=code(VILLAGE))
    for center in (VILLAGE, TOWN):
        assert waits(intake, center) == {"to_strike_off": ["dispute-1"]}
        assert waits(intake, center, "police") == {}
    assert waits(intake, COUNTY) == {}
    for center, role in product((VILLAGE, TOWN), ("staff", "leader", "auditor")):
        asked = role == "leader" or (role, center) == ("staff", TOWN)
        shown = {"to_strike_off": ["dispute-1"]} if asked else {}
        assert waits(intake, center, role=role) == shown, role
    everywhere = intake.store.query("todo_everywhere", now_at=START + HOUR)
    assert {
        (row["center_code"], row["only_role"]) for row in everywhere.to_pylist()
    } == {(VILLAGE, "leader"), (TOWN, "leader"), (TOWN, "staff")}
    intake.move(
        "dispute",
        "refuse_strike_off",
        acting_center=code(TOWN),
        role="leader",
        actor="another",
    )
    assert waits(intake, TOWN) == {}


def test_what_was_closed_waits_for_a_visit(intake: Intake) -> None:
    accepted(intake)
    for name in ("handle", "close"):
        intake.move("dispute", name, acting_center=code(VILLAGE))
    assert waits(intake, VILLAGE) == {"to_visit": ["dispute-1"]}
    intake.move("dispute", "visit", acting_center=code(VILLAGE))
    assert waits(intake, VILLAGE) == {}

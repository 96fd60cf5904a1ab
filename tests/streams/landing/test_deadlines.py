"""The hub's writer works out when each clock of an item runs out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from board.look.clock import SHANGHAI
from streams.events import HANDLING_TOPIC
from tests.support.city import City
from tests.support.messages import TOPICS, encoded, event, move
from tests.support.ready import ready_store

OFFSETS = count(1)
TOWN = "421321101000"
DAY = timedelta(days=1)
RECEIVED_AT = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
"""A Monday without holidays near it."""


def send(city: City, topic: str, message: dict[str, Any], at: datetime) -> None:
    stamp = round(at.timestamp() * 1000)
    value = encoded(message)
    city.take([(topic, 0, None, next(OFFSETS), stamp, 0, b"", value, ())], at)


def take(city: City, kind: str, at: datetime, **fields: Any) -> None:
    seen = {"occurred_at": at.isoformat(), "reported_at": at.isoformat()}
    send(city, TOPICS[kind], event(kind, **(seen | fields)), at)


def step(city: City, kind: str, name: str, at: datetime, **fields: Any) -> None:
    told = {"move_id": f"m-{next(OFFSETS)}", "moved_at": at.isoformat()}
    moved = move(kind, name, **(told | fields))
    send(city, HANDLING_TOPIC, moved, at)


def state(city: City, kind: str) -> dict[str, Any]:
    [row] = city.store.query("item", kind=kind, id=f"{kind}-1").to_pylist()
    return row


def received(
    kind: str, at: datetime = RECEIVED_AT, profile: str = "mixed", **fields: Any
) -> City:
    city = City(ready_store(deadline_profile=profile))
    take(city, kind, at, **fields)
    return city


@pytest.mark.parametrize(
    ("level", "limit"),
    [("01", timedelta(hours=4)), ("03", DAY), ("04", 3 * DAY)],
)
def test_an_incident_is_due_by_its_level(level: str, limit: timedelta) -> None:
    found = state(received("incident", level=level), "incident")
    assert found["close_due_at"] == RECEIVED_AT + limit
    assert found["close_limit_s"] == limit.total_seconds()
    assert found["acknowledge_due_at"] is None


@pytest.mark.parametrize(
    ("at", "due_day"),
    [
        # Thirteen workdays over the days of National Day and the weekend worked after.
        (datetime(2025, 9, 26, 15, 0, tzinfo=SHANGHAI), (2025, 10, 21)),
        # Received within the holiday: the first workday counted is the one after it.
        (datetime(2025, 10, 3, 15, 0, tzinfo=SHANGHAI), (2025, 10, 24)),
        # Sunday 28 September is worked, so it is one of the thirteen.
        (datetime(2025, 9, 27, 15, 0, tzinfo=SHANGHAI), (2025, 10, 21)),
        # Beyond the last published year the week decides, New Year included.
        (datetime(2027, 12, 30, 15, 0, tzinfo=SHANGHAI), (2028, 1, 18)),
    ],
)
def test_workdays_skip_holidays_and_count_the_weekends_that_are_worked(
    at: datetime, due_day: tuple[int, int, int]
) -> None:
    city = received("dispute", at, source="hotline_12345")
    due_at = state(city, "dispute")["close_due_at"].astimezone(SHANGHAI)
    assert due_at == datetime(*due_day, 15, 0, tzinfo=SHANGHAI)


def test_a_source_that_no_list_knows_has_the_deadline_of_all_others() -> None:
    city = received("dispute", source="newcomer", level="02")
    assert state(city, "dispute")["close_due_at"] == RECEIVED_AT + 30 * DAY


def test_another_profile_gives_other_deadlines() -> None:
    city = received("dispute", profile="sign_24h_close_7d", level="02")
    found = state(city, "dispute")
    assert found["assign_due_at"] == RECEIVED_AT + DAY
    assert found["close_due_at"] == RECEIVED_AT + 7 * DAY


def test_every_hand_over_has_a_clock_of_its_own() -> None:
    city = received("dispute", level="02")
    step(city, "dispute", "accept", RECEIVED_AT)
    assert state(city, "dispute")["sign_due_at"] is None
    handed = [RECEIVED_AT + 2 * DAY, RECEIVED_AT + 3 * DAY]
    for at in handed:
        step(city, "dispute", "escalate", at, to_center=TOWN, note="演示")
    stated = RECEIVED_AT + 9 * DAY
    due = {"to_center": TOWN, "note": "演示", "due_at": stated.isoformat()}
    step(city, "dispute", "escalate", handed[1], **due)
    found = state(city, "dispute")
    assert found["handover_dues"] == [handed[0] + DAY, handed[1] + DAY, stated]
    assert found["sign_due_at"] == stated
    assert [one["ending"] for one in found["handovers"]] == [*["replaced"] * 2, None]


def test_a_task_is_due_as_it_says_or_by_the_profile() -> None:
    city = received("dispute", level="02")
    for name in ("accept", "handle"):
        step(city, "dispute", name, RECEIVED_AT)
    stated = RECEIVED_AT + 2 * DAY
    step(city, "dispute", "join", RECEIVED_AT, task_id="A", to_agency="justice")
    due = {"task_id": "B", "to_agency": "court", "due_at": stated.isoformat()}
    step(city, "dispute", "join", RECEIVED_AT, **due)
    assert state(city, "dispute")["task_dues"] == [RECEIVED_AT + 7 * DAY, stated]


def test_a_reopened_case_is_due_anew_and_its_first_round_keeps_its_day() -> None:
    city = received("dispute", level="02")
    for name in ("accept", "handle", "close"):
        step(city, "dispute", name, RECEIVED_AT + DAY, outcome="mediated")
    again_at = RECEIVED_AT + 50 * DAY
    step(city, "dispute", "reopen", again_at, note="演示")
    found = state(city, "dispute")
    assert found["round_dues"] == [RECEIVED_AT + 30 * DAY]
    assert found["close_due_at"] == again_at + 30 * DAY
    assert found["assign_due_at"] == again_at + DAY


def test_an_accepted_extension_moves_the_deadline_and_a_refused_one_does_not() -> None:
    city = received("dispute", level="02")
    until = RECEIVED_AT + 60 * DAY
    extension = {"due_at": until.isoformat(), "note": "演示"}
    at = RECEIVED_AT + DAY
    step(city, "dispute", "extend", at, role="leader", **extension)
    assert state(city, "dispute")["close_due_at"] == RECEIVED_AT + 30 * DAY
    step(city, "dispute", "accept", at)
    step(city, "dispute", "extend", at, role="leader", **extension)
    assert state(city, "dispute")["close_due_at"] == until


def test_a_suspension_moves_the_clock_by_its_length_and_resuming_restates_it() -> None:
    city = received("dispute", level="02")
    for name in ("accept", "handle"):
        step(city, "dispute", name, RECEIVED_AT + DAY)
    until = RECEIVED_AT + 22 * DAY
    rest = {"note": "演示", "due_at": until.isoformat()}
    step(city, "dispute", "suspend", RECEIVED_AT + 2 * DAY, **rest)
    assert state(city, "dispute")["close_due_at"] == RECEIVED_AT + 50 * DAY
    step(city, "dispute", "resume", RECEIVED_AT + 12 * DAY)
    assert state(city, "dispute")["close_due_at"] == RECEIVED_AT + 40 * DAY


def test_a_pause_is_kept_when_the_severity_changes() -> None:
    city = received("incident", level="04")
    for name in ("accept", "handle"):
        step(city, "incident", name, RECEIVED_AT)
    until = RECEIVED_AT + 5 * DAY
    rest = {"note": "演示", "due_at": until.isoformat()}
    step(city, "incident", "suspend", RECEIVED_AT, **rest)
    take(city, "incident", RECEIVED_AT + DAY, version=2, level="01")
    due_at = state(city, "incident")["close_due_at"]
    assert due_at == until + timedelta(hours=4)


def test_a_confirmed_signal_has_a_case_clock_from_its_confirmation() -> None:
    city = received("camera_alert", priority=4)
    found = state(city, "camera_alert")
    assert found["acknowledge_due_at"] == RECEIVED_AT + timedelta(minutes=30)
    assert (found["close_due_at"], found["is_case"]) == (None, False)
    confirmed_at = RECEIVED_AT + timedelta(minutes=10)
    step(city, "camera_alert", "confirm", confirmed_at, note="演示")
    found = state(city, "camera_alert")
    assert (found["is_case"], found["confirmed_at"]) == (True, confirmed_at)
    assert found["close_due_at"] == confirmed_at + 3 * DAY


def test_a_version_that_is_graver_shortens_the_time() -> None:
    city = received("incident", level="04")
    take(city, "incident", RECEIVED_AT + timedelta(hours=1), version=2, level="01")
    due_at = state(city, "incident")["close_due_at"]
    assert due_at == RECEIVED_AT + timedelta(hours=4)
    assert due_at.astimezone(UTC) == datetime(2026, 3, 2, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("days", [-2, 5])
def test_an_extension_never_shortens(days: int) -> None:
    city = received("dispute")
    without = state(city, "dispute")["close_due_at"]
    asked = without + days * DAY
    step(city, "dispute", "accept", RECEIVED_AT)
    step(city, "dispute", "handle", RECEIVED_AT)
    told = {"due_at": asked.isoformat(), "note": "等待鉴定", "role": "leader"}
    step(city, "dispute", "extend", RECEIVED_AT, **told)
    found = state(city, "dispute")
    assert found["extended_to"] == asked
    assert found["close_due_at"] == max(without, asked)

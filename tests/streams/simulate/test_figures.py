"""The demo's figures of signing and handing over, recounted from the raw topics.

The recount is the model's, which shares no code with what it judges.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from sql.store import Store
from streams.clock import SHANGHAI
from tests.journey.chaos_message import Message, numbered
from tests.journey.model.fold import fold
from tests.journey.model.moments import business_day, microseconds
from tests.journey.model.pressing import pressing
from tests.sql.timed import PRESSING
from tests.streams.simulate.city import ANCHOR_MS, history_of, small_world
from tests.support.intake import Intake

NOW = datetime.fromtimestamp(ANCHOR_MS / 1_000, SHANGHAI)
AT = microseconds(NOW)
DAYS = 25
BATCH = 500
FIGURES = {
    "received": ("assigned", "assigned_on_time", "unassigned_overdue"),
    "handed": ("items", "signed", "signed_on_time", "unsigned_overdue"),
    "due": ("items", "closed", "on_time", "overdue_open"),
}
Row = dict[str, Any]
PERIOD = (NOW.date() - timedelta(days=18), NOW.date() + timedelta(days=1))


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return [
        Message(
            topic=record.topic,
            partition=0,
            at_ms=record.at_ms,
            key=record.key,
            value=record.value,
        )
        for record in history_of(small_world(days=DAYS))
    ]


@pytest.fixture(scope="module")
def store(messages: list[Message]) -> Store:
    intake = Intake()
    for start in range(0, len(messages), BATCH):
        intake.take(*map(_taken, messages[start : start + BATCH]))
    return intake.store


@pytest.fixture(scope="module")
def told(store: Store) -> dict[str, Counter[str]]:
    """What the store says of the period, by axis."""
    rows = store.query(
        "indicators_by_town", from_day=PERIOD[0], until_day=PERIOD[1], now_at=NOW
    ).to_pylist()
    found: dict[str, Counter[str]] = {axis: Counter() for axis in FIGURES}
    for row in rows:
        if row["axis"] in found:
            figures = FIGURES[row["axis"]]
            found[row["axis"]].update({name: row[name] for name in figures})
    return found


def _taken(message: Message) -> tuple[str, Any, datetime]:
    at = datetime.fromtimestamp(message.at_ms / 1_000, SHANGHAI)
    return message.topic, json.loads(message.value), at


@pytest.fixture(scope="module")
def items(messages: list[Message]) -> list[Row]:
    """Every item, as the raw topics make it."""
    return list(fold(numbered(messages), "mixed").items.values())


@pytest.fixture(scope="module")
def cases(items: list[Row]) -> list[Row]:
    """Every case that counts."""
    return [
        row
        for row in items
        if row["version"] is not None and row["status"] != "merged" and row["is_case"]
    ]


def is_within(at: int | None) -> bool:
    return at is not None and PERIOD[0] <= business_day(at) < PERIOD[1]


def is_by(at: int | None, due_at: int) -> bool:
    return at is not None and at <= due_at


def test_handing_over_is_what_the_topics_make_it(
    told: dict[str, Counter[str]], cases: list[Row]
) -> None:
    count: Counter[str] = Counter()
    for row in (one for one in cases if is_within(one["received_at"])):
        due_at, assigned_at = row["assign_due_at"], row["assigned_at"]
        count["assigned"] += assigned_at is not None
        count["assigned_on_time"] += is_by(assigned_at, due_at)
        waits = row["status"] in {"registered", "accepted", "assessed"}
        is_missed = waits and assigned_at is None and due_at < AT
        count["unassigned_overdue"] += is_missed
    assert told["received"] == count
    assert count["assigned"] > 500


def test_signing_is_counted_by_hand_over(
    told: dict[str, Counter[str]], cases: list[Row]
) -> None:
    count: Counter[str] = Counter()
    for row in cases:
        for one, due_at in zip(row["handovers"], row["handover_dues"], strict=True):
            if not is_within(one["handed_at"]):
                continue
            count["items"] += 1
            count["signed"] += one["ending"] == "signed"
            is_signed = one["ending"] == "signed"
            count["signed_on_time"] += is_signed and is_by(one["ended_at"], due_at)
            count["unsigned_overdue"] += one["ended_at"] is None and due_at < AT
    assert +told["handed"] == +count
    assert count["signed"] > 50


def test_closing_is_counted_by_round(
    told: dict[str, Counter[str]], cases: list[Row]
) -> None:
    count: Counter[str] = Counter()
    for row in cases:
        for due_at, closed_at, status in rounds(row):
            if not is_within(due_at) or due_at > AT:
                continue
            count["items"] += 1
            count["closed"] += closed_at is not None
            count["on_time"] += status != "redirected" and is_by(closed_at, due_at)
            count["overdue_open"] += closed_at is None and due_at < AT
    assert +told["due"] == +count
    assert any(row["rounds"] for row in cases)


def rounds(row: Row) -> list[tuple[int, int | None, str]]:
    ended = zip(row["rounds"], row["round_dues"], strict=True)
    return [
        *((due, one["closed_at"], one["status"]) for one, due in ended),
        (row["close_due_at"], row["closed_at"], row["status"]),
    ]


@pytest.mark.parametrize("hours", [0, 8, 24 * 7])
def test_what_presses_after_a_silent_night_is_what_the_topics_make_it(
    store: Store, items: list[Row], hours: int
) -> None:
    later = NOW + timedelta(hours=hours)
    expected = pressing(items, microseconds(later))
    asked = store.query("deadlines_by_village", now_at=later).to_pylist()
    found = {
        (
            *(one["division_code"], one["kind"], one["severity"]),
            one["escalation_level"],
        ): {name: one[name] for name in PRESSING if one[name]}
        for one in asked
    }
    assert found == {
        cell: {name: count for name, count in told.items() if name in PRESSING}
        for cell, told in expected.items()
    }
    assert sum(cell[-1] == 1 for cell in expected) > 10


def test_a_silent_week_makes_more_of_what_is_open_late(items: list[Row]) -> None:
    week = microseconds(NOW + timedelta(days=7))
    now, then = (_late(items, moment) for moment in (AT, week))
    assert then["overdue"] > now["overdue"]
    assert then["unacknowledged_overdue"] > now["unacknowledged_overdue"]


def _late(items: list[Row], at: int) -> Counter[str]:
    return sum(pressing(items, at).values(), Counter())

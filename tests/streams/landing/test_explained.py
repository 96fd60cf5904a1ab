"""Every clock says what its end is made of, and the sum is right."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from board.look.clock import SHANGHAI
from tests.streams.landing.test_deadlines import DAY, RECEIVED_AT, TOWN, step, take
from tests.support.city import City
from tests.support.ready import ready_store

OTHER = "421303001000"
PARTS = ("allowed_s", "skipped_s", "paused_s", "extended_s")


def clocks(city: City, kind: str = "dispute") -> list[dict[str, Any]]:
    found = city.store.query("item_clocks", kind=kind, id=f"{kind}-1").to_pylist()
    for one in found:
        parts = timedelta(seconds=sum(one[part] for part in PARTS))
        assert one["started_at"] + parts == one["due_at"], one
    return found


def of(city: City, stage: str) -> list[dict[str, Any]]:
    return [one for one in clocks(city) if one["stage"] == stage]


@pytest.fixture
def city() -> City:
    city = City(ready_store())
    take(city, "dispute", RECEIVED_AT, level="02")
    for name in ("accept", "handle"):
        step(city, "dispute", name, RECEIVED_AT + DAY)
    return city


def test_a_fresh_item_waits_to_be_handed_over_and_closed() -> None:
    city = City(ready_store())
    take(city, "dispute", RECEIVED_AT, level="02")
    assert [one["stage"] for one in clocks(city)] == ["assign", "close"]
    assert all(one["ended_at"] is None for one in clocks(city))
    assert {one["profile"] for one in clocks(city)} == {"mixed"}


def test_pauses_and_extensions_are_told_apart(city: City) -> None:
    until = RECEIVED_AT + 12 * DAY
    rest = {"note": "演示", "due_at": until.isoformat()}
    step(city, "dispute", "suspend", RECEIVED_AT + 2 * DAY, **rest)
    asked = {"due_at": (RECEIVED_AT + 50 * DAY).isoformat(), "note": "演示"}
    step(city, "dispute", "extend", until, role="leader", **asked)
    (close,) = of(city, "close")
    days = [close[part] / DAY.total_seconds() for part in PARTS]
    assert days == [30, 0, 10, 10]


def test_days_that_are_no_workdays_are_told() -> None:
    city = City(ready_store())
    at = datetime(2025, 9, 26, 15, 0, tzinfo=SHANGHAI)
    take(city, "dispute", at, source="hotline_12345")
    (close,) = of(city, "close")
    assert (close["limit_workdays"], close["skipped_s"]) == (13, 12 * 86_400)


def test_every_hand_over_task_and_round_has_a_row(city: City) -> None:
    step(city, "dispute", "join", RECEIVED_AT, task_id="A", to_agency="justice")
    stated = RECEIVED_AT + 3 * DAY
    due = {"due_at": stated.isoformat(), "note": "演示"}
    step(city, "dispute", "escalate", RECEIVED_AT + DAY, to_center=TOWN, **due)
    step(city, "dispute", "sign", RECEIVED_AT + 2 * DAY, acting_center=TOWN)
    (sign,) = of(city, "sign")
    assert (sign["subject"], sign["profile"], sign["due_at"]) == (TOWN, None, stated)
    assert sign["ended_at"] == RECEIVED_AT + 2 * DAY
    (task,) = of(city, "task")
    assert (task["subject"], task["ended_at"]) == ("A", None)


def test_a_round_that_ended_keeps_its_row(city: City) -> None:
    step(city, "dispute", "close", RECEIVED_AT + 2 * DAY, outcome="mediated")
    step(city, "dispute", "reopen", RECEIVED_AT + 9 * DAY, note="演示")
    first, second = of(city, "close")
    assert (first["subject"], first["ended_at"]) == ("1", RECEIVED_AT + 2 * DAY)
    assert (second["subject"], second["ended_at"]) == ("2", None)
    assert second["started_at"] == RECEIVED_AT + 9 * DAY


def test_the_levels_of_escalation_follow_from_now(city: City) -> None:
    due_at = RECEIVED_AT + 30 * DAY
    asked = {"kind": "dispute", "id": "dispute-1"}
    for now, reached in ((due_at - 20 * DAY, 0), (due_at + DAY, 2), (due_at, 1)):
        rows = city.store.query("item_escalations", now_at=now, **asked).to_pylist()
        assert [row["stage"] for row in rows] == ["close"] * 5
        assert sum(row["is_reached"] for row in rows) == reached
    assert rows[2]["reached_at"] == due_at + 15 * DAY
    assert [row["tier"] for row in rows] == [
        "village",
        "village",
        "town",
        "county",
        "city",
    ]


@pytest.mark.parametrize(
    ("named", "is_misplaced"),
    [("421321101201", False), ("421321101", False), ("421321", False), (OTHER, True)],
)
def test_moves_and_facts_may_name_different_divisions(
    named: str, *, is_misplaced: bool
) -> None:
    city = City(ready_store())
    take(city, "dispute", RECEIVED_AT, level="02")
    center = OTHER if is_misplaced else "421300000000"
    given = {"division_code": named, "acting_center": center}
    step(city, "dispute", "note", RECEIVED_AT, note="演示", **given)
    asked = {"now_at": RECEIVED_AT, "row_limit": 10}
    rows = city.store.query("misplaced_items", **asked).to_pylist()
    assert len(rows) == is_misplaced
    assert all(row["named_division"] == int(OTHER) for row in rows)

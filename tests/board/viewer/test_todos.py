"""How much waits for a seat: asked for once for the whole city."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from board.reads.reads import Reads
from board.viewer.fresh import FRESH
from board.viewer.seat import Seat
from board.viewer.todos import Todos, Waiting
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.intake import START, Intake

VILLAGE, TOWN = 421321101201, 421321101000
DUE = START + timedelta(days=30)
AGENCIES = ("", "police", "justice", "fire")
SEATS_AT_LEAST = 5


class Counting:
    """A door that counts what it is asked."""

    def __init__(self, intake: Intake) -> None:
        self._store, self.asked = intake.store, 0

    def query(self, name: str, **parameters: Any) -> Any:
        self.asked += 1
        return self._store.query(name, **parameters)


@pytest.fixture
def door() -> Counting:
    intake = Intake()
    intake.event("dispute", 1)
    return Counting(intake)


def test_what_waits_is_counted_and_what_is_late(door: Counting) -> None:
    seat = Seat("staff", VILLAGE)
    todos = Todos(Reads(door))  # type: ignore[arg-type] # a fake
    assert todos.waiting(seat, START) == Waiting(things=1, late=0)
    assert todos.waiting(Seat("staff", VILLAGE, "police"), START) == Waiting()
    late = todos.waiting(seat, DUE)
    assert late
    assert late.late > 0


def test_the_hub_is_asked_once_for_all_seats_and_again_after_a_while(
    door: Counting,
) -> None:
    todos = Todos(Reads(door))  # type: ignore[arg-type] # a fake
    for code in range(1_064):
        assert todos.waiting(Seat("staff", code), START + FRESH / 2) == Waiting()
    assert door.asked == 1
    todos.waiting(Seat("leader", VILLAGE), START + FRESH * 2)
    assert door.asked == 2


def test_who_looks_while_somebody_asks_has_what_is_known(door: Counting) -> None:
    todos = Todos(Reads(door))  # type: ignore[arg-type] # a fake
    seat = Seat("staff", VILLAGE)
    meanwhile: list[Waiting | None] = []
    plain = door.query

    def while_asking(name: str, **parameters: Any) -> Any:
        meanwhile.append(todos.waiting(seat, parameters["now_at"]))
        return plain(name, **parameters)

    door.query = while_asking  # type: ignore[method-assign] # asked meanwhile
    known = todos.waiting(seat, START)
    todos.waiting(seat, START + FRESH)
    assert meanwhile == [None, known]


def reports_of(city: City, center: int) -> tuple[bool, ...]:
    """Whether each report that the page names is late."""
    found = city.store.query("reports_due", center_code=center, now_at=NOW)
    return tuple(one["is_late"] for one in found.to_pylist())


def notices_of(city: City, center: int, agency: str) -> tuple[int, int]:
    """How many notices and consultations the page names, and how many are late."""
    seat = {"center_code": center, "agency_code": agency}
    found = [
        one
        for name in ("notices_due", "consultations_due")
        for one in city.store.query(name, now_at=NOW, **seat).to_pylist()
    ]
    return sum(one["things"] for one in found), sum(one["late"] for one in found)


def owing(city: City) -> tuple[int, int]:
    """A center that owes a report, and the one above it."""
    place = {"low": 0, "high": 10**12, "center_code": 0, "row_limit": 1}
    found = city.store.query("report_states", now_at=NOW, **place).to_pylist()[0]
    assert found["state"] == "to_report"
    return found["acting_center"], found["to_center"]


def test_a_badge_counts_what_the_page_of_its_seat_counts(city: City) -> None:
    todos = Todos(Reads(city.store))
    assert todos.waiting(Seat(), NOW) is not None
    waiting = city.store.query("todo_everywhere", now_at=NOW).to_pylist()
    centers = sorted({one["center_code"] for one in waiting})
    picked = (*centers[:: len(centers) // SEATS_AT_LEAST], *owing(city), VILLAGE)
    assert len(picked) > SEATS_AT_LEAST
    for center in picked:
        for agency in AGENCIES:
            seat = {"center_code": center, "agency_code": agency, "role": "staff"}
            rows = city.store.query("todo_counts", now_at=NOW, **seat).to_pylist()
            owed = () if agency else reports_of(city, center)
            told, late = notices_of(city, center, agency)
            shown = Waiting(
                sum(one["things"] for one in rows) + len(owed) + told,
                sum(one["late"] for one in rows) + sum(owed) + late,
            )
            assert todos.waiting(Seat("staff", center, agency), NOW) == shown


def test_what_an_agency_is_asked_waits_for_its_center_as_well() -> None:
    intake = Intake()
    intake.event("dispute", 1)
    here = {"acting_center": f"{VILLAGE:012d}"}
    intake.move("dispute", "accept", **here)
    intake.move(
        "dispute",
        "assign",
        to_center=f"{VILLAGE:012d}",
        to_agency="police",
        **here,
    )
    todos = Todos(Reads(intake.store))
    for agency in ("", "police"):
        assert todos.waiting(Seat("staff", VILLAGE, agency), START) == Waiting(1)
    assert todos.waiting(Seat("staff", VILLAGE, "fire"), START) == Waiting()

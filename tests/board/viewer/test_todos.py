"""How much waits for a seat: asked for once for all its windows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from board.reads.reads import Reads
from board.viewer.seat import Seat
from board.viewer.todos import FRESH, KEPT, Todos, Waiting
from tests.support.intake import START, Intake

VILLAGE = 421321101201
DUE = START + timedelta(days=30)


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
    todos = Todos(Reads(door))  # type: ignore[arg-type] # a fake
    seat = Seat("staff", VILLAGE)
    assert todos.waiting(seat, START) == Waiting(things=1, late=0)
    assert todos.waiting(Seat("staff", VILLAGE, "police"), START) == Waiting(0, 0)
    late = todos.waiting(seat, DUE)
    assert late
    assert late.late > 0


def test_a_seat_is_asked_for_again_only_after_a_while(door: Counting) -> None:
    todos = Todos(Reads(door))  # type: ignore[arg-type] # a fake
    seat = Seat("staff", VILLAGE)
    todos.waiting(seat, START)
    todos.waiting(Seat("leader", VILLAGE), START + FRESH / 2)
    assert door.asked == 1
    todos.waiting(seat, START + FRESH)
    assert door.asked == 2


def test_only_so_many_seats_are_remembered(door: Counting) -> None:
    todos = Todos(Reads(door))  # type: ignore[arg-type] # a fake
    for code in range(KEPT + 1):
        todos.waiting(Seat("staff", code), START)
    todos.waiting(Seat("staff", KEPT), START)
    assert door.asked == KEPT + 1
    todos.waiting(Seat("staff", 0), START)
    assert door.asked == KEPT + 2


def test_one_seat_is_asked_for_at_a_time(door: Counting) -> None:
    todos = Todos(Reads(door))  # type: ignore[arg-type] # a fake
    other = Seat("staff", VILLAGE + 1)
    known = todos.waiting(other, START)
    meanwhile: list[Waiting | None] = []
    plain = door.query

    def while_asking(name: str, **parameters: Any) -> Any:
        meanwhile.append(todos.waiting(other, START + FRESH))
        meanwhile.append(todos.waiting(Seat("staff", VILLAGE + 2), START))
        return plain(name, **parameters)

    door.query = while_asking  # type: ignore[method-assign] # asked meanwhile
    assert todos.waiting(Seat("staff", VILLAGE), START)
    assert meanwhile == [known, None]

"""Offers under their headings: none is lost, tasks stand apart."""

from __future__ import annotations

from datetime import UTC, datetime

from board.look.codes import listed
from board.views.handling.families import grouped
from board.views.handling.offers import Offer, in_order
from streams.handling.state import Task

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)


def task(task_id: str) -> Task:
    return Task(
        task_id=task_id,
        center=421321101000,
        agency="police",
        objective=None,
        state="sent",
        sent_at=AT,
        due_at=None,
        last_move_id="m",
    )


def test_nothing_offered_has_no_heading() -> None:
    assert grouped(()) == ()


def test_no_move_is_lost_and_headings_are_in_their_order() -> None:
    offered = [Offer(name, None, None) for name in in_order()]
    groups = grouped(offered)
    assert sorted(one.move for group in groups for one in group.offers) == sorted(
        in_order()
    )
    assert [group.family for group in groups] == list(listed("move_family"))


def test_each_task_stands_under_a_heading_of_its_own() -> None:
    tasks = [task("t2"), task("t1")]
    offered = [
        *(Offer("task_sign", one, None) for one in tasks),
        Offer("join", None, None),
        *(Offer("task_cancel", one, None) for one in tasks),
    ]
    groups = grouped(offered)
    assert [group.key for group in groups] == ["joint", "joint_t2", "joint_t1"]
    assert [one.move for one in groups[1].offers] == ["task_sign", "task_cancel"]


def test_a_move_that_no_list_names_stands_last() -> None:
    (first, last) = grouped(
        [Offer("new_move", None, None), Offer("handle", None, None)]
    )
    assert (first.family, last.family) == ("handling", "record")
    assert last.offers[0].move == "new_move"

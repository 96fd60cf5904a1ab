"""Joint tasks: which move leads from which state to which."""

from __future__ import annotations

import pytest

from sql.reference.tables import table
from streams.handling.tasks import ENDED, HELPED, OPEN

LINES = table("task_transitions.csv")
STATES = OPEN | ENDED
DONE = ENDED - OPEN


def reached(start: str) -> set[str]:
    """Every state that some sequence of moves leads to."""
    seen: set[str] = set()
    ahead = {start}
    while ahead:
        seen |= ahead
        ahead = {row["to_state"] for row in LINES if row["from_state"] in seen} - seen
    return seen


def test_every_line_names_known_states_and_moves() -> None:
    of_tasks = {row["move"] for row in table("moves.csv") if row["binding"] == "task"}
    assert {row["move"] for row in LINES} == of_tasks
    for row in LINES:
        assert {row["from_state"], row["to_state"]} <= STATES


def test_a_move_from_a_state_leads_to_one_state() -> None:
    keys = [(row["from_state"], row["move"], row["valid_from"]) for row in LINES]
    assert len(keys) == len(set(keys))


def test_every_state_is_reachable_but_what_another_task_replaces() -> None:
    assert reached("sent") == STATES - {"replaced"}


@pytest.mark.parametrize("state", sorted(OPEN))
def test_no_open_state_is_a_dead_end(state: str) -> None:
    assert reached(state) & DONE


def test_what_is_done_stays_as_it_is() -> None:
    assert {row["from_state"] for row in LINES} == OPEN


def test_what_was_returned_is_only_cancelled_or_replaced() -> None:
    returned = [row for row in LINES if row["from_state"] == "returned"]
    assert [(row["move"], row["to_state"]) for row in returned] == [
        ("task_cancel", "cancelled")
    ]


@pytest.mark.parametrize(
    ("move", "legal_from", "to_states"),
    [
        ("task_sign", {"sent"}, {"signed"}),
        ("task_return", {"sent", "signed"}, {"returned"}),
        ("task_feedback", HELPED, {"fed_back"}),
        ("task_accept", {"fed_back"}, {"accepted"}),
        ("reject_feedback", {"fed_back"}, {"signed"}),
        ("task_cancel", OPEN, {"cancelled"}),
        ("task_done", HELPED, {"accepted"}),
        ("task_extend", HELPED, HELPED),
    ],
)
def test_a_move_is_legal_only_where_it_makes_sense(
    move: str, legal_from: set[str], to_states: set[str]
) -> None:
    lines = [row for row in LINES if row["move"] == move]
    assert {row["from_state"] for row in lines} == legal_from
    assert {row["to_state"] for row in lines} == to_states


def test_more_time_leaves_the_state_alone() -> None:
    for row in LINES:
        assert row["move"] != "task_extend" or row["to_state"] == row["from_state"]

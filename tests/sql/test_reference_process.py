"""The process: what may be done with an item, and what may not."""

from __future__ import annotations

import pytest

from sql.reference.tables import table
from tests.sql.process import (
    RESTS,
    STARTS,
    STAY,
    arrives,
    column,
    counts_as,
    nodes,
    reached,
    steps,
)

STAGES = ("close", "sign", "assign", "acknowledge")


def test_every_step_names_known_statuses_and_moves() -> None:
    statuses = set(column("statuses.csv", "status"))
    moves = set(column("moves.csv", "move"))
    for row in table("transitions.csv"):
        assert {row["from_status"], arrives(row)} <= statuses
        assert row["move"] in moves
        assert row["opens_as"] in STARTS


def test_what_ends_by_itself_is_never_kept_as_a_status() -> None:
    assert not set(RESTS.values()) & set(column("transitions.csv", "to_status"))


def test_a_step_that_leads_nowhere_rests_goes_back_or_leaves_the_rest_alone() -> None:
    empty = [row for row in table("transitions.csv") if not row["to_status"]]
    awake = {r["move"] for r in empty if r["from_status"] not in RESTS.values()}
    resting = {r["move"] for r in empty if r["from_status"] in RESTS.values()}
    assert awake == {"undo", *RESTS}
    runs_on = {"dispatch", "extend", "ask_extension"}
    of_the_ledger = {"ask_strike_off", "refuse_strike_off"}
    assert resting == ({"undo", "resume"} | STAY) - runs_on - of_the_ledger


def test_a_move_from_a_status_leads_to_one_status() -> None:
    keys = [
        (row["opens_as"], row["from_status"], row["move"], row["valid_from"])
        for row in table("transitions.csv")
    ]
    assert len(keys) == len(set(keys))


def test_every_move_is_allowed_somewhere() -> None:
    assert set(column("transitions.csv", "move")) == set(column("moves.csv", "move"))


@pytest.mark.parametrize("opens_as", STARTS)
def test_every_status_is_reachable(opens_as: str) -> None:
    expected = {
        row["status"]
        for row in table("statuses.csv")
        if row["opens_as"] in {opens_as, "both"}
    }
    assert reached(STARTS[opens_as], steps(opens_as)) == expected


@pytest.mark.parametrize("opens_as", STARTS)
def test_no_open_status_is_a_dead_end(opens_as: str) -> None:
    is_open = {row["status"]: row["is_open"] == "1" for row in table("statuses.csv")}
    allowed = steps(opens_as)
    for node in nodes((STARTS[opens_as], ""), allowed):
        later = {counts_as(after) for after in nodes(node, allowed)}
        assert not is_open[counts_as(node)] or not all(is_open[one] for one in later)


@pytest.mark.parametrize("opens_as", STARTS)
def test_what_rests_can_be_ended_by_somebody_before_it_ends_by_itself(
    opens_as: str,
) -> None:
    rests = {RESTS[row["move"]] for row in steps(opens_as) if row["move"] in RESTS}
    for rest in rests:
        left = {r["move"] for r in steps(opens_as) if r["from_status"] == rest}
        assert left & {"resume", "unshelve"}


def test_finished_statuses_are_those_of_the_domain() -> None:
    finished = {row["status"] for row in table("statuses.csv") if row["is_open"] == "0"}
    assert finished == {
        "closed",
        "visited",
        "archived",
        "redirected",
        "merged",
        "false_alarm",
    }


@pytest.mark.parametrize("opens_as", STARTS)
def test_nothing_closes_that_was_neither_accepted_nor_signed_for(opens_as: str) -> None:
    unaccepted = [
        row for row in steps(opens_as) if row["to_status"] not in {"accepted", "signed"}
    ]
    assert "closed" not in reached(STARTS[opens_as], unaccepted)


@pytest.mark.parametrize("opens_as", STARTS)
def test_nothing_closes_that_nobody_handled(opens_as: str) -> None:
    idle = [row for row in steps(opens_as) if row["is_handling"] == "0"]
    assert "closed" not in reached(STARTS[opens_as], idle)


def test_a_signal_becomes_a_case_only_when_a_person_confirms_it() -> None:
    signal = {r["status"] for r in table("statuses.csv") if r["opens_as"] == "signal"}
    across = {
        (row["move"], arrives(row))
        for row in steps("signal")
        if row["from_status"] in signal and arrives(row) not in signal
    }
    assert across == {("confirm", "registered"), ("merge", "merged")}


def test_a_confirmed_signal_moves_like_a_case() -> None:
    def shape(opens_as: str) -> set[tuple[str, ...]]:
        return {tuple(row.values())[1:] for row in steps(opens_as)}

    assert shape("case") <= shape("signal")


def test_only_handling_joint_and_feedback_moves_count_as_handling() -> None:
    counted = {r["move"] for r in table("transitions.csv") if r["is_handling"] == "1"}
    idle = {r["move"] for r in table("transitions.csv") if r["is_handling"] == "0"}
    assert counted == {"handle", "join", "feedback", "task_feedback"}
    assert not counted & idle


@pytest.mark.parametrize("move", sorted(STAY))
def test_side_moves_leave_the_status_alone(move: str) -> None:
    for row in table("transitions.csv"):
        assert row["move"] != move or arrives(row) == row["from_status"]


def test_a_move_that_changes_the_status_binds_whoever_moves_next() -> None:
    binding = {row["move"]: row["binding"] for row in table("moves.csv")}
    changing = {
        row["move"]
        for row in table("transitions.csv")
        if arrives(row) != row["from_status"]
    }
    assert {binding[move] for move in changing} == {"item"}


def test_every_stage_has_its_levels_in_order_from_the_moment_it_is_missed() -> None:
    rows = table("escalation.csv")
    assert {row["stage"] for row in rows} == set(STAGES)
    for stage in STAGES:
        levels = [row for row in rows if row["stage"] == stage]
        shares = {int(r["level"]): float(r["overdue_share"]) for r in levels}
        steps = [int(row["tier_step"]) for row in levels]
        assert shares[1] == 0
        assert list(shares.values()) == sorted(set(shares.values()))
        assert list(shares) == list(range(min(shares), len(shares) + min(shares)))
        assert steps == sorted(steps)
        assert (0 in shares) == (stage == "close")
    assert all(row["source_note"] for row in rows)


def test_every_open_status_says_what_it_waits_for_unless_nobody_has_to_act() -> None:
    rows = {row["status"]: row for row in table("statuses.csv")}
    waiting = {status for status, row in rows.items() if row["waits_for"]}
    still = {"acknowledged", "shelved", "suspended"}
    assert waiting == {s for s, row in rows.items() if row["is_open"] == "1"} - still
    assert {rows[status]["waits_for"] for status in waiting} == set(STAGES)

"""The process: what may be done with an item, and what may not."""

from __future__ import annotations

import pytest

from sql.reference.tables import table
from streams.events import Move

STAGES = ("close", "sign", "acknowledge")
STARTS = {"case": "registered", "signal": "raised"}

Row = dict[str, str]


def column(name: str, field: str) -> list[str]:
    return [row[field] for row in table(name)]


def steps(opens_as: str) -> list[Row]:
    return [row for row in table("transitions.csv") if row["opens_as"] == opens_as]


def reached(start: str, allowed: list[Row]) -> set[str]:
    """Every status that some sequence of the allowed steps leads to."""
    seen: set[str] = set()
    ahead = {start}
    while ahead:
        seen |= ahead
        next_ones = {row["to_status"] for row in allowed if row["from_status"] in seen}
        ahead = next_ones - seen
    return seen


def test_every_step_names_known_statuses_and_moves() -> None:
    statuses = set(column("statuses.csv", "status"))
    moves = set(column("moves.csv", "move"))
    for row in table("transitions.csv"):
        assert {row["from_status"], row["to_status"]} <= statuses
        assert row["move"] in moves
        assert row["opens_as"] in STARTS


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
    for status in {
        row["from_status"] for row in allowed if is_open[row["from_status"]]
    }:
        assert not all(is_open[later] for later in reached(status, allowed))


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
        (row["move"], row["to_status"])
        for row in steps("signal")
        if row["from_status"] in signal and row["to_status"] not in signal
    }
    assert across == {("confirm", "registered"), ("merge", "merged")}


def test_a_confirmed_signal_moves_like_a_case() -> None:
    def shape(opens_as: str) -> set[tuple[str, ...]]:
        return {tuple(row.values())[1:] for row in steps(opens_as)}

    assert shape("case") <= shape("signal")


@pytest.mark.parametrize(
    ("move", "legal_from"),
    [
        ("sign", {"assigned"}),
        ("close", {"handling", "joint", "feedback"}),
        ("reopen", {"closed", "visited", "archived", "redirected", "false_alarm"}),
        ("confirm", {"raised", "acknowledged", "shelved"}),
        ("dismiss", {"raised", "acknowledged", "shelved"}),
        ("resume", {"suspended"}),
        ("put_on_ledger", {"handling", "joint", "feedback"}),
        ("strike_off_ledger", {"ledger"}),
        ("archive", {"closed", "visited"}),
        ("visit", {"closed", "visited"}),
        ("unshelve", {"shelved"}),
        ("accept", {"registered", "returned"}),
    ],
)
def test_a_move_is_legal_only_where_it_makes_sense(
    move: str, legal_from: set[str]
) -> None:
    allowed = {r["from_status"] for r in table("transitions.csv") if r["move"] == move}
    assert allowed == legal_from


@pytest.mark.parametrize("opens_as", STARTS)
def test_a_village_may_accept_handle_and_close_by_itself(opens_as: str) -> None:
    table = {(r["from_status"], r["move"]): r["to_status"] for r in steps(opens_as)}
    status = "registered"
    for move in ("accept", "handle", "close"):
        status = table[status, move]
    assert status == "closed"


def test_the_whole_way_of_the_domain_is_legal() -> None:
    table = {(r["from_status"], r["move"]): r["to_status"] for r in steps("case")}
    way = "accept assess assign sign handle join task_done feedback close visit archive"
    status = "registered"
    for move in way.split():
        status = table[status, move]
    assert status == "archived"


def test_only_handling_joint_and_feedback_moves_count_as_handling() -> None:
    counted = {r["move"] for r in table("transitions.csv") if r["is_handling"] == "1"}
    idle = {r["move"] for r in table("transitions.csv") if r["is_handling"] == "0"}
    assert counted == {"handle", "join", "feedback"}
    assert not counted & idle


@pytest.mark.parametrize(
    "move",
    [
        *("supervise", "unsupervise", "urge", "claim", "extend", "dispatch"),
        *("note", "instruct", "link", "task_done"),
    ],
)
def test_side_moves_leave_the_status_alone(move: str) -> None:
    for row in table("transitions.csv"):
        assert row["move"] != move or row["to_status"] == row["from_status"]


def test_moves_require_fields_that_a_move_has() -> None:
    fields = set(Move.__struct_fields__)
    assert all(set(row["requires"].split()) <= fields for row in table("moves.csv"))


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

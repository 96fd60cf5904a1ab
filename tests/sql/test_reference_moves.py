"""The moves: what each needs, how long what begins with it lasts, who may make it."""

from __future__ import annotations

import pytest

from sql.reference.tables import table
from streams.events import Move
from streams.handling.asks import ASKED_BY
from streams.handling.effects import UNDO
from streams.handling.permissions import RELATIONS

MOVES = {row["move"]: row for row in table("moves.csv")}
OF_LEADERS = {"supervise", "unsupervise", "instruct", "extend"}
HELPING = {"task_sign", "task_return", "task_feedback"}

Row = dict[str, str]


def codes(name: str) -> set[str]:
    return {row["code"] for row in table("code_lists.csv") if row["list"] == name}


def having(field: str) -> set[str]:
    return {move for move, row in MOVES.items() if row[field] not in {"", "0"}}


def granted(role: str) -> set[str]:
    """The moves that a role may make somewhere."""
    return {row["move"] for row in table("permissions.csv") if row["role"] == role}


def of_move(move: str) -> list[Row]:
    return [row for row in table("permissions.csv") if row["move"] == move]


def related(move: str) -> set[str]:
    """The relations in which somebody may make a move."""
    return {name for row in of_move(move) for name in row["relations"].split()}


def test_a_move_is_listed_once() -> None:
    assert len(MOVES) == len(table("moves.csv"))


def test_moves_require_fields_that_a_move_has() -> None:
    fields = set(Move.__struct_fields__)
    for row in MOVES.values():
        for needed in row["requires"].split():
            assert set(needed.split("|")) <= fields


def test_whom_a_move_is_for_may_be_said_in_either_way() -> None:
    either = {
        move: needed
        for move, row in MOVES.items()
        for needed in row["requires"].split()
        if "|" in needed
    }
    assert either == {"join": "to_agency|to_center"}


def test_a_move_binds_the_item_or_a_task_or_nobody() -> None:
    assert {row["binding"] for row in MOVES.values()} == {"", "item", "task"}
    of_tasks = {move for move, row in MOVES.items() if row["binding"] == "task"}
    assert of_tasks == {m for m in MOVES if m.startswith("task_")} | {"reject_feedback"}
    assert all("task_id" in MOVES[move]["requires"].split() for move in of_tasks)


def test_what_has_an_end_has_it_by_default_or_says_it() -> None:
    ending = having("default_minutes") | having("most_minutes")
    assert ending == {"claim", "take_over", "suspend", "shelve", "ask_extension"}
    for move in ending - having("default_minutes"):
        assert "due_at" in MOVES[move]["requires"].split()


def test_what_ends_by_default_lasts_no_longer_than_the_most() -> None:
    for move in having("default_minutes") & having("most_minutes"):
        row = MOVES[move]
        assert 0 < int(row["default_minutes"]) <= int(row["most_minutes"])


def test_what_may_be_undone_is_what_can_be() -> None:
    assert having("undo_minutes") == UNDO.keys()
    assert all(MOVES[move]["binding"] == "item" for move in UNDO)
    assert all(int(MOVES[move]["undo_minutes"]) > 0 for move in UNDO)
    assert MOVES["undo"]["requires"].split() == ["move_ref"]


def test_whatever_takes_something_from_others_says_why() -> None:
    assert having("reason_required") >= {
        *("dismiss", "return", "redirect", "suspend", "extend", "ask_extension"),
        *("refuse_extension", "escalate", "delegate", "reassign", "reopen", "merge"),
        *("supervise", "unsupervise", "reply", "instruct", "put_on_ledger"),
        *("task_return", "reject_feedback", "task_extend", "task_cancel", "confirm"),
    }


def test_permissions_name_known_roles_moves_relations_and_tiers() -> None:
    for row in table("permissions.csv"):
        assert row["role"] in codes("role")
        assert row["move"] in MOVES
        assert set(row["relations"].split()) <= RELATIONS.keys()
        assert row["relations"]
        assert set(row["tiers"].split()) <= codes("tier")


def test_a_permission_is_listed_once() -> None:
    keys = [tuple(row.values()) for row in table("permissions.csv")]
    assert len(keys) == len(set(keys))


def test_every_relation_gives_some_right() -> None:
    assert {name for move in MOVES for name in related(move)} == RELATIONS.keys()


@pytest.mark.parametrize("move", MOVES)
def test_every_move_may_be_made_by_somebody(move: str) -> None:
    assert of_move(move)


def test_staff_may_make_every_move_but_those_of_leaders() -> None:
    assert granted("staff") == MOVES.keys() - OF_LEADERS
    assert granted("leader") == MOVES.keys()


@pytest.mark.parametrize("move", sorted(OF_LEADERS))
def test_leaders_alone_supervise_and_instruct(move: str) -> None:
    assert {row["role"] for row in of_move(move)} == {"leader"}
    assert related(move) == {"owner", "supervisor"}


def test_whoever_only_looks_or_administers_moves_nothing() -> None:
    assert granted("auditor") == granted("administrator") == set()


def test_a_program_only_reminds_and_writes_down() -> None:
    assert granted("system") == {"urge", "link", "note"}


@pytest.mark.parametrize("role", ["agency_staff", "mediator", "grid_worker"])
def test_whoever_works_on_the_spot_hands_nothing_over(role: str) -> None:
    above = {"assign", "delegate", "reassign", "escalate", "consult", "reopen"}
    assert not granted(role) & (above | OF_LEADERS | {"grant_extension"})


def test_only_whoever_was_asked_signs() -> None:
    assert related("sign") == {"receiver"}
    assert {move for move in MOVES if related(move) == {"helper"}} == HELPING


def test_nobody_who_handles_a_case_alone_grants_it_more_time() -> None:
    for move in ("grant_extension", "refuse_extension", "extend"):
        assert related(move) == {"owner", "supervisor"}


def test_from_a_day_on_another_person_decides_what_was_asked_for() -> None:
    dated = {move for move, row in MOVES.items() if row["asked_from"]}
    assert dated == ASKED_BY.keys()
    first = min(row["valid_from"] for row in table("permissions.csv"))
    since = {move: MOVES[move]["asked_from"] for move in dated}
    assert {move for move in dated if since[move] > first} == {"strike_off_ledger"}


def test_whoever_owns_what_is_on_the_ledger_does_not_strike_it_off_alone() -> None:
    for move in ("strike_off_ledger", "refuse_strike_off"):
        lines = of_move(move)
        newest = max(row["valid_from"] for row in lines)
        assert {
            row["role"]: row["relations"]
            for row in lines
            if row["valid_from"] == newest
        } == {"staff": "supervisor", "leader": "owner supervisor"}
    assert MOVES["strike_off_ledger"]["asked_from"] == newest_of("strike_off_ledger")


def test_whoever_consults_on_an_item_may_make_tasks_of_what_was_decided() -> None:
    who = {row["role"] for row in of_move("consult")}
    lines = [row for row in of_move("join") if row["valid_from"] == newest_of("join")]
    assert {row["role"] for row in lines} == who
    assert all("supervisor" in row["relations"].split() for row in lines)


def newest_of(move: str) -> str:
    return max(row["valid_from"] for row in of_move(move))


def test_an_item_that_nobody_owns_can_be_taken() -> None:
    free = {move for move in MOVES if "range" in related(move)}
    assert {"acknowledge", "claim", "confirm", "dismiss", "accept"} <= free
    assert not free & (OF_LEADERS | {"close", "handle", "sign", "archive"})


def test_a_center_consults_only_below_it_unless_none_is_above() -> None:
    lines = {(row["relations"], row["tiers"]) for row in of_move("consult")}
    assert lines == {("supervisor", ""), ("owner", "city")}
    assert {row["tiers"] for row in table("permissions.csv")} == {"", "city"}


def test_every_move_stands_under_exactly_one_heading() -> None:
    families = [(row["move"], row["family"]) for row in table("move_families.csv")]
    assert sorted(move for move, _ in families) == sorted(MOVES)
    known = [r["code"] for r in table("code_lists.csv") if r["list"] == "move_family"]
    assert {family for _, family in families} == set(known)

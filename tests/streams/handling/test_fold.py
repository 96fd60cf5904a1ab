"""The process: one move after the other, through the transition table."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.events import Move
from streams.handling.fold import apply
from streams.handling.rules import Rules
from streams.handling.state import Handling, opening
from tests.streams.handling.moves import COUNTY, NOW, TOWN, move


def walk(rules: Rules, *moves: Move) -> tuple[Handling, list[str]]:
    state = opening(moves[0].kind, moves[0].case_id)
    verdicts = []
    for number, step in enumerate(moves):
        state, verdict = apply(state, step, NOW + timedelta(hours=number), rules)
        verdicts.append(verdict.verdict)
    return state, verdicts


def test_a_village_settles_a_dispute(rules: Rules) -> None:
    state, verdicts = walk(
        rules, move("accept"), move("handle"), move("close", outcome="settled")
    )
    assert verdicts == ["accepted"] * 3
    assert (state.status, state.outcome) == ("closed", "settled")
    assert state.resolved_tier == "village"
    assert state.closed_at == NOW + timedelta(hours=2)


def test_a_closed_case_is_not_closed_again(rules: Rules) -> None:
    close = {"outcome": "settled"}
    state, verdicts = walk(
        rules,
        move("accept"),
        move("handle"),
        move("close", 1, **close),
        move("close", 2, **close),
    )
    assert verdicts[-1] == "refused"
    assert state.closed_at == NOW + timedelta(hours=2)


def test_a_repeated_move_changes_nothing(rules: Rules) -> None:
    accept = move("accept")
    once, _ = walk(rules, accept)
    twice, verdicts = walk(rules, accept, accept)
    assert verdicts == ["accepted", "repeated"]
    assert once == twice


def test_a_refused_move_that_comes_again_is_a_repeat(rules: Rules) -> None:
    close = move("close", outcome="settled")
    _, verdicts = walk(rules, close, move("accept"), move("handle"), close)
    assert verdicts == ["refused", "accepted", "accepted", "repeated"]


def test_a_case_with_an_open_joint_task_does_not_close(rules: Rules) -> None:
    join = move("join", task_id="T1", to_agency="fire")
    close = {"outcome": "settled"}
    state, verdicts = walk(
        rules,
        move("accept"),
        join,
        move("close", 1, **close),
        move("task_done", task_id="T1"),
        move("close", 2, **close),
    )
    assert verdicts == ["accepted", "accepted", "refused", "accepted", "accepted"]
    assert state.status == "closed"


def test_a_move_without_its_reason_is_refused(rules: Rules) -> None:
    state = opening("dispute", "D1")
    _, verdict = apply(state, move("redirect"), NOW, rules)
    assert (verdict.refusal, verdict.refusal_details) == (
        "lacking",
        '{"fields":["note"]}',
    )


def test_the_highest_tier_that_handled_counts(rules: Rules) -> None:
    state, _ = walk(
        rules,
        move("accept"),
        move("handle"),
        move("escalate", note="beyond us", to_center=COUNTY),
        move("sign", acting_center=COUNTY),
        move("handle", 2, acting_center=COUNTY),
    )
    assert state.resolved_tier == "county"
    assert state.owner_center == int(COUNTY)


def test_a_signal_is_confirmed_before_it_is_a_case(rules: Rules) -> None:
    alert = {"kind": "camera_alert", "case_id": "A1"}
    state, verdicts = walk(
        rules,
        move("accept", **alert),
        move("confirm", note="seen", **alert),
        move("accept", 2, **alert),
    )
    assert verdicts == ["refused", "accepted", "accepted"]
    assert state.is_confirmed


def test_a_dismissed_alarm_cannot_be_confirmed(rules: Rules) -> None:
    alert = {"kind": "camera_alert", "case_id": "A1", "note": "a shadow"}
    state, verdicts = walk(rules, move("dismiss", **alert), move("confirm", **alert))
    assert verdicts == ["accepted", "refused"]
    assert state.status == "false_alarm"


def test_a_rule_counts_from_its_first_day_on(rules: Rules) -> None:
    early = datetime(2019, 12, 31, tzinfo=UTC)
    _, verdict = apply(opening("dispute", "D1"), move("accept"), early, rules)
    assert verdict.verdict == "refused"


NAMES = ["accept", "handle", "close", "reopen", "sign", "assign", "join", "task_done"]


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 3)), max_size=20))
def test_any_repetition_gives_the_same_state(
    rules: Rules, steps: list[tuple[str, int]]
) -> None:
    fields = {"outcome": "settled", "note": "n", "task_id": "T", "to_agency": "fire"}
    moves = [
        move(name, number, to_center=TOWN, **fields) for name, number in steps
    ] or [move("accept")]
    once, _ = walk(rules, *moves)
    state = once
    for step in moves:
        state, verdict = apply(state, step, NOW, rules)
        assert verdict.verdict == "repeated"
    assert state == once

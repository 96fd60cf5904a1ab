"""Joint tasks: each with its own receiver, clock, state and answers."""

from datetime import timedelta

from tests.streams.handling.moves import NOW, TOWN, Case


def states(case: Case) -> list[str]:
    return [task.state for task in case.state.tasks]


def test_a_task_is_signed_fed_back_and_accepted(handled: Case) -> None:
    handled.go("join", to_agency="fire", objective="查消防通道")
    for name, state in (
        ("task_sign", "signed"),
        ("task_feedback", "fed_back"),
        ("reject_feedback", "signed"),
        ("task_feedback", "fed_back"),
        ("task_accept", "accepted"),
    ):
        is_lead = name in {"reject_feedback", "task_accept"}
        handled.go(name, acting_agency=None if is_lead else "fire")
        assert (handled.said, states(handled)) == ("accepted", [state])
    (task,) = handled.state.tasks
    assert (task.rejected_count, task.ended_at) == (1, handled.at)
    assert handled.state.returned_count == 0
    assert task.objective == "查消防通道"


def test_a_case_closes_when_no_task_is_open_and_says_which_are(handled: Case) -> None:
    handled.go("join", task_id="A").go("join", task_id="B", to_agency="police")
    handled.go("task_done", task_id="A")
    assert handled.go("close").said == "tasks_open"
    assert handled.details == {"tasks": ["B"]}
    handled.go("task_return", task_id="B", acting_agency="police")
    assert handled.go("close").said == "tasks_open"
    handled.go("join", task_id="C", to_agency="court", link_id="B")
    assert states(handled) == ["accepted", "replaced", "sent"]
    assert handled.go("task_cancel", task_id="C").go("close").said == "accepted"


def test_another_center_helps_and_signs_for_its_task(handled: Case) -> None:
    handled.go("join", to_agency=None, to_center=TOWN)
    assert handled.go("task_sign").said == "not_yours"
    assert handled.go("task_sign", TOWN).said == "accepted"
    assert handled.go("note", TOWN).said == "accepted"


def test_a_task_name_counts_once(handled: Case) -> None:
    assert handled.go("join").go("join").said == "not_allowed"
    assert handled.go("task_accept", task_id="unknown").said == "not_allowed"


def test_an_extension_of_a_task_never_shortens(handled: Case) -> None:
    late, early = NOW + timedelta(days=9), NOW + timedelta(days=3)
    handled.go("join", due_at=late).go("task_extend", due_at=early)
    assert handled.state.tasks[0].due_at == late
    handled.go("task_extend", due_at=late + timedelta(days=1))
    assert handled.state.tasks[0].due_at == late + timedelta(days=1)


def test_what_was_seen_is_compared_within_the_task(handled: Case) -> None:
    handled.go("join", task_id="A").go("join", task_id="B")
    seen = handled.state.tasks[0].last_move_id
    assert handled.go("task_sign", task_id="B", after=seen).said == "overtaken"
    assert handled.go("task_sign", task_id="A", after=seen).said == "accepted"
    assert handled.go("task_return", task_id="A", after=seen).said == "overtaken"

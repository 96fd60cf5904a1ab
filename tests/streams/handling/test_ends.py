"""What ends by itself, what is undone, extended, returned, merged and reopened."""

from datetime import timedelta

import pytest

from streams.handling.effects import UNDO
from streams.handling.rules import Rules
from tests.streams.handling.moves import CITY, COUNTY, HOUR, NOW, TOWN, VILLAGE, Case


def test_a_suspension_ends_by_itself_and_moves_the_clock_by_its_length(
    handled: Case,
) -> None:
    until = handled.at + timedelta(days=4)
    handled.go("suspend", due_at=until)
    begun = handled.at
    assert handled.state.status_at(until - HOUR) == "suspended"
    assert handled.state.status_at(until) == "handling"
    assert handled.go("handle").said == "not_allowed"
    assert handled.go("handle", at=until).said == "accepted"
    (pause,) = handled.state.pauses
    assert (pause.from_at, pause.until_at) == (begun, until)


def test_resuming_early_restates_the_pause(handled: Case) -> None:
    handled.go("suspend").go("resume")
    (pause,) = handled.state.pauses
    assert pause.until_at - pause.from_at == HOUR
    assert handled.state.status == "handling"


def test_an_end_in_the_past_or_too_far_off_is_lacking(handled: Case) -> None:
    assert handled.go("suspend", due_at=NOW).said == "lacking"
    far = handled.at + timedelta(days=400)
    assert handled.go("suspend", due_at=far).said == "lacking"
    assert handled.details["fields"] == ["due_at"]


def test_a_shelved_signal_waits_again_when_its_shelf_ends(rules: Rules) -> None:
    alert = Case.of(rules, "camera_alert").go("acknowledge")
    until = alert.at + timedelta(hours=6)
    alert.go("shelve", due_at=until)
    assert alert.state.status_at(alert.at) == "shelved"
    alert.go("acknowledge", at=until + HOUR)
    assert alert.said == "accepted"
    assert alert.state.acknowledged_at == alert.at
    assert alert.state.waits_since == until


def test_confirming_ends_the_shelf(rules: Rules) -> None:
    alert = Case.of(rules, "camera_alert").go("shelve").go("confirm")
    assert alert.state.status_at(alert.at) == "registered"
    assert alert.go("accept").said == "accepted"


@pytest.mark.parametrize("minutes", [5, 6])
def test_a_merge_is_undone_within_five_minutes(handled: Case, minutes: int) -> None:
    handled.go("escalate", to_center=TOWN).go("merge")
    assert handled.state.status == "merged"
    merged_at = handled.at
    undo = {"move_ref": handled.last_id, "at": merged_at + timedelta(minutes=minutes)}
    handled.go("undo", **undo)
    if minutes > 5:
        assert handled.said == "not_allowed"
        return
    assert handled.state.status == "assigned"
    assert handled.state.closed_at is None
    assert handled.state.pending is not None


def test_only_who_made_it_undoes_it(case: Case) -> None:
    case.go("accept").go("claim", actor="one")
    made = {"move_ref": case.last_id, "at": case.at}
    assert case.go("undo", actor="other", **made).said == "not_yours"
    assert case.go("undo", actor="one", **made).said == "accepted"
    assert case.state.claimed_by is None


def test_an_acknowledgement_is_undone(rules: Rules) -> None:
    alert = Case.of(rules, "camera_alert").go("acknowledge")
    alert.go("undo", move_ref=alert.last_id, at=alert.at)
    assert (alert.state.status, alert.state.acknowledged_at) == ("raised", None)


def test_every_move_that_the_list_lets_be_undone_has_its_way_back(rules: Rules) -> None:
    spans = {name for name, rule in rules.moves.items() if rule.undo}
    assert spans == set(UNDO)


def test_an_extension_is_granted_by_another_person(handled: Case) -> None:
    assert handled.go("grant_extension").said == "not_allowed"
    wish = NOW + timedelta(days=30)
    handled.go("ask_extension", due_at=wish)
    assert handled.go("grant_extension").said == "not_yours"
    assert handled.go("grant_extension", TOWN, actor="above").said == "accepted"
    assert handled.state.extended_to == wish
    handled.go("ask_extension", due_at=NOW).go("grant_extension", actor="other")
    assert handled.state.extended_to == wish


def test_an_extension_asked_for_lapses_or_is_refused(handled: Case) -> None:
    handled.go("ask_extension").go("refuse_extension", actor="other")
    assert handled.state.extension_asked_by is None
    handled.go("ask_extension")
    lapsed = handled.state.extension_asked_until
    assert lapsed
    assert handled.go("grant_extension", actor="other", at=lapsed).said == "not_allowed"


@pytest.fixture
def ledger(handled: Case) -> Case:
    """A dispute on the ledger of its village, the review in force."""
    return handled.go("put_on_ledger", at=NOW + timedelta(days=1))


def test_what_is_on_the_ledger_is_struck_off_by_another_person(ledger: Case) -> None:
    assert ledger.go("strike_off_ledger").said == "not_allowed"
    assert ledger.details == {"why": "not_asked"}
    ledger.go("ask_strike_off", outcome="reconciled")
    asked = (ledger.state.strike_off_asked_by, ledger.state.strike_off_asked_at)
    assert asked == ("seat-1", ledger.at)
    assert (ledger.state.status, ledger.state.strike_off_outcome) == (
        *("ledger", "reconciled"),
    )
    assert ledger.go("strike_off_ledger").details == {"why": "own_request"}
    assert ledger.go("strike_off_ledger", actor="b", role="staff").said == "not_yours"
    assert ledger.go("strike_off_ledger", TOWN, actor="above").said == "accepted"
    assert (ledger.state.status, ledger.state.outcome) == ("closed", "mediated")
    assert ledger.state.strike_off_asked_by is None


def test_a_strike_off_is_refused_by_another_person_and_asked_for_again(
    ledger: Case,
) -> None:
    assert ledger.go("refuse_strike_off").details == {"why": "not_asked"}
    ledger.go("ask_strike_off")
    assert ledger.go("refuse_strike_off").details == {"why": "own_request"}
    assert ledger.go("refuse_strike_off", actor="other").said == "accepted"
    assert (ledger.state.status, ledger.state.strike_off_asked_by) == ("ledger", None)
    ledger.go("ask_strike_off")
    assert ledger.go("strike_off_ledger", actor="other").said == "accepted"


@pytest.mark.parametrize("way_out", ["handle", "join", "delegate", "reassign"])
def test_a_strike_off_asked_for_is_gone_once_the_ledger_is_left(
    ledger: Case, way_out: str
) -> None:
    ledger.go("ask_strike_off").go("note").go("claim")
    assert ledger.state.strike_off_asked_by == "seat-1"
    moved = {"to_center": VILLAGE} if way_out == "delegate" else {}
    center = TOWN if way_out == "reassign" else VILLAGE
    assert ledger.go(way_out, center, **moved).said == "accepted"
    assert ledger.state.strike_off_asked_by is None
    assert ledger.state.strike_off_outcome is None


def test_before_the_review_was_in_force_its_owner_struck_off_alone(
    handled: Case,
) -> None:
    handled.go("put_on_ledger", at=NOW - timedelta(days=3))
    assert handled.go("strike_off_ledger", role="staff").said == "accepted"


def test_the_third_return_locks_returning_until_a_consultation(case: Case) -> None:
    case.go("accept", COUNTY)
    for _ in range(3):
        case.go("assign", COUNTY, to_center=TOWN).go("return", TOWN)
        assert case.said == "accepted"
        assert case.state.handovers[-1].to_center == int(COUNTY)
    case.go("assign", COUNTY, to_center=TOWN)
    assert case.go("return", TOWN).said == "not_allowed"
    assert case.details["why"] == "returns_locked"
    assert case.go("consult", COUNTY).said == "not_yours"
    assert case.go("consult", CITY).said == "accepted"
    assert case.go("return", TOWN).said == "accepted"
    assert [one.ending for one in case.state.handovers].count("returned") == 4


def test_a_case_is_not_merged_into_itself_or_into_nothing(handled: Case) -> None:
    assert handled.go("merge", link_id="D1").said == "not_allowed"
    assert handled.go("merge", target_status="merged").said == "not_allowed"
    assert handled.go("merge", target_status="handling").said == "accepted"
    assert (handled.state.merged_kind, handled.state.merged_id) == ("dispute", "D9")


def test_reopening_begins_a_round_and_keeps_the_one_before(handled: Case) -> None:
    handled.go("close")
    closed_at = handled.at
    handled.go("reopen")
    (ended,) = handled.state.rounds
    assert (ended.started_at, ended.closed_at) == (None, closed_at)
    assert (ended.status, ended.outcome) == ("closed", "mediated")
    assert handled.state.round_started_at == handled.at
    assert (handled.state.closed_at, handled.state.assigned_at) == (None, None)
    assert handled.go("handle").state.assigned_at == handled.at


def test_supervision_has_a_level_a_number_and_is_answered(handled: Case) -> None:
    handled.go(
        "supervise", TOWN, grade="red_card", number="随督〔2026〕3号", due_at=NOW + HOUR
    )
    assert handled.state.supervision == "red_card"
    assert handled.go("reply").state.supervision_replied_at == handled.at
    handled.go("unsupervise", TOWN)
    assert handled.state.supervision is None
    assert handled.go("reply").said == "not_allowed"


def test_what_was_overtaken_says_by_whom(case: Case) -> None:
    case.go("accept", after="none", actor="quick")
    assert case.go("accept", TOWN, after="none").said == "overtaken"
    assert case.details == {
        "move_id": case.last_id,
        "move": "accept",
        "actor": "quick",
        "center": int(VILLAGE),
        "agency": "",
    }
    assert case.go("note", after="none").said == "accepted"
    assert case.go("handle", after=case.last_id).said == "accepted"
    assert case.go("handle").said == "accepted"

"""Whose an item is, and who may do what: owners, receivers, permissions."""

import pytest

from streams.handling.rules import Rules
from tests.streams.handling.moves import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    OTHER_TOWN,
    TOWN,
    VILLAGE,
    Case,
)


def test_whoever_received_it_first_owns_it_until_a_receiver_signs(case: Case) -> None:
    case.go("accept", COUNTY).go("assign", COUNTY, to_center=TOWN)
    assert case.state.owner_center == int(COUNTY)
    assert case.state.handovers[-1].to_center == int(TOWN)
    case.go("sign", TOWN)
    assert case.state.owner_center == int(TOWN)
    assert case.state.pending is None
    assert case.state.handovers[0].ending == "signed"


def test_a_move_names_the_division_whose_center_owns_it(case: Case) -> None:
    case.go("note", COUNTY, division_code=VILLAGE)
    assert case.state.owner_center == int(VILLAGE)
    assert case.state.named_division == int(VILLAGE)


def test_a_division_beyond_the_range_of_the_center_gives_no_right(case: Case) -> None:
    case.go("accept", OTHER_COUNTY, division_code=VILLAGE)
    assert case.said == "not_yours"
    assert case.details == {
        "has": [],
        "needs": ["claimant", "owner", "range", "receiver", "supervisor"],
    }
    assert case.state.owner_center == 0


def test_a_lying_division_is_set_right_by_a_center_above_both(case: Case) -> None:
    case.go("accept", OTHER_TOWN, division_code=OTHER_TOWN)
    assert case.go("handle", VILLAGE).said == "not_yours"
    assert case.go("reassign", COUNTY, to_center=TOWN).said == "not_yours"
    assert case.go("reassign", CITY, to_center=TOWN).said == "accepted"
    assert case.go("sign", TOWN).state.owner_center == int(TOWN)


@pytest.mark.parametrize("center", [OTHER_COUNTY, OTHER_TOWN, CITY, COUNTY, TOWN])
def test_nobody_but_its_owner_closes_a_case(handled: Case, center: str) -> None:
    assert handled.go("close", center).said == "not_yours"
    assert handled.state.status == "handling"


def test_an_agency_acts_at_its_own_center_alone(handled: Case) -> None:
    handled.go("join", to_agency="fire")
    assert handled.go("task_sign", TOWN, acting_agency="fire").said == "not_yours"
    assert handled.go("task_sign", acting_agency="police").said == "not_yours"
    assert handled.go("task_sign", acting_agency="fire").said == "accepted"


def test_only_a_leader_supervises(handled: Case) -> None:
    assert handled.go("supervise", TOWN, role="staff").said == "not_yours"
    assert handled.go("supervise", TOWN, role="leader").said == "accepted"


def test_a_center_above_that_accepts_takes_it_and_one_that_covers_does_not(
    case: Case,
) -> None:
    case.go("dispatch", TOWN, division_code=VILLAGE)
    assert case.state.owner_center == int(VILLAGE)
    assert case.go("accept", TOWN).state.owner_center == int(TOWN)


def test_who_covers_for_the_owner_at_night_does_not_take_the_case(case: Case) -> None:
    case.go("claim", CITY, actor="night", division_code=VILLAGE)
    case.go("accept", CITY, actor="night").go("handle", CITY, actor="night")
    assert case.said == "accepted"
    assert case.state.owner_center == int(VILLAGE)
    assert case.go("close").said == "accepted"


def test_claiming_leaves_the_owner_alone(case: Case) -> None:
    case.go("accept").go("claim", CITY, actor="night")
    assert case.state.owner_center == int(VILLAGE)
    assert case.go("handle", CITY, actor="another").said == "not_yours"
    assert case.go("handle", CITY, actor="night").said == "accepted"
    assert case.state.owner_center == int(VILLAGE)


def test_a_claim_ends_by_itself(case: Case) -> None:
    case.go("accept").go("claim", CITY, actor="night")
    until = case.state.claimed_until
    assert until is not None
    assert case.go("claim", TOWN, actor="day").said == "not_allowed"
    assert case.go("claim", TOWN, actor="day", at=until).said == "accepted"
    assert case.state.claimed_by == "day"


def test_a_claim_is_released_and_taken_over(case: Case) -> None:
    case.go("accept").go("claim", actor="one").go("take_over", actor="other")
    assert case.state.claimed_by == "other"
    case.go("release", actor="other")
    assert case.state.claimed_by is None
    assert case.go("release", actor="other").said == "not_allowed"


def test_handing_over_goes_down_within_the_range_and_up_along_the_line(
    handled: Case,
) -> None:
    assert handled.go("assign", to_center=OTHER_TOWN).said == "not_allowed"
    assert handled.go("escalate", to_center=OTHER_TOWN).said == "not_allowed"
    assert handled.go("escalate", to_center=VILLAGE).said == "not_allowed"
    assert handled.go("escalate", to_center=COUNTY).said == "accepted"
    assert handled.go("sign", COUNTY).go(
        "delegate", COUNTY, to_center=VILLAGE
    ).said == ("accepted")


def test_the_newest_lines_of_a_role_and_a_move_are_in_force(rules: Rules) -> None:
    day = Case.of(rules).at.date()
    (staff,) = rules.grants.of(day, "staff", "close")
    assert staff.relations == {"owner", "lead"}
    assert rules.grants.of(day.replace(year=2019), "staff", "close") == ()


ZONE, IN_ZONE = "421390000000", "421303499000"


def test_a_functional_zone_s_center_takes_part_without_a_division(case: Case) -> None:
    case.go("accept", ZONE)
    assert (case.state.owner_center, case.state.named_division) == (int(ZONE), 0)
    assert case.go("assign", ZONE, to_center=IN_ZONE).said == "accepted"
    assert case.go("reassign", CITY, to_center=ZONE).said == "accepted"
    assert case.go("sign", ZONE).said == "accepted"
    assert case.go("assign", COUNTY, to_center=ZONE).said == "not_yours"
    assert case.go("escalate", ZONE, to_center=CITY).said == "accepted"

"""A page offers exactly what the hub accepts: walked at random, by every role."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from board.viewer.seat import ROLES, Seat
from board.views.handling.drafting import Seen, handling_of, mover_of
from board.views.handling.offers import (
    Bench,
    Offer,
    _filled,
    next_of,
    offers,
    receivers,
)
from streams.events import STREAMS
from streams.handling.fold import apply
from streams.handling.rules import Rules
from streams.handling.state import Handling, opening
from streams.landing.structs import columns_of
from tests.support.ready import shipped_rules

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
VILLAGE, TOWN, COUNTY, CITY = 421321101201, 421321101000, 421321000000, 421300000000
SIBLING = 421303001000
LINE = (VILLAGE, TOWN, COUNTY, CITY, SIBLING)
STEPS = 60


@pytest.fixture(scope="module")
def rules() -> Rules:
    return shipped_rules()


def bench(
    state: Handling, rules: Rules, seat: Seat, at: datetime = NOW, actor: str = "a"
) -> Bench:
    return Bench(Seen(state, VILLAGE, True), mover_of(seat, actor), rules, at)


def after(found: Bench, one: Offer) -> tuple[Handling, str | None]:
    """The item once the hub has folded the move in, and the code of a refusal."""
    center = found.mover.center_code
    above = found.rules.centers[center].above[:1]
    for to_center in (center, *above):
        fields = _filled(found, one.move, to_center)
        move = found.draft(one.move, one.task, **fields)
        state, verdict = apply(found.seen.state, move, found.now, found.rules)
        if verdict.refusal is None:
            break
    return state, verdict.refusal


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.kind)
@pytest.mark.parametrize("seed", range(4))
def test_offered_is_what_is_accepted(rules: Rules, stream: object, seed: int) -> None:
    pick = random.Random(seed)
    kind = stream.kind  # type: ignore[attr-defined] # one of STREAMS
    state, at, was_open = opening(kind, "X1"), NOW, 0
    for _ in range(STEPS):
        at += timedelta(hours=pick.randrange(1, 30))
        seat = Seat(pick.choice(ROLES), pick.choice(LINE), pick.choice(("", "police")))
        found = bench(state, rules, seat, at, actor=pick.choice("ab"))
        offered = offers(found)
        became = {id(one): after(found, one) for one in offered}
        for one in offered:
            expected = one.refusal.code if one.refusal else None
            assert became[id(one)][1] == expected, (one, state)
        open_ones = [one for one in offered if one.refusal is None]
        was_open += len(open_ones)
        if open_ones:
            state = became[id(pick.choice(open_ones))][0]
    assert was_open > STEPS // 2


def test_who_may_do_nothing_is_offered_nothing(rules: Rules) -> None:
    found = bench(opening("dispute", "D1"), rules, Seat("auditor", CITY))
    assert offers(found) == ()


def test_staff_of_an_agency_act_as_its_people() -> None:
    mover = mover_of(Seat("staff", TOWN, "police"), "a")
    assert (mover.role, mover.agency_code) == ("agency_staff", "police")


def test_what_was_seen_goes_with_a_move(rules: Rules) -> None:
    seat = Seat("staff", VILLAGE)
    found = bench(opening("dispute", "D1"), rules, seat)
    accepted, _ = apply(found.seen.state, found.draft("accept"), NOW, rules)
    assert found.draft("accept").after == "none"
    again = bench(accepted, rules, seat)
    assert accepted.last_binding
    assert again.draft("assess").after == accepted.last_binding.move_id
    assert again.draft("note", note="x").after is None


def test_what_was_looked_at_for_long_is_moved_when_it_is_moved(rules: Rules) -> None:
    found = bench(opening("dispute", "D1"), rules, Seat("staff", VILLAGE))
    later = NOW + timedelta(hours=1)
    move = found.at(later).draft("accept")
    assert move.moved_at == later
    assert move.after == "none"


def test_a_second_move_on_the_same_sight_is_overtaken(rules: Rules) -> None:
    found = bench(opening("dispute", "D1"), rules, Seat("staff", VILLAGE))
    state, _ = apply(found.seen.state, found.draft("accept"), NOW, rules)
    _, verdict = apply(state, found.draft("claim"), NOW, rules)
    assert verdict.refusal == "overtaken"


def test_an_item_goes_down_within_the_range_and_up_the_line(rules: Rules) -> None:
    found = bench(opening("dispute", "D1"), rules, Seat("staff", TOWN))
    state, _ = apply(found.seen.state, found.draft("accept"), NOW, rules)
    again = bench(state, rules, Seat("staff", TOWN))
    down, up = receivers(again, "assign"), receivers(again, "escalate")
    assert VILLAGE in down
    assert SIBLING not in down
    assert set(up) == {COUNTY, CITY}


def test_a_row_of_the_store_is_the_handling_of_its_item(rules: Rules) -> None:
    found = bench(opening("dispute", "D1"), rules, Seat("staff", VILLAGE))
    state, _ = apply(found.seen.state, found.draft("accept"), NOW, rules)
    row = columns_of(state) | {"title": "演示数据", "version": 1}
    assert handling_of(row) == state


def test_the_next_step_of_the_process_stands_out(rules: Rules) -> None:
    state, seen = opening("dispute", "D1"), []
    for _ in range(5):
        found = bench(state, rules, Seat("staff", VILLAGE))
        onward = next_of(offers(found), found)
        if onward is None:
            break
        seen.append(onward.move)
        state, _ = after(found, onward)
    assert seen[:2] == ["accept", "assess"]
    assert len(set(seen)) == len(seen)


def test_merging_is_no_next_step(rules: Rules) -> None:
    state = opening("dispute", "D1")
    village = Seat("staff", VILLAGE)
    for move in ("accept", "handle"):
        state, verdict = apply(
            state, bench(state, rules, village).draft(move), NOW, rules
        )
        assert verdict.refusal is None
    found = bench(state, rules, Seat("leader", CITY))
    assert "merge" in {one.move for one in offers(found) if one.refusal is None}
    assert next_of(offers(found), found) is None


def test_the_next_step_is_of_whoever_is_at_it(rules: Rules) -> None:
    """Not of who stands above him and may do as much, until he takes it over."""
    found = bench(opening("dispute", "D1"), rules, Seat("staff", VILLAGE))
    state, _ = apply(found.seen.state, found.draft("accept"), NOW, rules)
    above = bench(state, rules, Seat("staff", COUNTY))
    assert "assign" in {one.move for one in offers(above) if one.refusal is None}
    assert next_of(offers(above), above) is None
    state, _ = after(above, next(one for one in offers(above) if one.move == "claim"))
    claimed = bench(state, rules, Seat("staff", COUNTY))
    assert next_of(offers(claimed), claimed) is not None

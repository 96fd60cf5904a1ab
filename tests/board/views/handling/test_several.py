"""One move on several items: which can is known before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest

from board.components.several import said_from
from board.look.texts import texts
from board.picture.geography import Geography, geography
from board.reads.reads import Reads
from board.viewer.seat import Seat
from board.views.handling.drafting import mover_of
from board.views.handling.refusals import Speaker
from board.views.handling.several import (
    CHOSEN,
    DONE,
    HIDDEN,
    LEFT,
    REFUSED,
    Chosen,
    Outcome,
    chosen_of,
    for_several,
    may_move,
    open_moves,
    outcomes,
    questions_of,
    reasons,
    statuses_of,
)
from streams.handling.fold import apply
from streams.handling.judging import NOTHING_SEEN
from tests.support.intake import START, Intake

VILLAGE, OTHER_VILLAGE = 421321101201, 421303001201
STAFF = Seat("staff", VILLAGE)
HERE = {"acting_center": f"{VILLAGE:012d}"}
KIND = "dispute"
WORDS = texts("zh")
NEVER_READ = "[]"


class Listed:
    """Disputes of one village, and whoever has them on a list."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.reads = Reads(intake.store)
        self.geography = geography(
            self.reads.divisions(), self.reads.centers(), self.reads.center_ranges()
        )

    def seen(self) -> str:
        """What a list that is asked for now stands on."""
        return self.reads.round({}, START).moment.offsets

    def chosen(
        self, *numbers: int, seen: str, seat: Seat = STAFF
    ) -> tuple[Chosen, ...]:
        items = [(KIND, f"{KIND}-{number}") for number in numbers]
        rows = self.reads.round(questions_of(items, seen), START)[CHOSEN].to_pylist()
        return tuple(
            chosen_of(
                row,
                mover=mover_of(seat, "a"),
                rules=self.intake.rules,
                now=START,
                seat=seat,
                geography=self.geography,
                is_synthetic=True,
            )
            for row in rows
        )


@pytest.fixture
def listed() -> Listed:
    intake = Intake()
    for number in (1, 2, 3):
        intake.event(KIND, number)
    return Listed(intake)


def speaker(known: Geography) -> Speaker:
    return Speaker(WORDS, known, START)


def test_what_fits_some_is_offered_with_why_it_does_not_fit_the_others(
    listed: Listed,
) -> None:
    listed.intake.move(KIND, "accept", 1, **HERE)
    found = listed.chosen(1, 2, 3, seen=listed.seen())
    accept = open_moves(found)["accept"]
    assert [one.key[1] for one in accept.able] == ["dispute-2", "dispute-3"]
    ((late, why),) = accept.unable
    assert late.key[1] == "dispute-1"
    told = reasons(accept.unable, speaker(listed.geography), WORDS)
    assert list(told.values()) == [(late.case_number,)]
    assert why.code == "not_allowed"
    assert statuses_of(found) == {"registered": 2, "accepted": 1}
    assert "close" not in open_moves(found)


def test_who_moved_after_the_list_was_shown_is_named_before_anything_is_sent(
    listed: Listed,
) -> None:
    seen = listed.seen()
    listed.intake.move(KIND, "accept", 1, actor="b", **HERE)
    assess = open_moves(listed.chosen(1, seen=listed.seen()))["assess"]
    assert len(assess.able) == 1
    found = listed.chosen(1, 2, seen=seen)
    fit = open_moves(found)["claim"]
    assert [one.key[1] for one in fit.able] == ["dispute-2"]
    assert fit.unable[0][1].code == "overtaken"
    ((told, _),) = reasons(fit.unable, speaker(listed.geography), WORDS).items()
    assert "b" in told
    assert "受理" in told
    assert len(open_moves(found)["note"].able) == 2


def test_what_binds_nobody_overtakes_nobody(listed: Listed) -> None:
    seen = listed.seen()
    listed.intake.move(KIND, "note", 1, **HERE)
    assert not listed.chosen(1, seen=seen)[0].bench.has_moved_on
    listed.intake.move(KIND, "accept", 1, **HERE)
    assert listed.chosen(1, seen=seen)[0].bench.has_moved_on
    assert listed.chosen(1, seen=NEVER_READ)[0].bench.has_moved_on


def test_it_is_offered_as_the_hub_will_judge_it(listed: Listed) -> None:
    seen = listed.seen()
    listed.intake.move(KIND, "accept", 1, **HERE)
    for one in listed.chosen(1, 2, 3, seen=seen):
        bench = one.bench
        for name in ("accept", "assess", "handle", "claim"):
            move = bench.draft(name)
            _, verdict = apply(bench.seen.state, move, bench.now, bench.rules)
            refused = one.refusal(name)
            assert verdict.refusal == (refused.code if refused else None)
    late, fresh = listed.chosen(1, 2, seen=seen)
    assert late.bench.draft("assess").after == NOTHING_SEEN
    assert fresh.bench.draft("accept").after == NOTHING_SEEN


def test_an_item_that_is_hidden_from_a_seat_is_moved_by_nobody_at_it(
    listed: Listed,
) -> None:
    seat = Seat("staff", OTHER_VILLAGE)
    found = listed.chosen(1, seen=listed.seen(), seat=seat)
    assert open_moves(found) == {}
    assert found[0].refusal("accept") is HIDDEN
    told = reasons([(found[0], HIDDEN)], speaker(listed.geography), WORDS)
    assert tuple(told) == (WORDS("item.not_yours"),)


def test_nothing_chosen_offers_nothing(listed: Listed) -> None:
    assert open_moves(()) == {}
    assert listed.chosen(9, seen=listed.seen()) == ()


def test_only_who_moves_items_chooses_several(listed: Listed) -> None:
    rules = listed.intake.rules
    assert may_move(mover_of(STAFF, ""), rules, START)
    assert not may_move(mover_of(Seat("auditor", VILLAGE), ""), rules, START)
    assert set(for_several()) < set(rules.moves)


def test_outcomes_are_counted_and_told_one_by_one() -> None:
    found = [
        Outcome("accept", "B", LEFT, "不行"),
        Outcome("accept", "A", DONE),
        Outcome("accept", "C", REFUSED, "晚了"),
    ]
    told = outcomes(found, WORDS)
    rows = list(told.table("outcomes").records())
    assert [one["case_number"] for one in rows] == ["A", "C", "B"]
    assert [one["is_refused"] for one in rows] == [0, 1, 1]
    assert set(told.notices) == {DONE, REFUSED, LEFT}
    assert told.title.startswith("受理")


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "[]",
        '{"number": 1, "items": []}',
        '{"number": 1, "items": [["nothing", "a"]]}',
        '{"number": 1, "items": [["dispute", "a b"]]}',
        '{"number": 1, "items": [["dispute", ""]]}',
        f'{{"number": 1, "items": {[["dispute", "a"]] * 51}}}'.replace("'", '"'),
    ],
)
def test_a_choice_is_untrusted(text: Any) -> None:
    assert said_from(text) is None


def test_a_choice_names_items() -> None:
    said = said_from('{"number": 7, "items": [["dispute", "a"], ["incident", "b"]]}')
    assert said
    assert said.items == [("dispute", "a"), ("incident", "b")]

"""One move on several items: which can is known before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest

from board.components.several import said_from
from board.look.texts import texts
from board.picture.geography import Geography, geography
from board.reads.reads import Reads
from board.viewer.seat import Seat
from board.views.handling.chosen import (
    CHOSEN,
    HIDDEN,
    NO_TASK,
    Chooser,
    Chosen,
    Picked,
    chosen_of,
    questions_of,
)
from board.views.handling.drafting import mover_of
from board.views.handling.refusals import Speaker
from board.views.handling.several import (
    DONE,
    KEPT,
    LEFT,
    REFUSED,
    WAITING,
    Outcome,
    aimed,
    alone,
    alone_because,
    for_several,
    in_short,
    may_move,
    names_of,
    open_moves,
    outcomes,
    reasons,
    statuses_of,
    units,
    went_well,
)
from streams.handling.fold import apply
from streams.handling.judging import NOTHING_SEEN
from tests.support.intake import START, Intake

VILLAGE, OTHER_VILLAGE = 421321101201, 421303001201
TOWN, OTHER_TOWN = 421321101000, 421303001000
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
        return self.picked(
            *(Picked(KIND, f"{KIND}-{number}") for number in numbers),
            seen=seen,
            seat=seat,
        )

    def picked(
        self, *items: Picked, seen: str, seat: Seat = STAFF
    ) -> tuple[Chosen, ...]:
        by = Chooser(
            seat=seat,
            mover=mover_of(seat, "a"),
            rules=self.intake.rules,
            geography=self.geography,
            words=WORDS,
            now=START,
            is_synthetic=True,
        )
        table = self.reads.round(questions_of(items, seen), START)[CHOSEN]
        rows = {row["item_id"]: row for row in table.to_pylist()}
        return tuple(
            chosen_of(rows[one.item_id], one.task_id, by)
            for one in items
            if one.item_id in rows
        )


@pytest.fixture
def listed() -> Listed:
    intake = Intake()
    with intake.together():
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


def test_a_move_is_for_several_or_says_why_not(listed: Listed) -> None:
    because = alone_because()
    assert set(for_several()) | set(because) == set(listed.intake.rules.moves)
    assert not set(for_several()) & set(because)
    for language in ("zh", "en"):
        for one in because.values():
            assert texts(language)(f"several.alone.{one}", moves="x")
    told = alone(listed.chosen(1, seen=listed.seen()))
    assert "visit" in told["own_words"]
    assert alone(()) == {}


class Joint:
    """Two disputes of a village: in each the police of its town and the court of
    another are asked to help.
    """

    def __init__(self, listed: Listed) -> None:
        self.listed = listed
        for number in (1, 2):
            for name in ("accept", "handle"):
                listed.intake.move(KIND, name, number, **HERE)
            self.join(number, "police", TOWN)
            self.join(number, "court", OTHER_TOWN)

    def join(self, number: int, agency: str, center: int) -> None:
        self.listed.intake.move(
            KIND,
            "join",
            number,
            to_center=f"{center:012d}",
            to_agency=agency,
            task_id=f"{agency}-{number}",
            move_id=f"join-{agency}-{number}",
            **HERE,
        )

    def by_police(self, name: str, number: int, **fields: Any) -> None:
        self.listed.intake.move(
            KIND,
            name,
            number,
            acting_center=f"{TOWN:012d}",
            acting_agency="police",
            role="agency_staff",
            task_id=f"police-{number}",
            **fields,
        )

    def chosen(self, *tasks: str, seen: str, seat: Seat) -> tuple[Chosen, ...]:
        picked = [Picked(KIND, f"{KIND}-{one[-1]}", one) for one in tasks]
        return self.listed.picked(*picked, seen=seen, seat=seat)


POLICE = Seat("staff", TOWN, "police")


def test_an_agency_signs_for_several_of_its_tasks_and_learns_which_it_cannot(
    listed: Listed,
) -> None:
    joint, seen = Joint(listed), listed.seen()
    ours = joint.chosen("police-1", "police-2", seen=seen, seat=POLICE)
    assert {"task_sign", "task_feedback", "task_return"} < open_moves(ours).keys()
    assert len(open_moves(ours)["task_sign"].able) == 2
    joint.by_police("task_sign", 1)
    later = joint.chosen("police-1", "police-2", seen=listed.seen(), seat=POLICE)
    sign = open_moves(later)["task_sign"]
    assert [one.key[2] for one in sign.able] == ["police-2"]
    told = reasons(sign.unable, speaker(listed.geography), WORDS)
    assert list(told.values()) == [(later[0].case_number,)]
    by_center = joint.chosen("police-1", seen=listed.seen(), seat=STAFF)
    assert by_center[0].named(WORDS) == f"{later[0].case_number} · 公安"
    move = sign.able[0].bench.draft("task_sign", sign.able[0].task)
    _, verdict = apply(sign.able[0].bench.seen.state, move, START, listed.intake.rules)
    assert verdict.refusal is None


def test_what_another_did_in_a_task_since_the_list_overtakes_that_task_alone(
    listed: Listed,
) -> None:
    joint, seen = Joint(listed), listed.seen()
    joint.by_police("task_sign", 1)
    found = joint.chosen("police-1", "police-2", seen=seen, seat=POLICE)
    fed_back = open_moves(found)["task_feedback"]
    assert [one.key[2] for one in fed_back.able] == ["police-2"]
    assert fed_back.unable[0][1].code == "overtaken"
    assert not any(one.bench.has_moved_on for one in found)


def test_the_same_agency_of_another_center_reads_tasks_and_moves_none(
    listed: Listed,
) -> None:
    joint = Joint(listed)
    other = Seat("staff", OTHER_TOWN, "police")
    found = joint.chosen("police-1", seen=listed.seen(), seat=other)
    assert found[0].is_shown
    assert found[0].refusal("task_sign").code == "not_yours"
    assert "task_sign" not in open_moves(found)


def test_a_lead_accepts_feedback_of_several_and_moves_each_item_once(
    listed: Listed,
) -> None:
    joint = Joint(listed)
    for number in (1, 2):
        joint.by_police("task_feedback", number, note="x")
    tasks = ("police-1", "court-1", "police-2")
    found = joint.chosen(*tasks, seen=listed.seen(), seat=STAFF)
    accept = open_moves(found)["task_accept"]
    assert [one.key[2] for one in accept.able] == ["police-1", "police-2"]
    assert accept.count == len(tasks)
    assert [one.key for one in units("urge", found)] == [
        (KIND, "dispute-1", ""),
        (KIND, "dispute-2", ""),
    ]
    assert statuses_of(found) == {"joint": 2}
    close = open_moves(found).get("close")
    assert close is None
    assert names_of(found)["court-1"] == (OTHER_TOWN, "court")


def test_items_of_a_list_without_tasks_offer_no_move_within_one(
    listed: Listed,
) -> None:
    Joint(listed)
    found = listed.chosen(1, 2, seen=listed.seen(), seat=POLICE)
    assert "task_sign" not in open_moves(found)
    assert found[0].refusal("task_sign") is NO_TASK


def test_several_are_merged_into_the_one_of_them_that_stays(listed: Listed) -> None:
    for number in (1, 2, 3):
        listed.intake.move(KIND, "accept", number, **HERE)
    found = listed.chosen(1, 2, 3, seen=listed.seen())
    assert {"merge", "link"} < open_moves(found).keys()
    assert "merge" not in open_moves(found[:1])
    fields, main = aimed({"note": "x", "link_id": f"{KIND} dispute-1"})
    assert main == found[0].item
    assert fields == {"note": "x", "link_kind": KIND, "link_id": "dispute-1"}
    assert aimed({"note": "x"}) == ({"note": "x"}, None)
    move = found[1].bench.draft("merge", **fields)
    assert found[1].bench.refusal(move, "accepted") is None
    refused = found[1].bench.refusal(move, "merged")
    assert refused.details == {"why": "target_merged"}
    itself = found[0].bench.draft("merge", **fields)
    assert found[0].bench.refusal(itself).details == {"why": "itself"}


def test_several_that_may_be_closed_are_closed_alike(listed: Listed) -> None:
    for number in (1, 2):
        for name in ("accept", "handle"):
            listed.intake.move(KIND, name, number, **HERE)
    found = listed.chosen(1, 2, 3, seen=listed.seen())
    close = open_moves(found)["close"]
    assert [one.item[1] for one in close.able] == ["dispute-1", "dispute-2"]
    for one in close.able:
        assert one.bench.refusal(one.bench.draft("close", outcome="settled")) is None
        assert one.bench.refusal(one.bench.draft("close")).code == "lacking"


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
    assert not went_well(found)


def test_what_went_well_throughout_is_one_sentence() -> None:
    found = [Outcome("merge", "A", DONE), Outcome("merge", "B", KEPT)]
    assert went_well(found)
    assert not went_well([*found, Outcome("merge", "C", WAITING)])
    assert in_short(found, WORDS) == "并案：1 项已生效、1 项保留为主项"


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "[]",
        '{"number": 1, "items": []}',
        '{"number": 1, "items": [["nothing", "a"]]}',
        '{"number": 1, "items": [["dispute", "a b"]]}',
        '{"number": 1, "items": [["dispute", "a", "b c"]]}',
        '{"number": 1, "items": [["dispute", ""]]}',
        f'{{"number": 1, "items": {[["dispute", "a"]] * 51}}}'.replace("'", '"'),
    ],
)
def test_a_choice_is_untrusted(text: Any) -> None:
    assert said_from(text) is None


def test_a_choice_names_items() -> None:
    said = said_from(
        '{"number": 7, "items": [["dispute", "a"], ["incident", "b", "t"]]}'
    )
    assert said
    assert said.items == [Picked("dispute", "a"), Picked("incident", "b", "t")]

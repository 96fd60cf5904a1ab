"""A click on a step becomes an entry; what is none is refused."""

from __future__ import annotations

import msgspec
import pytest

from board.desk.said import Unfit
from board.desk.steps import read_tick, step_entry
from board.viewer.seat import Seat
from sql.reference.checklists import edition, steps
from streams.entries.steps import StepDone, StepUndone

ITEM = ("incident", "grave-0")
SEAT = Seat("staff", 421321000000, "fire", "zhang")


def entry(person: str = "演示甲", **said: object) -> StepDone | StepUndone:
    tick = read_tick(msgspec.json.encode(said).decode())
    return step_entry(tick, ITEM, "fire", SEAT, person, is_synthetic=True)


def test_it_says_who_which_step_and_how_that_reads() -> None:
    made = entry(act="done", step=2, note=" 已联系 13812345678 ")
    assert isinstance(made, StepDone)
    assert (made.actor, made.agency, made.person) == ("zhang", "fire", "演示甲")
    assert (made.kind, made.item_id, made.checklist, made.step) == (*ITEM, "fire", 2)
    assert (made.edition, made.text) == (edition("fire"), steps()["fire"][1].text)
    assert made.note == "已联系 138****5678"


def test_taking_back_names_the_entry_and_its_reason() -> None:
    made = entry(act="undone", step=2, note="点错", entry="step-1")
    assert isinstance(made, StepUndone)
    assert (made.done, made.reason) == ("step-1", "点错")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"act": "undone", "step": 2, "note": " ", "entry": "s"}, "step_reason"),
        ({"act": "done", "step": 9}, "step_unknown"),
        ({"act": "gone", "step": 1}, "step_unknown"),
        ({"step": 1}, "step_unknown"),
    ],
)
def test_what_cannot_be_sent_is_refused(said: dict[str, object], fault: str) -> None:
    with pytest.raises(Unfit) as told:
        entry(**said)
    assert told.value.reason == fault

"""处置清单: who did which step first, and for whom open steps wait."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import msgspec
import pytest

from streams.entries.steps import StepDone, StepUndone
from streams.events import DESK_TOPIC
from tests.support.intake import START, Intake
from tests.support.ticked import done, undone

MINUTE = timedelta(minutes=1)
CITY, COUNTY, TOWN = "421300000000", "421321000000", "421321101000"
OTHER, VILLAGE = "421303000000", "421321101201"
Row = dict[str, Any]


def fire(intake: Intake, at: Any = START, **fields: Any) -> None:
    given = {"category": "0301", "level": "01", "id": "grave-0"}
    intake.event("incident", at=at, **(given | fields), division_code=VILLAGE)


def take(intake: Intake, *entries: StepDone | StepUndone) -> None:
    intake.take(
        *(
            (DESK_TOPIC, msgspec.to_builtins(one, str_keys=True), one.entered_at)
            for one in entries
        )
    )


def said(intake: Intake) -> list[tuple[str, str | None]]:
    rows = intake.store.query("item_steps", kind="incident", id="grave-0").to_pylist()
    return [(row["entry_id"], row["refusal"]) for row in rows]


def standing(intake: Intake) -> dict[int, str]:
    name = "item_checklist"
    rows = intake.store.query(name, kind="incident", id="grave-0").to_pylist()
    assert [row["step"] for row in rows] == list(range(1, 9))
    return {row["step"]: row["entry_id"] for row in rows if row["entry_id"]}


def drawn(seed: int, size: int) -> list[StepDone | StepUndone]:
    """Steps done and taken back by several; some by who may not, some come twice."""
    dice, sent = Random(seed), list[Any]()
    for number in range(size):
        at = START + number * MINUTE
        who: Row = {
            "step": dice.choice((1, 2)),
            "role": dice.choice(("duty_officer", "staff", "leader", "auditor")),
            "acting_center": dice.choice((CITY, COUNTY, TOWN, TOWN, OTHER)),
        }
        if dice.random() < 0.45 and sent:
            before = f"s{dice.randrange(max(0, number - 6), number + 1)}"
            sent.append(undone(f"s{number}", at, before, **who))
        else:
            sent.append(done(f"s{number}", at, **who))
        if dice.random() < 0.15:
            sent.append(dice.choice(sent))
    return sent


class Recount:
    """Entry by entry: what each does to its step, and what stands in the end."""

    def __init__(self, sent: list[StepDone | StepUndone]) -> None:
        self.judged: dict[str, str | None] = {}
        self.stands: dict[int, str] = {}
        self._known: dict[str, tuple[int, int]] = {}
        self._opened: dict[int, int] = {}
        self._taken: set[str] = set()
        for place, one in enumerate(sent):
            if one.entry_id not in self.judged:
                self.judged[one.entry_id] = self._take(place, one)

    def _take(self, place: int, one: StepDone | StepUndone) -> str | None:
        may_not = {True: "not_yours", one.role == "auditor": "not_allowed"}
        is_refused = one.role == "auditor" or one.acting_center == OTHER
        if isinstance(one, StepDone):
            self._known[one.entry_id] = (one.step, place)
            return may_not[True] if is_refused else self._done(one)
        return may_not[True] if is_refused else self._undone(place, one)

    def _done(self, one: StepDone) -> str | None:
        if one.step in self.stands:
            return "already"
        self.stands[one.step] = one.entry_id
        return None

    def _undone(self, place: int, one: StepUndone) -> str | None:
        step, at = self._known.get(one.done, (0, -1))
        if step != one.step:
            return "unknown"
        if one.done in self._taken:
            return "overtaken"
        self._taken.add(one.done)
        if at < self._opened.get(one.step, -1):
            return "overtaken"
        self._opened[one.step] = place
        self.stands.pop(one.step, None)
        return None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_first_who_does_an_open_step_has_done_it_in_whatever_batches(
    seed: int,
) -> None:
    sent = drawn(seed, 120)
    one, other = Intake(), Intake()
    for intake in (one, other):
        fire(intake)
    for start in range(0, len(sent), 40):
        take(one, *sent[start : start + 40])
    for each in sent:
        take(other, each)
    recount = Recount(sent)
    verdicts, stands = list(recount.judged.items()), recount.stands
    for intake in (one, other):
        assert said(intake) == verdicts
        assert standing(intake) == stands
    codes = {refusal for _, refusal in verdicts}
    assert codes >= {None, "already", "not_allowed", "not_yours", "unknown"}


def test_who_came_second_is_told_who_was_first() -> None:
    intake = Intake()
    fire(intake)
    first = done("a", START + MINUTE, person="演示甲")
    take(intake, first, done("b", START + 2 * MINUTE, acting_center=CITY))
    rows = intake.store.query("item_steps", kind="incident", id="grave-0").to_pylist()
    second = rows[1]
    assert second["refusal"] == "already"
    assert second["first_center"] == int(COUNTY)
    assert (second["first_person"], second["first_at"]) == ("演示甲", first.entered_at)


def todo(intake: Intake, center: str, at: Any, agency: str = "") -> list[Row]:
    whose = {"center_code": int(center), "agency_code": agency, "role": "duty_officer"}
    more = {"reason": "checklist", "row_limit": 9, "now_at": at}
    return list(intake.store.query("todo_items", **whose, **more).to_pylist())


@pytest.mark.parametrize(
    ("severity", "scale", "tiers"),
    [
        ("01", "01", {VILLAGE, TOWN, COUNTY, CITY}),
        ("03", "01", {VILLAGE, TOWN}),
        ("04", "01", set()),
    ],
)
def test_it_waits_for_the_owner_and_above_up_to_who_should_settle_it(
    severity: str, scale: str, tiers: set[str]
) -> None:
    intake = Intake()
    fire(intake, level=severity, scale=scale)
    at = START + 6 * MINUTE
    asked = (VILLAGE, TOWN, COUNTY, CITY, OTHER)
    assert {one for one in asked if todo(intake, one, at)} == tiers


def test_what_waits_says_how_far_it_is_and_is_gone_with_the_last_step() -> None:
    intake = Intake()
    fire(intake)
    at = START + 6 * MINUTE
    take(intake, done("s1", START + MINUTE), done("s3", START + 2 * MINUTE, step=3))
    (row,) = todo(intake, VILLAGE, at)
    assert (row["steps_done"], row["steps"], row["next_step"]) == (2, 8, 2)
    assert row["due_at"] == START + 5 * MINUTE < at
    counts = intake.store.query("todo_everywhere", now_at=at).to_pylist()
    own = next(one for one in counts if one["center_code"] == int(VILLAGE))
    assert own["late"] >= 1
    for number in (2, 4, 5, 6, 7, 8):
        take(intake, done(f"s{number}", at, step=number))
    assert not todo(intake, VILLAGE, at)


def test_a_sheet_lists_what_is_not_finished_in_the_range_of_a_center() -> None:
    intake = Intake()
    fire(intake)
    at = START + 20 * MINUTE
    for center, n in {COUNTY: 1, OTHER: 0}.items():
        given = {"center_code": int(center), "now_at": at, "row_limit": 5}
        rows = intake.store.query("handover_steps", **given).to_pylist()
        assert len(rows) == n


def test_who_looks_at_the_item_hears_of_a_step() -> None:
    intake = Intake()
    fire(intake)
    take(intake, done("s1", START + MINUTE))
    named = {"kinds": "incident", "item_ids": "grave-0", "batch_no": 1}
    (row,) = intake.store.query("items_touched", **named).to_pylist()
    assert row["batch_no"] == 2

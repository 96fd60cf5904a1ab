"""会商: which count, what of them is done, who sees what of their agenda."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from sql.statements import statements
from streams.events import DESK_TOPIC
from streams.handling.asks import MOST_RETURNS
from tests.support.consulted import (
    CITY_CENTER,
    COUNTY,
    OTHER,
    answered,
    called,
    cancelled,
    decision,
    done,
    minuted,
    moved,
    on,
)
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from streams.entries.entry import DeskEntry

HOUR = timedelta(hours=1)
CITY = int(CITY_CENTER)
POLICE = {"acting_center": CITY_CENTER, "agency": "police"}
AUDITOR = {"role": "auditor"}
Row = dict[str, Any]
ITEM = on("dispute", "dispute-1")


def take(intake: Intake, *entries: DeskEntry) -> None:
    intake.take(
        *(
            (DESK_TOPIC, msgspec.to_builtins(one, str_keys=True), one.entered_at)
            for one in sorted(entries, key=lambda one: one.entered_at)
        )
    )


def ask(intake: Intake, name: str, center: int = CITY, **given: Any) -> list[Row]:
    usual = {
        "center_code": center,
        "agency_code": "",
        "now_at": START + 9 * HOUR,
        "from_at": START,
        "consultation": "one",
        "state": "",
        "row_limit": 99,
        "kind": ITEM.kind,
        "id": ITEM.item_id,
    }
    wanted = statements("reads")[name].parameters
    found = {key: (usual | given)[key] for key in wanted}
    rows: list[Row] = intake.store.query(name, **found).to_pylist()
    return rows


@pytest.fixture(scope="module")
def told() -> Intake:
    """Consultations with what is done of them, in the order of the log."""
    intake = Intake()
    intake.event("dispute", 1)
    later = {"starts_at": START + 30 * HOUR, "answer_by": START + 8 * HOUR}
    take(
        intake,
        called("one", START, items=(ITEM,)),
        called("later", START, **later),
        called("off", START),
        called("none", START, to_centers=(), to_agencies=()),
        called("up", START, acting_center=COUNTY, to_centers=(CITY_CENTER,)),
        called("beside", START, acting_center=COUNTY, to_centers=(OTHER,)),
        called("nothing", START, points=()),
        called("gone", START, starts_at=START),
        called("auditor", START, **AUDITOR),
        called("late", START, answer_by=START + 5 * HOUR),
        answered("a1", START + HOUR, "one", attends="no", post=None, text="不能"),
        answered("a2", START + 2 * HOUR, "one"),
        answered("a3", START + HOUR, "one", **POLICE, attends="written", text="同意"),
        answered("a4", START + HOUR, "one", acting_center="421300000000"),
        moved("m1", START + HOUR, "one"),
        moved("m2", START + HOUR, "one", acting_center=COUNTY),
        moved("back", START + 2 * HOUR, "one", starts_at=START),
        minuted("early", START + 5 * HOUR, "one"),
        minuted(
            "minutes",
            START + 6 * HOUR,
            "one",
            conclusions=("甲", "乙"),
            decisions=(
                decision(START + 6 * HOUR),
                decision(START - 20 * HOUR, OTHER),
                decision(START + 6 * HOUR, item=ITEM),
            ),
        ),
        minuted("again", START + 7 * HOUR, "one", conclusions=("丙", "丁")),
        cancelled("too-late", START + 7 * HOUR, "one"),
        done("d1", START + 7 * HOUR, "one"),
        done("d2", START + 8 * HOUR, "one", text="再报"),
        done("d3", START + 8 * HOUR, "one", number=2),
        done("d4", START + 8 * HOUR, "one", number=3),
        cancelled("c1", START + HOUR, "off"),
        answered("a5", START + 2 * HOUR, "off"),
    )
    return intake


def test_what_may_not_be_called_counts_for_nobody_and_says_why(told: Intake) -> None:
    rows = ask(told, "consultations_refused") + ask(
        told, "consultations_refused", int(COUNTY)
    )
    assert {one["entry_id"]: one["refusal"] for one in rows} == {
        "none": "nobody",
        "up": "stranger",
        "nothing": "no_agenda",
        "gone": "no_time",
        "auditor": "not_allowed",
        "late": "answer_late",
    }
    found = {one["entry_id"]: one for one in ask(told, "consultations")}
    states = {name: one["state"] for name, one in found.items()}
    assert states == {
        "one": "minuted",
        "later": "coming",
        "off": "cancelled",
        "beside": "to_minute",
    }
    one = found["one"]
    assert (one["starts_at"], one["place"]) == (
        START + 6 * HOUR,
        "演示数据：第二会议室",
    )
    counted = (one["coming"], one["unanswered"], one["decisions"], one["overdue"])
    assert counted == (1, 1, 3, 1)
    assert {one["entry_id"] for one in ask(told, "consultations", int(OTHER))} == {
        *("one", "later", "off", "beside"),
    }
    assert ask(told, "consultations", 421300000000, agency_code="fire") == []


def test_the_last_answer_counts_and_the_first_minutes(told: Intake) -> None:
    said = {
        (one["center_code"], one["agency_code"]): one["attends"]
        for one in ask(told, "consultation_answers")
    }
    assert said == {
        (int(COUNTY), ""): "yes",
        (int(OTHER), ""): None,
        (CITY, "police"): "written",
    }
    (one,) = ask(told, "consultation_told")
    assert one["conclusions"] == ["甲", "乙"]
    states = [
        (one["state"], one["is_late"]) for one in ask(told, "consultation_decisions")
    ]
    assert states == [("done", False), ("open", True), ("untold", False)]
    (first, *_) = ask(told, "consultation_decisions")
    assert first["said"] == "演示数据：已走访"


def test_what_waits_is_named_to_whom_it_waits_for(told: Intake) -> None:
    def due(center: int, agency: str = "") -> dict[str, tuple[int, int]]:
        rows = ask(told, "consultations_due", center, agency_code=agency)
        return {one["reason"]: (one["things"], one["late"]) for one in rows}

    assert due(int(COUNTY)) == {
        "consultation_answer": (1, 1),
        "consultation_minutes": (1, 0),
    }
    assert due(int(OTHER)) == {
        "consultation_answer": (1, 1),
        "consultation_decision": (1, 1),
    }
    assert due(CITY, "police") == {"consultation_answer": (1, 1)}
    everywhere = [
        (one["agency_code"], one["things"])
        for one in ask(told, "todo_everywhere")
        if one["center_code"] == int(OTHER)
    ]
    assert ("", 2) in everywhere


def test_an_agenda_names_an_item_but_its_title_only_to_who_sees_it(
    told: Intake,
) -> None:
    (own,) = ask(told, "consultation_agenda")
    (theirs,) = ask(told, "consultation_agenda", int(OTHER))
    assert own["title"]
    assert own["is_seen"]
    county = int(own["division_code"]) // 1_000_000
    assert county != int(OTHER) // 1_000_000
    known = ("case_number", "category", "division_code")
    assert [theirs[key] for key in known] == [own[key] for key in known]
    assert (theirs["title"], theirs["is_seen"]) == (None, False)
    agency = ask(told, "consultation_agenda", agency_code="police")
    assert [one["title"] for one in agency] == [None]
    assert ask(told, "consultation_agenda", 421381000000) == []
    assert [one["entry_id"] for one in ask(told, "item_consultations")] == ["one"]


def test_the_lock_of_the_store_is_that_of_the_fold() -> None:
    body = statements("reads")["todo_items"].text
    assert f"returns_unconsulted >= {MOST_RETURNS}" in body

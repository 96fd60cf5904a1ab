"""What a center is asked and does, against a recount in Python."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from sql.reference.tables import table
from sql.store import Store
from tests.sql.drawn import CENTERS, COUNTY, NOW, ZONE, random_items
from tests.sql.listed import counts
from tests.sql.state import TOWN, VILLAGE, put
from tests.support.intake import START, Intake
from tests.support.ready import ready_store

Row = dict[str, Any]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SPAN = (421303001000, 421303002000)
"""A part of what is drawn: the rest is `beyond`."""
FIELDS = ("kind", "category", "channel", "source")


@pytest.fixture(scope="module")
def drawn() -> tuple[Store, list[Row]]:
    dice = random.Random(3)
    items = [_described(one, dice) for one in random_items(seed=21, size=2500)]
    store = ready_store()
    put(store, items)
    return store, items


def _described(one: Row, dice: random.Random) -> Row:
    return one | {
        "channel": dice.choice(("grid", "petition", "12345", None)),
        "source": dice.choice(("grid", "petition", "hotline_12345", "police_110")),
        "category": dice.choice((one["category"], "22", "23")),
        "owner_center": dice.choice((*CENTERS, 0)),
    }


def rows_of(store: Store, name: str, **given: Any) -> list[Row]:
    return list(store.query(name, now_at=NOW, **given).to_pylist())


MARKS: dict[str, Row] = {
    "open_items": {},
    "due_soon": {"due_soon": 1},
    "overdue": {"overdue": 1},
    "unsigned": {"unsigned": 1},
    "supervised": {"supervised": 1},
}


@pytest.mark.parametrize("center", [TOWN, COUNTY, ZONE])
def test_what_is_owned_is_what_the_list_has(
    drawn: tuple[Store, list[Row]], center: int
) -> None:
    store, _ = drawn
    low, high = SPAN
    within = {"low": low, "high": high, "owner": center, "state": "open"}
    found = rows_of(store, "center_owned", center_code=center, low=low, high=high)
    assert found
    for row, mark in product(found, MARKS):
        listed = counts(store, kind=row["kind"], **within, **MARKS[mark])
        assert row[mark] == sum(one["items"] for one in listed), mark
    everywhere = counts(store, owner=center, state="open")
    told = sum(row["open_items"] + row["beyond"] for row in found)
    assert told == sum(one["items"] for one in everywhere)


def test_what_is_supervised_in_a_range_is_what_the_list_has(
    drawn: tuple[Store, list[Row]],
) -> None:
    store, _ = drawn
    (row,) = rows_of(store, "center_supervised", center_code=TOWN)
    listed = counts(store, low=SPAN[0], high=SPAN[1], supervised=1, state="open")
    assert row["items"] == sum(one["items"] for one in listed) > 0
    assert row["unanswered"] == row["items"]


def desk_of(item: Row) -> str:
    """The first rule that fits, tried one after the other."""
    rules = sorted(table("desks.csv"), key=lambda rule: int(rule["rule"]))
    return next(
        rule["desk"]
        for rule in rules
        if all(rule[key] in ("", item[key]) for key in FIELDS)
    )


@pytest.mark.parametrize("center", [VILLAGE, TOWN, COUNTY, 421300000000])
def test_cases_by_desk_are_their_recount(
    drawn: tuple[Store, list[Row]], center: int
) -> None:
    store, items = drawn
    ranges = [
        (row["low"], row["high"])
        for row in store.query("center_ranges").to_pylist()
        if row["center_code"] == center
    ]
    closed, running = Counter[str](), Counter[str]()
    for one in items:
        is_here = any(low <= one["division_code"] < high for low, high in ranges)
        if not (is_here and one["is_case"] and one["version"] is not None):
            continue
        if one["status"] not in {"closed", "redirected", "merged"}:
            running[desk_of(one)] += 1
        elif one["status"] != "merged" and is_lately(one["closed_at"]):
            closed[desk_of(one)] += 1
    found = rows_of(store, "center_desks", center_code=center, **LATELY)
    assert found
    assert {row["desk"]: row["open_cases"] for row in found if row["open_cases"]} == (
        running
    )
    assert {row["desk"]: row["closed"] for row in found if row["closed"]} == closed
    here = {"low": ranges[0][0], "high": ranges[0][1]}
    for row, key in product(found, OF_DESK):
        listed = counts(store, **here, **OF_DESK[key], desk=row["desk"])
        assert row[key] == sum(one["items"] for one in listed), key
    listed = counts(store, **here, overdue=1)
    assert sum(row["overdue"] for row in found) == sum(one["items"] for one in listed)


LATELY = {
    "from_day": (NOW + 8 * HOUR - 29 * DAY).date(),
    "until_day": (NOW + 8 * HOUR + DAY).date(),
}
OF_DESK: dict[str, Row] = {
    "open_cases": {"state": "open"},
    "overdue": {"state": "open", "overdue": 1},
    "closed": {"state": "finished", "dated_by": "closed", **LATELY},
}


def is_lately(moment: datetime) -> bool:
    return LATELY["from_day"] <= (moment + 8 * HOUR).date() < LATELY["until_day"]


def test_every_item_has_exactly_one_desk() -> None:
    rules = table("desks.csv")
    numbers = [int(rule["rule"]) for rule in rules]
    assert numbers == list(range(1, len(rules) + 1))
    assert not any(rules[-1][key] for key in FIELDS)
    lists = {row["code"]: row["list"] for row in table("code_lists.csv")}
    assert {lists[rule["desk"]] for rule in rules} == {"desk"}
    known = {
        **{key: set() for key in FIELDS},
        "kind": {row["kind"] for row in table("categories.csv")},
        "channel": {
            r["code"] for r in table("code_lists.csv") if r["list"] == "channel"
        },
        "source": {r["code"] for r in table("code_lists.csv") if r["list"] == "source"},
    }
    categories = {(row["kind"], row["category"]) for row in table("categories.csv")}
    for rule in rules:
        assert rule["category"] == "" or (rule["kind"], rule["category"]) in categories
        assert all(
            rule[key] in {"", *known[key]} for key in ("kind", "channel", "source")
        )


@pytest.mark.parametrize(
    ("item", "desk"),
    [
        (("dispute", "17", "grid", "grid"), "dispute_mediation"),
        (("dispute", "23", "petition", "petition"), "public_legal_service"),
        (("dispute", "08", "12345", ""), "mass_work"),
        (("incident", "0101", "", "police_110"), "dispatch"),
        (("incident", "0101", "", "hotline_12345"), "mass_work"),
        (("camera_alert", "5-1", "", "camera_platform"), "dispatch"),
    ],
)
def test_a_matter_is_of_the_desk_that_a_person_would_name(
    item: tuple[str, ...], desk: str
) -> None:
    assert desk_of(dict(zip(FIELDS, item, strict=True))) == desk


def code(center: int) -> str:
    return f"{center:012d}"


TOWN_ABOVE, VILLAGE_BELOW = 421321101000, 421321101201


def activity(intake: Intake, at: datetime) -> dict[int, tuple[int, datetime]]:
    found = intake.store.query("center_activity", now_at=at).to_pylist()
    return {row["center_code"]: (row["moves"], row["last_at"]) for row in found}


def last_moves(intake: Intake, center: int, at: datetime) -> list[str]:
    found = intake.store.query(
        "center_moves", center_code=center, row_limit=3, now_at=at
    )
    return list(found.column("move").to_pylist())


def test_a_center_is_active_by_its_accepted_moves_of_seven_days() -> None:
    intake = Intake()
    intake.event("dispute", 1)
    village = {"acting_center": code(VILLAGE_BELOW)}
    for hours, name in enumerate(("accept", "handle", "feedback", "note")):
        intake.move("dispute", name, **village, at=START + hours * HOUR)
    refused = START + 5 * HOUR
    intake.move("dispute", "sign", acting_center=code(TOWN_ABOVE), at=refused)
    now = START + DAY
    last = START + 3 * HOUR
    assert activity(intake, now) == {VILLAGE_BELOW: (4, last)}
    assert activity(intake, START + 7 * DAY + 2 * HOUR) == {VILLAGE_BELOW: (2, last)}
    assert activity(intake, START + 20 * DAY) == {VILLAGE_BELOW: (0, last)}
    assert activity(intake, START + 40 * DAY) == {}
    assert last_moves(intake, VILLAGE_BELOW, now) == ["note", "feedback", "handle"]
    assert last_moves(intake, TOWN_ABOVE, now) == []


def test_a_center_waits_for_what_the_to_do_list_of_its_seat_has() -> None:
    intake = Intake()
    for number in (1, 2):
        intake.event("dispute", number)
        intake.move("dispute", "accept", number, acting_center=code(VILLAGE_BELOW))
    up = {"acting_center": code(VILLAGE_BELOW), "to_center": code(TOWN_ABOVE)}
    intake.move("dispute", "escalate", 1, **up)
    intake.move("dispute", "handle", 2, acting_center=code(VILLAGE_BELOW))
    intake.move("dispute", "join", 2, **up, to_agency="police", task_id="T")
    seat = {"center_code": TOWN_ABOVE, "role": "", "now_at": START + HOUR}
    for agency, wanted in {"": 2, "police": 1, "fire": 0}.items():
        given = seat | {"agency_code": agency}
        found = intake.store.query("center_waiting", row_limit=9, **given).to_pylist()
        todo = intake.store.query("todo_items", reason="", row_limit=9, **given)
        assert [(row["reason"], row["item_id"]) for row in found] == [
            (row["reason"], row["item_id"]) for row in todo.to_pylist()
        ]
        assert len(found) == wanted
        assert all(row["total"] == wanted for row in found)

"""Hand-overs, recounted from the messages; what they propose, by smallest cases."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from tests.support.handover import Record, hand_over, take_over
from tests.support.intake import START, Intake

CITY, COUNTY, TOWN, VILLAGE = 421300000000, 421321000000, 421321101000, 421321101201
OTHER = 421303000000
HOUR = timedelta(hours=1)
NOW = START + 12 * HOUR
PEOPLE = ("张三", "张 三", "李四", "王五", "Ann", "ann")
Row = dict[str, Any]


def code(center: int) -> str:
    return f"{center:012d}"


def asked(**given: Any) -> Row:
    usual = {"center_code": CITY, "hand_over": "", "now_at": NOW, "row_limit": 1000}
    return {**usual, "shift_at": START, "by_handover": 1, **given}


def rows(intake: Intake, name: str, **given: Any) -> list[Row]:
    known = asked(**given)
    wanted = {
        "handovers": ("center_code", "hand_over", "row_limit"),
        "handover_figures": _but("row_limit"),
        "handover_items": _but("row_limit"),
    }.get(name, tuple(asked()))
    chosen = {one: known[one] for one in wanted}
    return list(intake.store.query(name, **chosen).to_pylist())


def _but(left_out: str) -> tuple[str, ...]:
    return tuple(one for one in asked() if one != left_out)


def drawn(seed: int, size: int) -> list[Record]:
    """Hand-overs and signatures for them: known or not, of whom and where ever, some
    of them twice.
    """
    dice, sent = Random(seed), []
    for number in range(size):
        at = START + number * timedelta(minutes=7)
        given = {
            "person": dice.choice(PEOPLE),
            "acting_center": dice.choice((code(CITY), code(COUNTY))),
        }
        if dice.random() < 0.4:
            items = [{"kind": "dispute", "item_id": "d"}] * dice.randrange(4)
            sent.append(hand_over(f"h{number}", at, items=items, **given))
        else:
            about = f"h{dice.randrange(min(size, number + 3))}"
            sent.append(take_over(f"t{number}", at, about, **given))
        if dice.random() < 0.2:
            sent.append(dice.choice(sent))
    return sent


def signer(message: Row) -> str:
    return re.sub(r"\s", "", message["person"]).lower()


def recounted(sent: list[Record], center: int) -> list[Row]:
    """Hand-overs of a center by the rules, from its messages in their order."""
    found: dict[str, Row] = {}
    known: set[str] = set()
    for _, message, at in sent:
        if message["acting_center"] != code(center) or message["entry_id"] in known:
            continue
        known.add(message["entry_id"])
        if message["entry"] == "hand_over":
            found[message["entry_id"]] = {"message": message, "at": at, "by": None}
            continue
        about = found.get(message["hand_over"])
        if about and not about["by"] and signer(message) != signer(about["message"]):
            about |= {"by": message["person"], "taken_at": at}
    return [
        {
            "entry_id": entry_id,
            "drawn_by": one["message"]["person"],
            "drawn_at": one["at"],
            "item_count": len(one["message"]["items"]),
            "taken_by": one["by"],
            "taken_at": one.get("taken_at"),
        }
        for entry_id, one in reversed(found.items())
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_hand_overs_are_what_the_messages_say(seed: int) -> None:
    intake, sent = Intake(), drawn(seed, 120)
    for start in range(0, len(sent), 50):
        intake.take(*sent[start : start + 50])
    for center in (CITY, COUNTY):
        wanted = recounted(sent, center)
        found = rows(intake, "handovers", center_code=center)
        assert [{key: one[key] for key in wanted[0]} for one in found] == wanted
        assert {one["total"] for one in found} == {len(wanted)}
        assert any(one["taken_by"] for one in found)
        assert not all(one["taken_by"] for one in found)


def test_the_one_that_is_named_is_found_however_old_with_what_it_stands_on() -> None:
    intake = Intake()
    vector = [{"topic_id": "T", "partition": 0, "next_offset": 4}]
    intake.take(
        hand_over("h1", START, person="张三", vector=vector),
        hand_over("h2", START + HOUR, person="李四"),
    )
    first, second = rows(intake, "handovers", hand_over="h1", row_limit=1)
    assert [first["entry_id"], second["entry_id"]] == ["h2", "h1"]
    assert (first["vector"], first["items"]) == (None, None)
    (place,) = json.loads(second["vector"])
    assert place == vector[0] | {"stamped_until": None}
    assert (second["items"], second["is_known"]) == ("[]", False)
    assert rows(intake, "handovers", hand_over="' or 1=1", row_limit=1) == [
        first | {"total": 2}
    ]


def test_the_sheet_begins_where_the_last_one_ended() -> None:
    intake = Intake()
    intake.event("dispute")
    since = {one["from_at"] for one in rows(intake, "handover_figures")}
    assert since == {START}
    drawn_at = START + 3 * HOUR
    before = drawn_at - timedelta(minutes=1)
    intake.take(hand_over("h1", drawn_at, person="张三", as_of=before))
    intake.take(
        hand_over("h2", START + 9 * HOUR, person="张三", acting_center=code(COUNTY))
    )
    (row,) = rows(intake, "handover_figures")
    assert row["from_at"] == before
    assert (row["received"], row["open_now"]) == (0, 1)
    (row,) = rows(intake, "handover_figures", by_handover=0)
    assert (row["from_at"], row["received"]) == (START, 1)
    late = {"now_at": drawn_at + timedelta(days=8), "shift_at": START + HOUR}
    (row,) = rows(intake, "handover_figures", **late)
    assert row["from_at"] == START + HOUR


def reasons(intake: Intake, center: int = CITY, **given: Any) -> dict[str, list[str]]:
    found = rows(intake, "handover_proposed", center_code=center, **given)
    assert all(one["total"] == len(found) for one in found)
    return {one["item_id"]: one["reasons"] for one in found}


def test_each_reason_from_its_smallest_case() -> None:
    intake = Intake()
    intake.event("dispute", 1, level="04")
    assert reasons(intake) == {}
    intake.event("dispute", 2, level="02")
    assert reasons(intake) == {"dispute-2": ["grave"]}
    due = intake.item("dispute", 1)["close_due_at"]
    assert "due_soon" not in reasons(intake, now_at=due - 13 * HOUR).get(
        "dispute-1", []
    )
    assert reasons(intake, now_at=due - HOUR)["dispute-1"] == ["due_soon"]
    assert reasons(intake, now_at=due + HOUR)["dispute-1"] == ["overdue"]


def test_supervised_unsigned_and_gravely_moved_items_are_proposed() -> None:
    intake = Intake()
    for number in (3, 4):
        intake.event("dispute", number, level="04")
        intake.move("dispute", "accept", number, acting_center=code(VILLAGE))
    up = {"acting_center": code(VILLAGE), "to_center": code(TOWN), "at": START + HOUR}
    intake.move("dispute", "escalate", 3, **up)
    intake.move("dispute", "handle", 4, acting_center=code(VILLAGE))
    above = {"acting_center": code(CITY), "role": "leader", "at": START + HOUR}
    intake.move("dispute", "supervise", 4, **above)
    assert reasons(intake) == {
        "dispute-3": ["moved"],
        "dispute-4": ["supervised", "moved"],
    }
    signed_by = intake.item("dispute", 3)["sign_due_at"]
    later = {"now_at": signed_by + HOUR, "shift_at": START + 2 * HOUR}
    found = reasons(intake, **later)
    assert found["dispute-3"] == ["unsigned"]
    assert found["dispute-4"][-1] == "supervised"
    assert reasons(intake, OTHER) == {}
    assert reasons(intake, TOWN).keys() == {"dispute-3", "dispute-4"}


def test_what_was_received_since_a_hand_over_is_told_apart() -> None:
    intake = Intake()
    intake.event("dispute", 1, level="01")
    intake.take(hand_over("h1", START + HOUR, person="张三"))
    intake.event("dispute", 2, level="01", at=START + 2 * HOUR)
    assert reasons(intake).keys() == {"dispute-1", "dispute-2"}
    assert reasons(intake, hand_over="h1").keys() == {"dispute-2"}


def test_items_of_a_hand_over_in_its_order_as_they_are_now() -> None:
    intake = Intake()
    for number in (1, 2):
        intake.event("dispute", number, level="02")
    intake.event("dispute", 3, division_code=code(OTHER))
    named = [
        {"kind": "dispute", "item_id": "dispute-2", "note": "盯紧"},
        {"kind": "dispute", "item_id": "dispute-3"},
        {"kind": "dispute", "item_id": "unknown"},
        {"kind": "dispute", "item_id": "dispute-1"},
    ]
    given = {"person": "张三", "acting_center": code(COUNTY), "items": named}
    intake.take(hand_over("h1", START + HOUR, **given))
    for name in ("accept", "handle", "close"):
        intake.move(
            "dispute", name, 2, acting_center=code(VILLAGE), at=START + 2 * HOUR
        )
    found = rows(intake, "handover_items", center_code=COUNTY, hand_over="h1")
    assert [one["item_id"] for one in found] == [one["item_id"] for one in named]
    assert [one["is_seen"] for one in found] == [True, False, False, True]
    assert [one["is_finished"] for one in found] == [True, False, False, False]
    assert (found[0]["note"], found[0]["status"]) == ("盯紧", "closed")
    assert found[3]["reasons"] == ["grave"]
    vector = intake.store.query("offsets_at", at=START + HOUR).column(0)[0].as_py()
    given = {"center_code": COUNTY, "now_at": START + HOUR, "shift_at": START}
    then = intake.store.query(
        "handover_then_as_of",
        items=json.dumps(named),
        offsets=vector,
        hand_over="",
        by_handover=0,
        **given,
    ).to_pylist()
    assert [one["item_id"] for one in then] == [one["item_id"] for one in named]
    assert (then[0]["note"], then[0]["status"]) == ("盯紧", "registered")
    assert then[0]["reasons"] == ["grave"]


@pytest.mark.parametrize("center", [CITY, COUNTY, TOWN, OTHER])
def test_figures_of_a_shift_are_counted_from_the_items(center: int) -> None:
    intake, now = Intake(), START + timedelta(days=6)
    intake.take(*intake.traffic(seed=11, size=400))
    given = {
        "center_code": center,
        "now_at": now,
        "shift_at": START + timedelta(days=2),
    }
    found = {one["kind"]: one for one in rows(intake, "handover_figures", **given)}
    everything = intake.store.query("item_list", low=0, high=10**12, row_limit=10_000)
    low, high = (center, center + {CITY: 10**8, TOWN: 1000}.get(center, 10**6))
    wanted: dict[str, list[int]] = {}
    for row in everything.to_pylist():
        one = intake.store.query("item", kind=row["kind"], id=row["item_id"])
        _count(one.to_pylist()[0], wanted, given, low, high)
    assert {
        kind: [one[key] for key in ("received", "closed", "open_now", "grave")]
        for kind, one in found.items()
        if any(one[key] for key in ("received", "closed", "open_now"))
    } == {kind: counts for kind, counts in wanted.items() if any(counts)}


def _count(
    one: Row, wanted: dict[str, list[int]], given: Row, low: int, high: int
) -> None:
    """By the item's own row, as Python reads it."""
    counts = wanted.setdefault(one["kind"], [0, 0, 0, 0])
    is_theirs = low <= one["division_code"] < high
    is_theirs = is_theirs or one["owner_center"] == given["center_code"]
    if not is_theirs or one["is_device_health"] or one["status"] == "merged":
        return
    since, now = given["shift_at"], given["now_at"]
    is_open = one["closed_at"] is None
    counts[0] += since <= one["received_at"] < now
    counts[1] += not is_open and since <= one["closed_at"] < now
    counts[2] += is_open
    counts[3] += is_open and one["severity"] in {"01", "02"}

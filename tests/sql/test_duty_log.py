"""Lines of the duty log, recounted from the messages; what does not count and why."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random
from typing import Any

import msgspec

from streams.entries.duty import LogWritten
from streams.events import DESK_TOPIC
from tests.support.intake import START, Intake
from tests.support.logged import line

CITY, COUNTY, TOWN = "421300000000", "421321000000", "421321101000"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PEOPLE = ("张三", "张 三", "李四", "Ann", "ann")
Row = dict[str, Any]


def take(intake: Intake, *lines: LogWritten) -> None:
    intake.take(
        *(
            (DESK_TOPIC, msgspec.to_builtins(one, str_keys=True), one.entered_at)
            for one in lines
        )
    )


def found(intake: Intake, name: str = "duty_log", **given: Any) -> list[Row]:
    usual = {
        "low": 0,
        "high": 10**12,
        "center_code": 0,
        "from_at": START - HOUR,
        "until_at": START + 100 * HOUR,
        "sort": "",
        "line": "",
        "row_limit": 1000,
    }
    return list(intake.store.query(name, **(usual | given)).to_pylist())


def drawn(seed: int, size: int) -> list[LogWritten]:
    """Lines of several people and centers; some correct another one, some come twice,
    some tell of what is to come or long over.
    """
    dice, sent = Random(seed), []
    for number in range(size):
        at = START + number * 3 * MINUTE
        ago = dice.choice((0, 5, 40, 60 * 23, 60 * 25, -4, -6)) * MINUTE
        wrong = dice.randrange(number + 3) if dice.random() < 0.4 else None
        given = {
            "person": dice.choice(PEOPLE),
            "actor": dice.choice(("one", "other")),
            "role": dice.choice(("duty_officer", "leader", "staff", "auditor")),
            "acting_center": dice.choice((CITY, COUNTY)),
            "sort": dice.choice(("call", "patrol")),
            "corrects": None if wrong is None else f"l{wrong}",
        }
        sent.append(line(f"l{number}", at, happened_at=at - ago, **given))
        if dice.random() < 0.2:
            sent.append(dice.choice(sent))
    return sent


def key(person: str) -> str:
    return re.sub(r"\s", "", person).lower()


def recounted(sent: list[LogWritten]) -> list[tuple[str, str | None, str | None]]:
    """Entry, refusal and correction of every line, the newest first, by the rules."""
    known: dict[str, LogWritten] = {}
    refusals: dict[str, str | None] = {}
    corrections: dict[str, str] = {}
    arrived = {}
    for one in sent:
        if one.entry_id in known:
            continue
        arrived[one.entry_id] = at = one.entered_at
        wrong = known.get(one.corrects or "")
        known[one.entry_id] = one
        refusal = None
        if one.role == "auditor":
            refusal = "not_allowed"
        elif one.corrects and wrong is None:
            refusal = "unknown"
        elif wrong and (
            (wrong.acting_center, wrong.actor, key(wrong.person))
            != (one.acting_center, one.actor, key(one.person))
        ):
            refusal = "not_yours"
        elif one.happened_at > at + 5 * MINUTE:
            refusal = "ahead"
        elif not one.corrects and one.happened_at < at - 24 * HOUR:
            refusal = "too_old"
        refusals[one.entry_id] = refusal
        if one.corrects and refusal is None:
            corrections[one.corrects] = one.entry_id
    return [(name, refusals[name], corrections.get(name)) for name in reversed(known)]


def test_lines_are_what_the_messages_say_in_whatever_batches() -> None:
    sent = drawn(3, 160)
    one, other = Intake(), Intake()
    for start in range(0, len(sent), 50):
        take(one, *sent[start : start + 50])
    for each in sent:
        take(other, each)
    wanted = recounted(sent)
    for intake in (one, other):
        rows = found(intake)
        told = [(row["entry_id"], row["refusal"], row["corrected_by"]) for row in rows]
        assert told == wanted
    reasons = {refusal for _, refusal, _ in wanted}
    codes = {"not_allowed", "unknown", "not_yours", "ahead", "too_old"}
    assert reasons == {None, *codes}
    assert any(by for _, _, by in wanted)


def test_a_log_is_of_its_centers_shift_and_sort() -> None:
    intake = Intake()
    take(
        intake,
        line("a", START, sort="patrol"),
        line("b", START + HOUR, acting_center=COUNTY),
        line("c", START + 2 * HOUR, happened_at=START + HOUR),
        line("d", START + 13 * HOUR, acting_center=TOWN),
    )

    def named(**given: Any) -> list[str]:
        return [row["entry_id"] for row in found(intake, **given)]

    county = {"low": 421321000000, "high": 421322000000}
    assert named() == ["d", "c", "b", "a"]
    assert named(**county) == ["d", "b"]
    assert named(low=0, high=0, center_code=int(CITY)) == ["c", "a"]
    assert named(until_at=START + 2 * HOUR) == ["b", "a"]
    assert named(sort="patrol") == ["a"]
    assert named(row_limit=1, line="a") == ["d", "a"]
    assert found(intake, row_limit=1)[0]["total"] == 4
    assert [row["is_afterwards"] for row in found(intake)] == [
        False,
        True,
        False,
        False,
    ]


def test_a_sheet_has_what_its_shift_wrote_down_and_no_refused_line() -> None:
    intake = Intake()
    take(
        intake,
        line("before", START - HOUR),
        line("one", START + HOUR),
        line("elsewhere", START + HOUR, acting_center=COUNTY),
        line("refused", START + HOUR, corrects="nothing"),
        line("two", START + 2 * HOUR, corrects="one"),
        line("later", START + 9 * HOUR),
    )
    given = {
        "center_code": int(CITY),
        "hand_over": "",
        "by_handover": 0,
        "shift_at": START,
        "now_at": START + 8 * HOUR,
        "row_limit": 100,
    }
    rows = intake.store.query("handover_log", **given).to_pylist()
    assert [(one["entry_id"], one["corrected_by"]) for one in rows] == [
        ("one", "two"),
        ("two", None),
    ]


def test_an_item_has_the_lines_of_centers_that_have_to_do_with_it() -> None:
    intake = Intake()
    intake.event("dispute", 1)
    about = {"kind": "dispute", "item_id": "dispute-1"}
    (row,) = intake.store.query("item", kind="dispute", id="dispute-1").to_pylist()
    assert str(row["division_code"]).startswith("421321")
    take(
        intake,
        line("city", START, **about),
        line("county", START + HOUR, acting_center=COUNTY, **about),
        line("sibling", START + HOUR, acting_center="421303000000", **about),
        line("half", START + HOUR, item_id="dispute-1"),
        line("other", START + HOUR, kind="dispute", item_id="dispute-2"),
    )
    given = {"kind": "dispute", "id": "dispute-1"}
    rows = intake.store.query("item_log", **given).to_pylist()
    assert [one["entry_id"] for one in rows] == ["city", "county"]
    number = row["case_number"].lower()
    (named,) = intake.store.query("numbered_items", number=f" {number} ").to_pylist()
    assert (named["kind"], named["item_id"]) == ("dispute", "dispute-1")


def test_who_looks_at_an_item_or_a_division_hears_of_its_lines_alone() -> None:
    intake = Intake()
    about = {"kind": "dispute", "item_id": "dispute-1"}
    take(intake, line("a", START))
    (before,) = intake.store.query("last_batch").column("batch_no").to_pylist()
    take(intake, line("b", START + HOUR, acting_center=TOWN, **about))
    county, town = "421321000000-421322000000-0", "0-0-421321101000"
    other = "421303000000-421304000000-421300000000"
    rows = intake.store.query(
        "items_touched",
        kinds="dispute duty duty duty dispute",
        item_ids=f"dispute-1 {county} {town} {other} dispute-2",
        batch_no=before,
    ).to_pylist()
    heard = {(one["kind"], one["item_id"]) for one in rows}
    assert heard == {("dispute", "dispute-1"), ("duty", county), ("duty", town)}
    assert {one["batch_no"] for one in rows} == {before + 1}
    place = {"low": 421321000000, "high": 421322000000, "center_code": 0}
    touched = intake.store.query("duty_touched", now_at=START + 2 * HOUR, **place)
    assert touched.to_pylist() == [{"batch_no": before + 1}]

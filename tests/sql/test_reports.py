"""要情 reports: which count, in which place, who answers them, what is owed."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import msgspec

from sql.reference.tables import table
from streams.events import DESK_TOPIC
from tests.support import messages
from tests.support.intake import START, Intake
from tests.support.reported import CITY_CENTER, COUNTY, TOWN, report, report_answer

if TYPE_CHECKING:
    from datetime import datetime

    from streams.entries.entry import DeskEntry

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OTHER = "421303000000"
ITEM = {"kind": "incident", "id": "incident-1"}
Row = dict[str, Any]


def take(intake: Intake, *entries: DeskEntry) -> None:
    intake.take(
        *(
            (DESK_TOPIC, msgspec.to_builtins(one, str_keys=True), one.entered_at)
            for one in entries
        )
    )


def reports(intake: Intake) -> list[Row]:
    return list(intake.store.query("item_reports", **ITEM).to_pylist())


def states(intake: Intake, now: Any) -> dict[int, Row]:
    rows = intake.store.query("item_report_states", now_at=now, **ITEM).to_pylist()
    return {row["acting_center"]: row for row in rows}


def grave(
    intake: Intake, severity: str = "01", at: datetime = START, version: int = 1
) -> None:
    """An incident of the village of a town of the county, known from START on."""
    moments = dict.fromkeys(("occurred_at", "reported_at"), START.isoformat())
    given = {"level": severity, "division_code": TOWN, "version": version, **moments}
    message = messages.event("incident", 1, **given)
    intake.take((messages.TOPICS["incident"], message, at))


def test_reports_are_first_following_and_final_by_their_order_alone() -> None:
    at = [START + number * HOUR for number in range(9)]
    entries = (
        report("a", at[0]),
        report("a", at[1], what="again"),
        report("sibling", at[1], acting_center=OTHER),
        report("aside", at[1], to_center=OTHER),
        report("skips", at[1], acting_center=TOWN),
        report("auditor", at[1], role="auditor"),
        report_answer("early", at[1], "b"),
        report("b", at[2]),
        report_answer("not-asked", at[2], "a", acting_center=OTHER),
        report_answer("back", at[3], "a", answer="sent_back", text="缺"),
        report_answer("late", at[4], "a"),
        report("a2", at[4], supplements="a"),
        report("of-another", at[4], supplements="sibling"),
        report("of-supplement", at[5], supplements="a2"),
        report("c", at[6], final=True),
        report_answer("yes", at[7], "a2"),
    )
    one, other = Intake(), Intake()
    take(one, *entries)
    for entry in entries:
        take(other, entry)
    found = reports(one)
    told = [
        (row["entry_id"], row["place"], row["version"], row["number"], row["answer"])
        for row in found
        if row["acting_center"] == int(COUNTY)
    ]
    assert told == [
        ("a", 1, 1, 1, "sent_back"),
        ("b", 2, 1, 2, None),
        ("a2", 1, 2, 3, "signed"),
        ("c", 3, 1, 4, None),
    ]
    assert [row["entry_id"] for row in found if row["acting_center"] == int(OTHER)] == [
        "sibling"
    ]
    assert {row["is_final"] for row in found} == {False, True}
    assert (found[0]["answer_text"], found[0]["answered_at"]) == ("缺", at[3])
    left_out = {"batch_no"}
    for mine, his in zip(found, reports(other), strict=True):
        assert {k: v for k, v in mine.items() if k not in left_out} == {
            k: v for k, v in his.items() if k not in left_out
        }


def test_a_case_is_owed_by_its_owner_until_it_or_one_above_tells() -> None:
    intake = Intake()
    grave(intake)
    town, county, city = int(TOWN), int(COUNTY), int(CITY_CENTER)
    owed = states(intake, START + 59 * MINUTE)
    assert set(owed) == {town}
    row = owed[town]
    assert (row["state"], row["to_center"], row["is_late"]) == (
        "to_report",
        county,
        False,
    )
    assert row["first_due_at"] == row["due_at"] == START + HOUR
    assert states(intake, START + 61 * MINUTE)[town]["is_first_late"]
    to_county = {"acting_center": TOWN, "to_center": COUNTY}
    take(intake, report("t", START + 61 * MINUTE, **to_county))
    row = states(intake, START + 70 * MINUTE)[town]
    assert (row["state"], row["is_first_late"], row["is_late"]) == (
        "to_sign",
        True,
        False,
    )
    assert row["due_at"] == START + 91 * MINUTE
    assert states(intake, START + 92 * MINUTE)[town]["is_late"]
    due = intake.store.query("reports_due", center_code=county, now_at=START + 2 * HOUR)
    assert [one["state"] for one in due.to_pylist()] == ["to_sign"]
    signs = {"acting_center": COUNTY, "to_center": TOWN}
    take(intake, report_answer("y", START + 2 * HOUR, "t", **signs))
    take(intake, report("c", START + 3 * HOUR, passes_on="t"))
    both = states(intake, START + 4 * HOUR)
    assert {code: one["state"] for code, one in both.items()} == {
        town: "to_follow_up",
        county: "to_sign",
    }
    assert both[town]["due_at"] == START + 61 * MINUTE + 24 * HOUR
    assert (both[county]["is_first_late"], both[county]["to_center"]) == (False, city)
    take(intake, report("t2", START + 5 * HOUR, final=True, **to_county))
    take(intake, report_answer("y2", START + 6 * HOUR, "t2", **signs))
    row = states(intake, START + 200 * HOUR)[town]
    assert (row["state"], row["due_at"], row["is_late"]) == ("finished", None, False)


def test_what_became_grave_later_is_owed_from_then_on() -> None:
    intake = Intake()
    raised = START + 5 * HOUR
    said = [("04", START), ("01", raised), ("01", raised + HOUR), ("02", raised + HOUR)]
    due = []
    for version, (severity, at) in enumerate(said, start=1):
        grave(intake, severity, at, version)
        found = states(intake, at + MINUTE)
        due += [(one["due_at"], one["is_first_late"]) for one in found.values()]
    assert due == [
        (raised + HOUR, False),
        (raised + HOUR, True),
        (raised + 2 * HOUR, False),
    ]


def test_one_above_that_told_first_is_enough_and_what_is_not_grave_owes_nothing() -> (
    None
):
    intake = Intake()
    grave(intake)
    take(intake, report("c", START + 10 * MINUTE))
    assert {row["state"] for row in states(intake, START + HOUR).values()} == {
        "to_sign"
    }
    assert int(TOWN) not in states(intake, START + HOUR)
    quiet = Intake()
    grave(quiet, "04")
    assert states(quiet, START + 99 * HOUR) == {}
    take(quiet, report("c", START + HOUR, severity="04", reason="群众关注"))
    row = states(quiet, START + 99 * HOUR)[int(COUNTY)]
    assert (row["state"], row["due_at"], row["is_first_late"]) == (
        "to_sign",
        None,
        False,
    )


def test_a_range_has_its_centers_and_a_center_what_it_is_sent() -> None:
    intake = Intake()
    grave(intake)
    to_county = {"acting_center": TOWN, "to_center": COUNTY}
    take(intake, report("t", START + HOUR, **to_county), report("c", START + 2 * HOUR))

    def listed(low: int, high: int, center: int) -> list[int]:
        given = {"low": low, "high": high, "center_code": center}
        moment = {"now_at": START + 3 * HOUR}
        rows = intake.store.query("report_states", row_limit=9, **given, **moment)
        totals = intake.store.query("report_totals", **given, **moment).to_pylist()
        assert sum(one["cases"] for one in totals) == rows.num_rows
        return sorted(rows.column("acting_center").to_pylist())

    town, county = int(TOWN), int(COUNTY)
    assert listed(421321000000, 421322000000, 0) == [county, town]
    assert listed(0, 0, county) == [county, town]
    assert listed(0, 0, int(CITY_CENTER)) == [county]
    assert listed(421303000000, 421304000000, int(OTHER)) == []


def test_numbers_never_come_twice_whatever_crosses() -> None:
    dice, intake = Random(9), Intake()
    entries: list[DeskEntry] = []
    for number in range(120):
        at = START + number * MINUTE
        about = f"r{dice.randrange(number + 2)}"
        if dice.random() < 0.5:
            more = {"supplements": about} if dice.random() < 0.4 else {}
            entries.append(report(f"r{number}", at, final=dice.random() < 0.2, **more))
        else:
            answer = dice.choice(("signed", "sent_back"))
            entries.append(report_answer(f"s{number}", at, about, answer=answer))
        if dice.random() < 0.2:
            entries.append(dice.choice(entries))
    take(intake, *entries)
    found = reports(intake)
    assert [one["number"] for one in found] == list(range(1, len(found) + 1))
    slots = [(one["place"], one["version"]) for one in found]
    assert len(set(slots)) == len(slots)
    roots = [one for one in found if one["supplements"] is None]
    assert all(a["place"] + 1 == b["place"] for a, b in pairwise(roots))
    assert any(one["version"] > 1 for one in found)


def test_deadlines_name_no_regulation_and_are_whole() -> None:
    rows = table("report_deadlines.csv")
    stages = {(one["kind"], one["severity"], one["stage"]) for one in rows}
    grave_ones = {(kind, severity) for kind, severity, _ in stages}
    assert stages == {
        (*one, stage) for one in grave_ones for stage in ("first", "follow_up", "sign")
    }
    assert {one["source_note"].split(" ")[0] for one in rows} == {"example"}
    assert all(int(one["minutes"]) > 0 for one in rows)
